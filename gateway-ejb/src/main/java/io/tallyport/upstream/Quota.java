package io.tallyport.upstream;

import org.jspecify.annotations.Nullable;

/**
 * What a provider lets an account do; null: we know no limit.
 *
 * @param tokensPerMinute of input and output
 * @param concurrency calls at once
 */
public record Quota(
        @Nullable Integer requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable Integer concurrency) {
    public static final Quota NONE = new Quota(null, null, null);
}
