package io.tallyport.idempotency;

import io.tallyport.database.DatabaseState;
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

/** Forgets keys that are older than 30 days. */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ForgottenKeys {
    private static final Duration AGE = Duration.ofDays(30);
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int AT_ONCE = 5_000;

    @Inject
    private IdempotencyStore store;

    @Inject
    private DatabaseState state;

    @Inject
    private Intervals intervals;

    @PostConstruct
    void start() {
        intervals.every(PAUSE, "forget old idempotency keys", this::forget);
    }

    /** All that are due. */
    public void forget() {
        while (state.isReachable() && store.forget(AGE, AT_ONCE) == AT_ONCE) {
            // there may be more
        }
    }
}
