package io.tallyport.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The database's clock without a round trip: what all nodes agree on, however their own clocks are set. Learnt from the
 * question that {@link #ask} puts every second, and carried on by the monotonic clock in between.
 */
@ApplicationScoped
public class DatabaseClock {
    private static final String NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    @Inject
    private Database database;

    private volatile @Nullable ClockOffset offset;

    /**
     * Microseconds since 1970.
     *
     * @throws DatabaseException if the database was never reached
     */
    public long nowMicros() {
        ClockOffset known = offset;
        return (known == null ? learn() : known).micros(System.nanoTime());
    }

    /** As {@link #nowMicros}. */
    public Instant now() {
        return Instant.EPOCH.plus(nowMicros(), ChronoUnit.MICROS);
    }

    /** Asks the database for the time; false if it does not answer. */
    public boolean ask() {
        try {
            learn();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private ClockOffset learn() {
        long sentNanos = System.nanoTime();
        long micros = database.first(NOW, row -> row.getLong(1)).orElseThrow();
        return accept(ClockOffset.of(sentNanos, micros, System.nanoTime()));
    }

    private synchronized ClockOffset accept(ClockOffset learnt) {
        ClockOffset known = offset;
        ClockOffset now = known == null ? learnt : known.and(learnt);
        offset = now;
        return now;
    }
}
