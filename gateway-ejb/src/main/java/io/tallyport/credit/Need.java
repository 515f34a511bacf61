package io.tallyport.credit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a draw should ask for, in nano-credits.
 *
 * @param lease the one to enlarge; null: a new one
 * @param free what that has free
 * @param waiting the amounts that calls wait for, in their order
 * @param recent what was spent in the last eight seconds
 */
record Need(@Nullable Lease lease, long free, List<Long> waiting, long recent) {
    private static final int SHARED_PART = 5;
    private static final int TIMES_AHEAD = 8;
    private static final int SMALL_PART = 20;

    Need {
        waiting = List.copyOf(waiting);
    }

    boolean isUrgent() {
        return !waiting.isEmpty();
    }

    /**
     * How much to draw (money.md section 5.3): eight seconds of spend, at least what calls wait for, and beyond that no
     * more than a fifth while another node draws on the same; near zero exactly what calls wait for, or what fits of it.
     * Whoever has just begun, and has much, is given a few calls more, so that not every one of the first is a draw.
     *
     * @param shared whether another node has a lease on it
     */
    long grant(long available, boolean shared) {
        long exact = missing(waiting.stream().mapToLong(Long::longValue).reduce(0, Math::addExact));
        if (available < exact) {
            return fitting(available);
        }
        long ahead = Math.min(exact, available / SMALL_PART / TIMES_AHEAD) * TIMES_AHEAD;
        long target = Math.max(Math.max(exact, recent), ahead);
        if (available < target) {
            return exact;
        }
        return shared ? Math.max(exact, Math.min(target, available / SHARED_PART)) : target;
    }

    /** Serves in order whoever still fits. */
    private long fitting(long available) {
        long most = Math.max(0, available) + free;
        long sum = 0;
        for (long amount : waiting) {
            if (amount <= most - sum) {
                sum += amount;
            }
        }
        return missing(sum);
    }

    private long missing(long sum) {
        return Math.max(0, sum - free);
    }
}
