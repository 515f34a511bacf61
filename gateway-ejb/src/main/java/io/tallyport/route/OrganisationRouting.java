package io.tallyport.route;

import io.tallyport.key.RoutingMode;
import io.tallyport.upstream.UpstreamAccount;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation's calls may use, and how their accounts are chosen.
 *
 * @param allowedProviders names of providers; empty: all
 * @param allowedRegions empty: all; otherwise an account without a region is not among them
 * @param fixedAccountId where calls of {@link RoutingMode#FIXED} go
 * @param choosesAccount whether its callers may name an account of ours
 */
public record OrganisationRouting(
        Set<String> allowedProviders,
        Set<String> deniedProviders,
        Set<String> allowedRegions,
        Set<String> deniedRegions,
        RoutingMode mode,
        @Nullable Long fixedAccountId,
        boolean choosesAccount) {
    public static final OrganisationRouting DEFAULT =
            new OrganisationRouting(Set.of(), Set.of(), Set.of(), Set.of(), RoutingMode.AFFINITY, null, false);

    public OrganisationRouting {
        allowedProviders = Set.copyOf(allowedProviders);
        deniedProviders = Set.copyOf(deniedProviders);
        allowedRegions = Set.copyOf(allowedRegions);
        deniedRegions = Set.copyOf(deniedRegions);
    }

    /** Whether its lists let calls go there. */
    public boolean permits(UpstreamAccount account) {
        String provider = account.provider().name();
        if (deniedProviders.contains(provider)
                || !(allowedProviders.isEmpty() || allowedProviders.contains(provider))) {
            return false;
        }
        @Nullable String region = account.region();
        if (region == null) {
            return allowedRegions.isEmpty();
        }
        return !deniedRegions.contains(region) && (allowedRegions.isEmpty() || allowedRegions.contains(region));
    }
}
