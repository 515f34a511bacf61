package io.tallyport.catalog;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The prices of one dated row; nano-USD per 1,000,000 tokens.
 *
 * @param id the row's id, kept on every usage row
 * @param cacheRead null: cached tokens are charged as input
 * @param cacheWrite5m null: written tokens are charged as input
 * @param cacheWrite1h null: the one-hour class is not offered; were it reported, it costs the five-minute price
 * @param audioInput null: calls with sound are refused; were it reported all the same, it is charged as input
 */
public record Prices(
        long id,
        long input,
        long output,
        @Nullable Long cacheRead,
        @Nullable Long cacheWrite5m,
        @Nullable Long cacheWrite1h,
        @Nullable Long audioInput) {

    public long readPrice() {
        return Objects.requireNonNullElse(cacheRead, input);
    }

    public long write5mPrice() {
        return Objects.requireNonNullElse(cacheWrite5m, input);
    }

    public long write1hPrice() {
        return Objects.requireNonNullElse(cacheWrite1h, write5mPrice());
    }

    public long audioPrice() {
        return Objects.requireNonNullElse(audioInput, input);
    }
}
