package io.tallyport.cache;

import io.tallyport.usage.Factors;
import java.math.BigInteger;

/** An exact amount, counted in 10^-30 nano-credits: what tokens times price times four factors come to. */
public record Exact(BigInteger units) {
    public static final Exact ZERO = new Exact(BigInteger.ZERO);
    private static final BigInteger PPM = BigInteger.valueOf(Factors.ONE_PPM);
    private static final BigInteger UNITS_PER_NANO = BigInteger.TEN.pow(30);

    /** @param price nano-USD per 1,000,000 tokens; may be a difference, below 0 */
    public static Exact of(long tokens, long price, Factors factors) {
        return new Exact(BigInteger.valueOf(tokens)
                .multiply(BigInteger.valueOf(price))
                .multiply(BigInteger.valueOf(factors.basePpm()))
                .multiply(BigInteger.valueOf(factors.tierPpm()))
                .multiply(BigInteger.valueOf(factors.batchPpm()))
                .multiply(BigInteger.valueOf(factors.upliftPpm())));
    }

    public Exact plus(Exact other) {
        return new Exact(units.add(other.units));
    }

    public Exact minus(Exact other) {
        return new Exact(units.subtract(other.units));
    }

    /** A share of it; what is below 10^-30 nano-credits is left out. */
    public Exact share(long ppm) {
        return new Exact(units.multiply(BigInteger.valueOf(ppm)).divide(PPM));
    }

    /** The only rounding: to the next whole nano-credit below. */
    public long nanoRoundedDown() {
        BigInteger[] parts = units.divideAndRemainder(UNITS_PER_NANO);
        return (parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]).longValueExact();
    }
}
