package io.tallyport.route;

import org.jspecify.annotations.Nullable;

/**
 * One of the ways that a model's calls may go.
 *
 * @param upstreamModel what the provider calls it; null: as the price book does
 * @param group accounts of this group alone; null: all of the provider
 * @param priority 0 to 100, the lowest is asked first
 * @param weight its share among those of its priority, 1 to 1000
 */
public record ModelRoute(
        long id,
        String modelId,
        long providerId,
        @Nullable String upstreamModel,
        @Nullable String group,
        int priority,
        int weight,
        Fallback fallback) {}
