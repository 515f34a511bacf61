package io.tallyport.cache;

import io.tallyport.catalog.Prices;
import io.tallyport.usage.Factors;
import io.tallyport.usage.TokenCounts;

/**
 * What calls of one price row and the same factors did with the prompt cache, added up.
 *
 * @param neverRead5m tokens of five-minute writes that no later call read while they lived
 * @param neverRead1h tokens of one-hour writes likewise
 * @param within5m as the same calls would have fared with five-minute writes only
 * @param within1h with one-hour writes only
 */
public record CacheUse(
        Prices prices,
        Factors factors,
        TokenCounts tokens,
        long neverRead5m,
        long neverRead1h,
        Replay within5m,
        Replay within1h) {

    /** Tokens that a choice would have read from the cache, and those it would have written. */
    public record Replay(long read, long written) {}

    /** Tokens that went through the cache in either direction. */
    long cacheable() {
        return Math.addExact(tokens.cacheRead(), Math.addExact(tokens.cacheWrite5m(), tokens.cacheWrite1h()));
    }

    Exact saved() {
        return premium(tokens.cacheRead(), prices.readPrice())
                .plus(premium(tokens.cacheWrite5m(), prices.write5mPrice()))
                .plus(premium(tokens.cacheWrite1h(), prices.write1hPrice()));
    }

    private Exact premium(long count, long price) {
        return Exact.of(count, Math.subtractExact(prices.input(), price), factors);
    }

    Exact paidForNothing() {
        return Exact.ZERO
                .minus(premium(neverRead5m, prices.write5mPrice()))
                .minus(premium(neverRead1h, prices.write1hPrice()));
    }

    Exact cost(CacheChoice choice) {
        Replay replay =
                switch (choice) {
                    case OFF -> new Replay(0, cacheable());
                    case FIVE_MINUTES -> within5m;
                    case ONE_HOUR -> within1h;
                };
        return Exact.of(replay.read(), choice.readPrice(prices), factors)
                .plus(Exact.of(replay.written(), choice.writePrice(prices), factors));
    }
}
