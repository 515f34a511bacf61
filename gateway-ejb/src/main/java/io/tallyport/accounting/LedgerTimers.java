package io.tallyport.accounting;

import io.tallyport.database.Retries;
import io.tallyport.lot.Expiry;
import io.tallyport.revenue.Horizon;
import io.tallyport.revenue.RollUp;
import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.OffsetDateTime;

/**
 * Expires lots once a minute, rolls up and takes a snapshot once an hour. Every node does: locks in the database let them
 * take turns, and the second finds nothing left to do.
 */
@Singleton
@Startup
@DependsOn("Migrations")
public class LedgerTimers {
    private static final Logger LOG = System.getLogger(LedgerTimers.class.getName());
    private static final int LOOKS = 20;
    private static final long LOOK_AGAIN_MILLIS = 250;

    @Inject
    private Intervals intervals;

    @Inject
    private Expiry expiry;

    @Inject
    private RollUp rollUp;

    @Inject
    private Snapshots snapshots;

    @Inject
    private Horizon horizon;

    @PostConstruct
    void start() {
        intervals.every(Duration.ofMinutes(1), "expire lots", this::expireLots);
        intervals.every(Duration.ofHours(1), "roll revenue and cost up", rollUp::run);
        intervals.every(Duration.ofHours(1), "take a snapshot of the accounts", this::takeSnapshot);
    }

    private void expireLots() {
        for (long wallet : expiry.walletsWithExpiredLots()) {
            try {
                Retries.run(() -> expiry.expire(wallet));
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Could not expire lots of wallet " + wallet + "; trying again", e);
            }
        }
    }

    /** Up to an entry all of whose predecessors are committed or given up: that is known a moment later. */
    private void takeSnapshot() {
        AccountingStore.Mark mark = snapshots.mark();
        for (int look = 0; look < LOOKS; look++) {
            OffsetDateTime complete = horizon.now();
            if (!complete.isBefore(mark.at())) {
                snapshots.write(mark.seq());
                return;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
