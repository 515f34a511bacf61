package io.tallyport.catalog;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model of the price book.
 *
 * @param displayName for people; the id where it has none
 * @param contextWindow most prompt tokens it takes
 * @param maxOutput most tokens it answers; null if the source does not say
 * @param cacheMinTokens shortest prompt that can be cached; null if the source does not say
 * @param successor id of the model that serves calls for this one once it is retired
 */
public record Model(
        String id,
        String displayName,
        String provider,
        Api api,
        String status,
        int contextWindow,
        @Nullable Integer maxOutput,
        Set<Capability> capabilities,
        @Nullable Integer cacheMinTokens,
        @Nullable String successor,
        Instant listedSince,
        PriceList prices) {

    public Model {
        capabilities = Set.copyOf(capabilities);
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    public boolean isRetired() {
        return status.equals("retired");
    }
}
