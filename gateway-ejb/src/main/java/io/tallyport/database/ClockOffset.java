package io.tallyport.database;

import java.util.concurrent.TimeUnit;

/**
 * By how much the database's clock is ahead of this node's monotonic one: somewhere between two bounds, nanoseconds.
 *
 * @param learntAtNanos monotonic
 */
record ClockOffset(long low, long high, long learntAtNanos) {
    /** How fast two clocks that are kept in time may drift apart. */
    private static final long DRIFT_PPM = 500;

    private static final long PPM = 1_000_000;
    private static final long MICROSECOND = TimeUnit.MICROSECONDS.toNanos(1);

    /** The database read its clock at some moment after the question was sent and before its answer was there. */
    static ClockOffset of(long sentNanos, long databaseMicros, long receivedNanos) {
        long databaseNanos = Math.multiplyExact(databaseMicros, MICROSECOND);
        return new ClockOffset(databaseNanos - receivedNanos, databaseNanos + MICROSECOND - sentNanos, receivedNanos);
    }

    /** What both say; the newer alone where they contradict each other: then a clock was set. */
    ClockOffset and(ClockOffset newer) {
        long drift = (newer.learntAtNanos - learntAtNanos) / PPM * DRIFT_PPM;
        long from = Math.max(low - drift, newer.low);
        long to = Math.min(high + drift, newer.high);
        return from <= to ? new ClockOffset(from, to, newer.learntAtNanos) : newer;
    }

    /** Microseconds since 1970 on the database's clock at a moment of the monotonic one. */
    long micros(long monotonicNanos) {
        return Math.floorDiv(monotonicNanos + low + (high - low) / 2, MICROSECOND);
    }
}
