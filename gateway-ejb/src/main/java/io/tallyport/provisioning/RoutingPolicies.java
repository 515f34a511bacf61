package io.tallyport.provisioning;

import io.tallyport.account.Organisations;
import io.tallyport.audit.Actor;
import io.tallyport.audit.Audit;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.RoutingMode;
import io.tallyport.route.OrganisationRouting;
import io.tallyport.route.OrganisationRoutings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What organisations' calls may use, as operators set it. Each method throws 404 for an organisation that is not there. */
@ApplicationScoped
public class RoutingPolicies {
    @Inject
    private OrganisationRoutings routings;

    @Inject
    private Organisations organisations;

    @Inject
    private Providers providers;

    @Inject
    private Accounts accounts;

    @Inject
    private Audit audit;

    public RoutingPolicy of(long organisationId) {
        if (organisations.find(organisationId).isEmpty()) {
            throw new GatewayException(ErrorCode.NOT_FOUND, "There is no such organisation.");
        }
        return policy(routings.of(organisationId));
    }

    /**
     * Replaces all of it, on every node within a second.
     *
     * @throws GatewayException 400 that names the field at fault
     */
    @Transactional
    public RoutingPolicy set(long organisationId, RoutingPolicy wish, Actor actor) {
        RoutingPolicy before = of(organisationId);
        routings.set(organisationId, routing(organisationId, wish));
        RoutingPolicy after = of(organisationId);
        audit.record(actor, "organisation.route", Long.toString(organisationId), before, after);
        return after;
    }

    private OrganisationRouting routing(long organisationId, RoutingPolicy wish) {
        if (wish.mode() == RoutingMode.FIXED && wish.fixedAccount() == null) {
            throw GatewayException.invalid("fixed_account", "The mode fixed takes a fixed_account.");
        }
        return new OrganisationRouting(
                known("allowed_providers", wish.allowedProviders()),
                known("denied_providers", wish.deniedProviders()),
                regions("allowed_regions", wish.allowedRegions()),
                regions("denied_regions", wish.deniedRegions()),
                wish.mode(),
                fixed(organisationId, wish.fixedAccount()),
                wish.choosesAccount());
    }

    private Set<String> known(String field, List<String> names) {
        Set<String> known = providers.all().stream().map(ProviderState::name).collect(Collectors.toSet());
        return names.stream().map(name -> Checks.oneOf(field, name, known)).collect(Collectors.toSet());
    }

    private static Set<String> regions(String field, List<String> names) {
        return names.stream().map(name -> Checks.name(field, name)).collect(Collectors.toSet());
    }

    private @Nullable Long fixed(long organisationId, @Nullable String name) {
        if (name == null) {
            return null;
        }
        return accounts.all().stream()
                .filter(account -> account.name().equals(name))
                .filter(account ->
                        account.organisationId() == null || Objects.equals(account.organisationId(), organisationId))
                .min(Comparator.comparing(account -> account.organisationId() == null))
                .map(AccountState::id)
                .orElseThrow(() -> GatewayException.invalid("fixed_account", "There is no account " + name + "."));
    }

    private RoutingPolicy policy(OrganisationRouting routing) {
        @Nullable Long fixed = routing.fixedAccountId();
        return new RoutingPolicy(
                sorted(routing.allowedProviders()),
                sorted(routing.deniedProviders()),
                sorted(routing.allowedRegions()),
                sorted(routing.deniedRegions()),
                routing.mode(),
                fixed == null ? null : accounts.require(fixed).name(),
                routing.choosesAccount());
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
