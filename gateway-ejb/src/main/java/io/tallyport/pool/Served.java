package io.tallyport.pool;

/**
 * What a call that went well was served.
 *
 * @param outputMicros from the first byte of the answer to the last
 */
public record Served(long promptTokens, long cachedTokens, long outputTokens, long outputMicros) {
    /** More than any model takes or says: what is above it was reported falsely. */
    private static final long MOST_TOKENS = 100_000_000;

    public Served {
        promptTokens = Math.clamp(promptTokens, 0, MOST_TOKENS);
        cachedTokens = Math.clamp(cachedTokens, 0, MOST_TOKENS);
        outputTokens = Math.clamp(outputTokens, 0, MOST_TOKENS);
    }
}
