package io.tallyport.workbench.bench.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts answers; of one thread only, but for {@link #settled}. */
final class Recorder {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long LONGEST_MICROS = 120_000_000;

    private final Histogram total = new Histogram(LONGEST_MICROS, 3);
    private final Histogram first = new Histogram(LONGEST_MICROS, 3);
    private final Map<String, Integer> faults = new TreeMap<>();
    private long good;
    private long lastNanos;
    private volatile long settled;

    void good(long intendedNanos, long firstNanos, long nowNanos) {
        total.recordValue(micros(nowNanos - intendedNanos));
        first.recordValue(micros(firstNanos - intendedNanos));
        good++;
        lastNanos = nowNanos;
        settle();
    }

    void bad(String fault) {
        faults.merge(fault, 1, Integer::sum);
        settle();
    }

    /** How many calls have ended, well or not. */
    long settled() {
        return settled;
    }

    /** @param sent whatever of these has not ended is bad */
    Measurement measurement(long sent, long startNanos, long leastNanos) {
        long unfinished = sent - settled;
        if (unfinished > 0) {
            faults.put("not in time", (int) unfinished);
        }
        double seconds = Math.max(leastNanos, lastNanos - startNanos) / NANOS_PER_SECOND;
        String note = faults.isEmpty() ? "" : faults.toString();
        return new Measurement(good, sent - good, seconds, Latency.of(total), Latency.of(first), note);
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
    private void settle() {
        settled++;
    }

    private static long micros(long nanos) {
        return Math.clamp(nanos / NANOS_PER_MICRO, 0, LONGEST_MICROS);
    }
}
