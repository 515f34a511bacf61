package io.tallyport.workbench.bench.load;

import org.HdrHistogram.Histogram;

/** Milliseconds. */
public record Latency(double p50, double p99, double p999) {
    static final Latency NONE = new Latency(Double.NaN, Double.NaN, Double.NaN);
    private static final double MICROS_PER_MILLI = 1e3;

    static Latency of(Histogram micros) {
        return micros.getTotalCount() == 0 ? NONE : new Latency(at(micros, 50), at(micros, 99), at(micros, 99.9));
    }

    private static double at(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
