package io.tallyport.provider;

import org.jspecify.annotations.Nullable;

/**
 * A refusal or failure of an upstream's.
 *
 * @param status the HTTP status that tells its cause: the answer's own, unless the format hides causes behind others
 * @param message the upstream's words, or a neutral sentence if it has none
 * @param retryAfter seconds to wait, where the body says so; null: the header {@code retry-after} alone counts
 */
public record UpstreamError(
        int status, String message, @Nullable String retryAfter) {}
