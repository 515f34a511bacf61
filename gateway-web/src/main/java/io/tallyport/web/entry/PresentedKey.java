package io.tallyport.web.entry;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The API key that a request presents: {@code x-api-key} if there, else the Bearer token; with both present that of
 * Anthropic's older clients counts (wire.md section 2.1).
 */
public final class PresentedKey {
    public static final String X_API_KEY = "x-api-key";

    private static final String BEARER = "bearer ";

    private PresentedKey() {}

    public static Optional<String> of(@Nullable String apiKey, @Nullable String authorization) {
        if (apiKey != null && !apiKey.isBlank()) {
            return Optional.of(apiKey.strip());
        }
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        return Optional.of(authorization.substring(BEARER.length()).strip());
    }
}
