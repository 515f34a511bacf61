package io.tallyport.provisioning;

import io.tallyport.key.RoutingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation's calls may use, as {@link io.tallyport.route.OrganisationRouting}.
 *
 * @param fixedAccount name of the account for {@link RoutingMode#FIXED}: the organisation's own by that name, else ours
 */
public record RoutingPolicy(
        List<String> allowedProviders,
        List<String> deniedProviders,
        List<String> allowedRegions,
        List<String> deniedRegions,
        RoutingMode mode,
        @Nullable String fixedAccount,
        boolean choosesAccount) {}
