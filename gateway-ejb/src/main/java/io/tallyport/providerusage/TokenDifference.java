package io.tallyport.providerusage;

import io.tallyport.usage.TokenCounts;

/** Theirs less ours, by price class. */
public record TokenDifference(
        long input, long cacheWrite5m, long cacheWrite1h, long cacheRead, long audioInput, long output) {
    static final TokenDifference NONE = new TokenDifference(0, 0, 0, 0, 0, 0);

    static TokenDifference of(TokenCounts theirs, TokenCounts ours) {
        return new TokenDifference(
                theirs.input() - ours.input(),
                theirs.cacheWrite5m() - ours.cacheWrite5m(),
                theirs.cacheWrite1h() - ours.cacheWrite1h(),
                theirs.cacheRead() - ours.cacheRead(),
                theirs.audioInput() - ours.audioInput(),
                theirs.output() - ours.output());
    }

    TokenDifference plus(TokenDifference other) {
        return new TokenDifference(
                Math.addExact(input, other.input),
                Math.addExact(cacheWrite5m, other.cacheWrite5m),
                Math.addExact(cacheWrite1h, other.cacheWrite1h),
                Math.addExact(cacheRead, other.cacheRead),
                Math.addExact(audioInput, other.audioInput),
                Math.addExact(output, other.output));
    }

    boolean isNone() {
        return equals(NONE);
    }
}
