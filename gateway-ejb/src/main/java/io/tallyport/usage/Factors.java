package io.tallyport.usage;

/**
 * The customer's factors on list price, in parts per million, frozen when a call is authorised.
 *
 * @param basePpm the general discount
 * @param tierPpm the volume tier's or the contract's multiplier
 */
public record Factors(int basePpm, int tierPpm) {
    public Factors {
        if (basePpm <= 0 || basePpm > 1_000_000 || tierPpm <= 0 || tierPpm > 1_000_000) {
            throw new IllegalArgumentException("a factor is outside 1 to 1,000,000 parts per million");
        }
    }
}
