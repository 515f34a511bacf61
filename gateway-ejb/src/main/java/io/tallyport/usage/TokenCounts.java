package io.tallyport.usage;

import java.util.stream.LongStream;

/**
 * Tokens of one call by price class; thinking is output. Classes never overlap: {@code input} excludes cached tokens.
 */
public record TokenCounts(long input, long cacheWrite5m, long cacheWrite1h, long cacheRead, long output) {
    public static final TokenCounts NONE = new TokenCounts(0, 0, 0, 0, 0);

    public TokenCounts {
        if (input < 0 || cacheWrite5m < 0 || cacheWrite1h < 0 || cacheRead < 0 || output < 0) {
            throw new IllegalArgumentException(
                    "a token count is negative: an upstream's cached or written tokens exceed" + " its prompt tokens");
        }
    }

    /** All prompt tokens: uncached, read and written. */
    public long prompt() {
        return LongStream.of(input, cacheWrite5m, cacheWrite1h, cacheRead).reduce(0, Math::addExact);
    }

    public boolean isNone() {
        return prompt() == 0 && output == 0;
    }

    /** The same call without a prompt cache: all of its prompt is plain input. */
    public TokenCounts uncached() {
        return new TokenCounts(prompt(), 0, 0, 0, output);
    }

    public TokenCounts withOutput(long tokens) {
        return new TokenCounts(input, cacheWrite5m, cacheWrite1h, cacheRead, tokens);
    }
}
