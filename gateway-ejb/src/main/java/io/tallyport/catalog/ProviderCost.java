package io.tallyport.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account's provider charges us for a model, as it stood when the call was authorised.
 *
 * @param rows by rising threshold; none: the provider's list price
 */
public record ProviderCost(List<Row> rows) {
    public static final ProviderCost AT_LIST = new ProviderCost(List.of());

    /**
     * One dated row of an account's cost profile.
     *
     * @param aboveInputTokens prompt tokens above which the row holds; 0: from the first
     * @param factorPpm on list price, in parts per million; null: {@code prices} hold instead
     */
    public record Row(
            long id,
            int aboveInputTokens,
            @Nullable Integer factorPpm,
            @Nullable Prices prices) {}

    public ProviderCost {
        rows = List.copyOf(rows);
    }

    /** The row for a prompt of this length; null: the provider's list price. */
    public @Nullable Row forPrompt(long promptTokens) {
        Row found = null;
        for (Row row : rows) {
            if (row.aboveInputTokens() == 0 || promptTokens > row.aboveInputTokens()) {
                found = row;
            }
        }
        return found;
    }
}
