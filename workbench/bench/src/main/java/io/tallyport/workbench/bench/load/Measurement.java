package io.tallyport.workbench.bench.load;

/**
 * What a load found.
 *
 * @param good answers, whole and right
 * @param bad answered with an error, cut, or not in time
 */
public record Measurement(long good, long bad, double seconds, Latency total, Latency first, String note) {
    public double perSecond() {
        return good / seconds;
    }
}
