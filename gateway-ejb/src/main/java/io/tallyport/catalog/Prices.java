package io.tallyport.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One dated row of the price book; nano-USD per 1,000,000 tokens.
 *
 * @param id the row's id, kept on every usage row
 * @param cacheRead null: cached tokens are charged as input
 * @param cacheWrite5m null: written tokens are charged as input
 * @param cacheWrite1h null: the one-hour class is not offered; were it reported, it costs the five-minute price
 */
public record Prices(
        long id,
        long input,
        long output,
        @Nullable Long cacheRead,
        @Nullable Long cacheWrite5m,
        @Nullable Long cacheWrite1h) {

    public long readPrice() {
        return cacheRead == null ? input : cacheRead;
    }

    public long write5mPrice() {
        return cacheWrite5m == null ? input : cacheWrite5m;
    }

    public long write1hPrice() {
        return cacheWrite1h == null ? write5mPrice() : cacheWrite1h;
    }
}
