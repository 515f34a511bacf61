package io.tallyport.usage;

/**
 * The customer's factors on list price, in parts per million, frozen when a call is authorised.
 *
 * @param basePpm the general discount
 * @param tierPpm the volume tier's or the contract's multiplier
 * @param batchPpm 500,000 for a message batch, 1,000,000 otherwise; halves what the provider charges us as well
 * @param upliftPpm for regional or fast processing, at least 1,000,000
 */
public record Factors(int basePpm, int tierPpm, int batchPpm, int upliftPpm) {
    public static final int ONE_PPM = 1_000_000;

    private static final int MOST_UPLIFT_PPM = 10 * ONE_PPM;

    public Factors {
        requireWithin(basePpm, ONE_PPM);
        requireWithin(tierPpm, ONE_PPM);
        requireWithin(batchPpm, ONE_PPM);
        requireWithin(upliftPpm, MOST_UPLIFT_PPM);
    }

    /** Those of a plain call. */
    public Factors(int basePpm, int tierPpm) {
        this(basePpm, tierPpm, ONE_PPM, ONE_PPM);
    }

    private static void requireWithin(int factor, int most) {
        if (factor <= 0 || factor > most) {
            throw new IllegalArgumentException("a factor is outside 1 to " + most + " parts per million: " + factor);
        }
    }
}
