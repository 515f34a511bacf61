package io.tallyport.key;

/**
 * A moment of the database's clock as this node's monotonic clock will see it, so that a node whose clock is wrong keeps
 * it all the same.
 *
 * @param nanos as {@link System#nanoTime}
 */
public record Deadline(long nanos) {
    private static final long FARTHEST_MICROS = Long.MAX_VALUE / 4_000;

    /** @param micros from now, below 0 for what is past */
    static Deadline in(long micros) {
        return new Deadline(System.nanoTime() + 1_000 * Math.clamp(micros, -FARTHEST_MICROS, FARTHEST_MICROS));
    }

    public boolean isPast() {
        return System.nanoTime() - nanos >= 0;
    }
}
