package io.tallyport.cache;

import io.tallyport.usage.Factors;
import java.math.BigInteger;

/** An exact amount, counted in 10^-30 nano-credits: what tokens times price times four factors come to. */
record Exact(BigInteger units) {
    static final Exact ZERO = new Exact(BigInteger.ZERO);
    private static final BigInteger UNITS_PER_NANO = BigInteger.TEN.pow(30);

    /** @param price nano-USD per 1,000,000 tokens; may be a difference, below 0 */
    static Exact of(long tokens, long price, Factors factors) {
        return new Exact(BigInteger.valueOf(tokens)
                .multiply(BigInteger.valueOf(price))
                .multiply(BigInteger.valueOf(factors.basePpm()))
                .multiply(BigInteger.valueOf(factors.tierPpm()))
                .multiply(BigInteger.valueOf(factors.batchPpm()))
                .multiply(BigInteger.valueOf(factors.upliftPpm())));
    }

    Exact plus(Exact other) {
        return new Exact(units.add(other.units));
    }

    Exact minus(Exact other) {
        return new Exact(units.subtract(other.units));
    }

    /** The only rounding: to the next whole nano-credit below. */
    long nanoRoundedDown() {
        BigInteger[] parts = units.divideAndRemainder(UNITS_PER_NANO);
        return (parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]).longValueExact();
    }
}
