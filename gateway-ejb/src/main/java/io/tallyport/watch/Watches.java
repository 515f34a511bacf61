package io.tallyport.watch;

import io.tallyport.ledger.Credits;
import io.tallyport.notify.EventType;
import io.tallyport.notify.Notifications;
import io.tallyport.tier.Standing;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Looks once, and tells what it finds; each look is one transaction. */
@Stateless
public class Watches {
    @Inject
    private WatchStore store;

    @Inject
    private Notifications notifications;

    /** Balances that went below their threshold since the last look; those that recovered can do so again. */
    public void lookAtBalances() {
        store.recover();
        store.wentLow()
                .forEach(low -> notifications.raise(
                        low.organisationId(),
                        EventType.BALANCE_LOW,
                        Map.of("balance", credits(low.balanceNano()), "threshold", credits(low.thresholdNano()))));
    }

    public List<Long> ofTiers() {
        return store.ofTiers();
    }

    /** The first look at an organisation tells nothing. */
    public void lookAtTier(long organisationId, Standing standing) {
        store.beginTier(organisationId, standing.name());
        store.changeTier(organisationId, standing.name())
                .ifPresent(before -> notifications.raise(
                        organisationId,
                        EventType.TIER_CHANGED,
                        Map.of(
                                "from", before,
                                "to", standing.name(),
                                "multiplier_ppm", standing.multiplierPpm(),
                                "window_spend", credits(standing.windowSpendNano()))));
    }

    private static Map<String, String> credits(long nano) {
        return Map.of("credits", Credits.decimal(nano), "nano", Long.toString(nano));
    }
}
