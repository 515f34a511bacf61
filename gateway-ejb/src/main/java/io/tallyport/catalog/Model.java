package io.tallyport.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model of the price book.
 *
 * @param contextWindow most prompt tokens it takes
 * @param maxOutput most tokens it answers; null if the source does not say
 */
public record Model(
        String id,
        String provider,
        String api,
        String status,
        int contextWindow,
        @Nullable Integer maxOutput,
        Instant listedSince,
        PriceList prices) {

    /** Whether chat calls may go to it: current, and served by a chat endpoint. */
    public boolean isOpenForChat() {
        return api.equals("chat") && !status.equals("retired");
    }
}
