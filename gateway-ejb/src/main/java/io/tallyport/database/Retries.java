package io.tallyport.database;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries a whole transaction again where the database asks for it: bounded, with a pause that grows. */
public final class Retries {
    private static final int TRIES = 5;
    private static final int PAUSE_MILLIS = 20;

    private Retries() {}

    /** @param operation one transaction of its own; inside a larger one, only that one as a whole can be tried again */
    public static <T> T run(Supplier<T> operation) {
        for (int failures = 1; ; failures++) {
            try {
                return operation.get();
            } catch (RuntimeException e) {
                if (failures == TRIES || !isPassing(e)) {
                    throw e;
                }
                pause(failures);
            }
        }
    }

    private static boolean isPassing(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException refused) {
                return refused.isPassing();
            }
        }
        return false;
    }

    private static void pause(int failures) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(PAUSE_MILLIS << failures));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
