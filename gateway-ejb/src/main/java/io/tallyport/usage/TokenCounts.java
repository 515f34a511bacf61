package io.tallyport.usage;

import java.util.stream.LongStream;

/**
 * Tokens of one call by price class; thinking is output. Classes never overlap: {@code input} excludes cached tokens and
 * those of sound.
 */
public record TokenCounts(
        long input, long cacheWrite5m, long cacheWrite1h, long cacheRead, long audioInput, long output) {
    public static final TokenCounts NONE = new TokenCounts(0, 0, 0, 0, 0);

    public TokenCounts {
        if (LongStream.of(input, cacheWrite5m, cacheWrite1h, cacheRead, audioInput, output)
                .anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException(
                    "a token count is negative: an upstream's cached or written tokens exceed its prompt tokens");
        }
    }

    /** Those of a call without sound. */
    public TokenCounts(long input, long cacheWrite5m, long cacheWrite1h, long cacheRead, long output) {
        this(input, cacheWrite5m, cacheWrite1h, cacheRead, 0, output);
    }

    /** All prompt tokens: uncached, read and written, text and sound. */
    public long prompt() {
        return LongStream.of(input, cacheWrite5m, cacheWrite1h, cacheRead, audioInput)
                .reduce(0, Math::addExact);
    }

    public boolean isNone() {
        return prompt() == 0 && output == 0;
    }

    /** The same call without a prompt cache: all of its prompt is plain input. */
    public TokenCounts uncached() {
        return new TokenCounts(prompt() - audioInput, 0, 0, 0, audioInput, output);
    }

    /** @throws ArithmeticException if a sum does not fit 64 bits */
    public TokenCounts plus(TokenCounts other) {
        return new TokenCounts(
                Math.addExact(input, other.input),
                Math.addExact(cacheWrite5m, other.cacheWrite5m),
                Math.addExact(cacheWrite1h, other.cacheWrite1h),
                Math.addExact(cacheRead, other.cacheRead),
                Math.addExact(audioInput, other.audioInput),
                Math.addExact(output, other.output));
    }

    public TokenCounts withOutput(long tokens) {
        return new TokenCounts(input, cacheWrite5m, cacheWrite1h, cacheRead, audioInput, tokens);
    }

    /** The same with so many of the uncached tokens being sound, as far as there are that many. */
    public TokenCounts withAudio(long tokens) {
        long sound = Math.min(tokens, input);
        return new TokenCounts(input - sound, cacheWrite5m, cacheWrite1h, cacheRead, audioInput + sound, output);
    }
}
