package io.tallyport.watch;

import io.tallyport.database.DatabaseState;
import io.tallyport.tier.Tiers;
import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Looks every few seconds. */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WatchTimers {
    @Inject
    @ConfigProperty(name = "tallyport.notify.watch-every", defaultValue = "PT10S")
    private Duration pause;

    @Inject
    private Watches watches;

    @Inject
    private Tiers tiers;

    @Inject
    private DatabaseState state;

    @Inject
    private Intervals intervals;

    @PostConstruct
    void start() {
        intervals.every(pause, "look at balances", this::lookAtBalances);
        intervals.every(pause, "look at tiers", this::lookAtTiers);
    }

    private void lookAtBalances() {
        if (state.isReachable()) {
            watches.lookAtBalances();
        }
    }

    private void lookAtTiers() {
        if (state.isReachable()) {
            watches.ofTiers().forEach(id -> watches.lookAtTier(id, tiers.load(id)));
        }
    }
}
