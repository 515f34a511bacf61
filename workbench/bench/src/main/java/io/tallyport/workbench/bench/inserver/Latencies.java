package io.tallyport.workbench.bench.inserver;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts durations in steps of 20 us up to 20 s, so that a long run costs no memory. */
final class Latencies {
    private static final long STEP_NANOS = 20_000;
    private static final int STEPS = 1_000_000;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS);

    void add(long nanos) {
        counts.incrementAndGet((int) Math.clamp(nanos / STEP_NANOS, 0, STEPS - 1));
    }

    /** @return upper edge of the step that holds the quantile, in nanoseconds; 0 if nothing was counted */
    long quantile(int perMille) {
        long all = 0;
        for (int i = 0; i < STEPS; i++) {
            all += counts.get(i);
        }
        long wanted = Math.ceilDiv(all * perMille, 1_000);
        long seen = 0;
        for (int i = 0; i < STEPS && wanted > 0; i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return (i + 1) * STEP_NANOS;
            }
        }
        return 0;
    }
}
