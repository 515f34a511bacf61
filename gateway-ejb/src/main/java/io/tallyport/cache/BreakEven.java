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
}
