package io.tallyport.cache;

import io.tallyport.catalog.Prices;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The share of cacheable tokens that must be read rather than written for caching to cost no more than plain input: with
 * hit rate h, {@code h * read + (1 - h) * write = input}.
 */
public final class BreakEven {
    private static final BigInteger PPM = BigInteger.valueOf(1_000_000);

    private BreakEven() {}

    /** Parts per million, rounded up; 0: it never costs more; null: the model does not have it, or it never pays. */
    public static @Nullable Long hitRatePpm(Prices prices, CacheChoice choice) {
        long write = choice.writePrice(prices);
        long read = choice.readPrice(prices);
        if (!choice.isOffered(prices) || read >= prices.input()) {
            return null;
        }
        if (write <= prices.input()) {
            return 0L;
        }
        BigInteger premium = BigInteger.valueOf(write - prices.input()).multiply(PPM);
        BigInteger range = BigInteger.valueOf(write - read);
        return premium.add(range).subtract(BigInteger.ONE).divide(range).longValueExact();
    }

    /**
     * The share of cacheable tokens that must be read rather than written for calls to cost no more than {@code direct}:
     * with hit rate h, {@code h * allRead + (1 - h) * allWritten = direct}.
     *
     * @param allWritten what the calls cost with every cacheable token written, and {@code allRead} with every one read
     * @return parts per million, rounded up; 0: they never cost more; null: they always do
     */
    public static @Nullable Long against(Exact direct, Exact allWritten, Exact allRead) {
        BigInteger missing = allWritten.minus(direct).units();
        BigInteger range = allWritten.minus(allRead).units();
        if (missing.signum() <= 0) {
            return 0L;
        }
        if (range.compareTo(missing) < 0) {
            return null;
        }
        return missing.multiply(PPM)
                .add(range)
                .subtract(BigInteger.ONE)
                .divide(range)
                .longValueExact();
    }
}
