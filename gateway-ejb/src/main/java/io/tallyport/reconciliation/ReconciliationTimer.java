package io.tallyport.reconciliation;

import io.tallyport.database.DatabaseClock;
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
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Every night, on one node; a night in which all nodes were down is made up for. */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReconciliationTimer {
    private static final Duration LOOK = Duration.ofMinutes(5);

    @Inject
    @ConfigProperty(name = "tallyport.reconciliation.at", defaultValue = "03:00")
    private LocalTime at;

    @Inject
    private Reconciliation reconciliation;

    @Inject
    private DatabaseClock clock;

    @Inject
    private DatabaseState state;

    @Inject
    private Intervals intervals;

    @PostConstruct
    void start() {
        intervals.every(LOOK, "match the payment provider's balance", this::look);
    }

    private void look() {
        if (state.isReachable()) {
            reconciliation.runIfDue(due(clock.now(), at));
        }
    }

    /** The last time that it was this time of the day, in UTC. */
    static Instant due(Instant now, LocalTime at) {
        OffsetDateTime today = now.atOffset(ZoneOffset.UTC).with(at);
        return today.toInstant().isAfter(now) ? today.minusDays(1).toInstant() : today.toInstant();
    }
}
