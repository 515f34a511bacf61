package io.tallyport.pricing;

import io.tallyport.catalog.Api;
import io.tallyport.catalog.Capability;
import io.tallyport.catalog.PriceRow.Window;
import io.tallyport.catalog.Prices;
import io.tallyport.pricing.Preview.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file lists.
 *
 * @param passedOver how many entries are none of ours, by the reason
 * @param knowsWindows whether the format can tell prices of a part of the day, so that their absence means something
 */
record PriceFile(
        List<ListedModel> models, List<Refusal> refused, Map<String, Integer> passedOver, boolean knowsWindows) {
    static final int MOST_BYTES = 16 * 1024 * 1024;

    /**
     * One model with all its rows.
     *
     * @param provider in the price book's words; null: not said
     * @param contextWindow null: not said
     * @param rows one for each threshold and window
     */
    record ListedModel(
            String id,
            @Nullable String provider,
            Api api,
            @Nullable Integer contextWindow,
            @Nullable Integer maxOutput,
            Set<Capability> capabilities,
            List<ListedRow> rows) {}

    /**
     * One row.
     *
     * @param batchPpm null: not said
     * @param prices without an id
     */
    record ListedRow(
            int above, @Nullable Window window, @Nullable Integer batchPpm, Prices prices) {}

    /** A price of 0 is a missing one more often than a gift: it is not taken. */
    static void requireNotFree(Api api, Prices prices) {
        if (prices.input() == 0 || (prices.output() == 0 && api != Api.EMBEDDINGS)) {
            throw new BadListing("a price of 0 is taken for a missing one");
        }
    }
}
