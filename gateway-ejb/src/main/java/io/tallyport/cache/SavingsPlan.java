package io.tallyport.cache;

import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.Prices;
import io.tallyport.usage.Factors;
import java.math.BigInteger;

/**
 * Calls somebody thinks of making, all alike.
 *
 * @param inputTokens of one call's prompt
 * @param outputTokens of one call's answer
 * @param cachedPpm share of the prompt that is the same in all calls, parts per million
 * @param writes5m how often that share is written with five-minute caching: once, and again after each longer pause
 * @param writes1h with one-hour caching likewise
 */
public record SavingsPlan(
        long calls, long inputTokens, long outputTokens, int cachedPpm, long writes5m, long writes1h) {
    private static final int ONE_PPM = 1_000_000;

    public SavingsPlan {
        if (calls < 1 || inputTokens < 0 || outputTokens < 0 || cachedPpm < 0 || cachedPpm > ONE_PPM) {
            throw new IllegalArgumentException("calls, tokens or share out of range");
        }
        if (writes5m < 1 || writes5m > calls || writes1h < 1 || writes1h > calls) {
            throw new IllegalArgumentException("writes must lie between 1 and the number of calls");
        }
    }

    /** Tokens of one call's prompt that a cache could hold, rounded down. */
    public long cachedTokens() {
        return BigInteger.valueOf(inputTokens)
                .multiply(BigInteger.valueOf(cachedPpm))
                .divide(BigInteger.valueOf(ONE_PPM))
                .longValueExact();
    }

    public boolean isOffered(PriceList prices, CacheChoice choice) {
        return choice.isOffered(prices.forPrompt(inputTokens));
    }

    /**
     * What all calls cost, in nano-credits, rounded down once.
     *
     * @throws ArithmeticException if it does not fit 64 bits
     */
    public long costNano(PriceList list, CacheChoice choice, Factors factors) {
        Prices prices = list.forPrompt(inputTokens);
        long cached = cachedTokens();
        long writes =
                switch (choice) {
                    case OFF -> 0;
                    case FIVE_MINUTES -> writes5m;
                    case ONE_HOUR -> writes1h;
                };
        return Exact.of(Math.multiplyExact(inputTokens - cached, calls), prices.input(), factors)
                .plus(Exact.of(Math.multiplyExact(outputTokens, calls), prices.output(), factors))
                .plus(Exact.of(Math.multiplyExact(cached, writes), choice.writePrice(prices), factors))
                .plus(Exact.of(Math.multiplyExact(cached, calls - writes), choice.readPrice(prices), factors))
                .nanoRoundedDown();
    }
}
