package io.tallyport.estimate;

import io.tallyport.usage.Factors;

/**
 * What a request would cost; amounts in nano-credits.
 *
 * @param inputTokens counted here
 * @param mostOutputTokens the request's own limit, else what is held for
 * @param inputNano the counted prompt, by how a cache is used
 * @param minimum the counted prompt and no output
 * @param maximum the most a call of these bytes can cost
 * @param holdNano what a call of these bytes is admitted with; never above the greater maximum
 */
public record Estimate(
        String model,
        long priceId,
        String tier,
        Factors factors,
        long inputTokens,
        long mostOutputTokens,
        InputNano inputNano,
        Bound minimum,
        Bound maximum,
        long holdNano) {

    /** @param withCache for the minimum all of the prompt is read from it, for the maximum all of it written at the dearest */
    public record Bound(long withoutCache, long withCache) {}

    /** The counted prompt as plain input, written to a cache, and read from it. */
    public record InputNano(long plain, long cacheWrite5m, long cacheWrite1h, long cacheRead) {}
}
