package io.tallyport.token;

/** Factors in millionths, applied in whole numbers. */
final class Ppm {
    static final long ONE = 1_000_000;

    private Ppm() {}

    /** Rounded half up. */
    static long of(long amount, long ppm) {
        return (Math.multiplyExact(amount, ppm) + ONE / 2) / ONE;
    }
}
