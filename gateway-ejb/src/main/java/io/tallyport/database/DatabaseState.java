package io.tallyport.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** Whether the database answers, as whoever asks it every second reports. */
@ApplicationScoped
public class DatabaseState {
    /** A question under way for longer hangs: a frozen database refuses nothing. */
    private static final long HANGING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private volatile boolean answering = true;
    private volatile long reportedNanos = System.nanoTime();

    public boolean isReachable() {
        return answering && System.nanoTime() - reportedNanos < HANGING_NANOS;
    }

    /** Reports the answer to a question asked just now, or that there was none. */
    public void report(boolean answers) {
        answering = answers;
        reportedNanos = System.nanoTime();
    }
}
