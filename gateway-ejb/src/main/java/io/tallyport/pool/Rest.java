package io.tallyport.pool;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * When an account may be asked again, after it said so itself or failed too often: a circuit breaker that opens after
 * {@value #FAILURES_IN_A_ROW} failures in a row, for a second at first and twice as long after each trial that fails. Times
 * are monotonic nanoseconds.
 */
final class Rest {
    static final int FAILURES_IN_A_ROW = 3;
    static final long FIRST_NANOS = 1_000_000_000L;
    static final long LONGEST_NANOS = 10_000_000_000L;
    private static final int MOST_DOUBLINGS = 10;

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger trials = new AtomicInteger();
    private volatile long brokenUntil;
    private volatile boolean open;
    private volatile long askedToWaitUntil;
    private volatile boolean waits;

    /** The provider said that it wants no calls for so long; a later end stands. */
    void waitFor(long nanos, long now) {
        long until = now + nanos;
        if (!waits || until - askedToWaitUntil > 0) {
            askedToWaitUntil = until;
        }
        waits = true;
    }

    void failed(long now) {
        trials.set(0);
        int inARow = failures.incrementAndGet();
        if (inARow >= FAILURES_IN_A_ROW) {
            int doublings = Math.min(inARow - FAILURES_IN_A_ROW, MOST_DOUBLINGS);
            brokenUntil = now + Math.min(FIRST_NANOS << doublings, LONGEST_NANOS);
            open = true;
        }
    }

    void succeeded() {
        if (open || waits || failures.get() > 0) {
            failures.set(0);
            trials.set(0);
            open = false;
            waits = false;
        }
    }

    /** A call goes there; after a rest it is the one by which the others are let in. */
    void asked() {
        if (open) {
            trials.incrementAndGet();
        }
    }

    /** The call that was to be a trial ended without telling anything. */
    void left() {
        if (open) {
            trials.set(0);
        }
    }

    /** Whether its provider has asked for a pause that is not over. */
    boolean isAskedToWait(long now) {
        return waits && askedToWaitUntil - now > 0;
    }

    /** Whether it rests after failures: also while one call tries it. */
    boolean isBroken(long now) {
        return open && (brokenUntil - now > 0 || trials.get() > 0);
    }

    /** Nanoseconds until it may be asked; 0: now. */
    long remaining(long now) {
        long waiting = waits ? Math.max(0, askedToWaitUntil - now) : 0;
        return open ? Math.max(waiting, brokenUntil - now) : waiting;
    }
}
