package io.tallyport.choice;

import io.tallyport.catalog.Model;
import io.tallyport.catalog.Prices;
import io.tallyport.error.GatewayException;
import io.tallyport.key.Caller;
import io.tallyport.key.RoutingMode;
import io.tallyport.route.OrganisationRouting;
import io.tallyport.route.RoutingTables;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamAccounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the account of a call is to be chosen: by its header, else its key, else its organisation. */
@ApplicationScoped
public class Wishes {
    /** {@code affinity}, {@code spread} or {@code account=NAME}. */
    public static final String HEADER = "tallyport-routing";

    private static final String ACCOUNT = "account=";

    @Inject
    private RoutingTables routes;

    @Inject
    private UpstreamAccounts accounts;

    /**
     * @param header null: nothing was said
     * @throws GatewayException 400 for a header that means nothing, or names an account that the caller may not choose
     */
    public Wish of(@Nullable String header, Caller caller, Model model) {
        OrganisationRouting organisation = routes.organisation(caller.walletId());
        if (header != null && header.startsWith(ACCOUNT)) {
            return Wish.fixed(chosen(header.substring(ACCOUNT.length()), caller, organisation));
        }
        RoutingMode mode = header == null ? usual(caller, organisation) : named(header);
        return switch (mode) {
            case FIXED -> Wish.fixed(Objects.requireNonNull(organisation.fixedAccountId()));
            case AFFINITY -> isWorthwhile(model.prices().forPrompt(0)) ? Wish.AFFINITY : Wish.SPREAD;
            case SPREAD -> Wish.SPREAD;
        };
    }

    private static RoutingMode usual(Caller caller, OrganisationRouting organisation) {
        RoutingMode mode = Objects.requireNonNullElse(caller.key().routing().mode(), organisation.mode());
        return mode == RoutingMode.FIXED && organisation.fixedAccountId() == null ? RoutingMode.AFFINITY : mode;
    }

    /** Where tokens from a cache cost as much as others, a cache is no reason to wait for an account. */
    private static boolean isWorthwhile(Prices prices) {
        return prices.readPrice() < prices.input();
    }

    private static RoutingMode named(String header) {
        return switch (header) {
            case "affinity" -> RoutingMode.AFFINITY;
            case "spread" -> RoutingMode.SPREAD;
            default ->
                throw GatewayException.invalid(
                        HEADER, "The header " + HEADER + " takes affinity, spread or account=NAME.");
        };
    }

    private long chosen(String name, Caller caller, OrganisationRouting organisation) {
        return accounts.usable().stream()
                .filter(account -> account.name().equals(name))
                .filter(account -> account.isOurs()
                        ? organisation.choosesAccount()
                        : Objects.equals(account.organisationId(), caller.walletId()))
                .mapToLong(UpstreamAccount::id)
                .findFirst()
                .orElseThrow(() -> GatewayException.invalid(
                        HEADER, "There is no account " + name + " that your calls may choose."));
    }
}
