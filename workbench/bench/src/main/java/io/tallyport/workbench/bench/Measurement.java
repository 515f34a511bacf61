package io.tallyport.workbench.bench;

/**
 * What a load found.
 *
 * @param good answers, whole and right
 * @param bad answered with an error, cut, or not in time
 */
record Measurement(long good, long bad, double seconds, Latency total, Latency first, String note) {
    double perSecond() {
        return good / seconds;
    }
}
