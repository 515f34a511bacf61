package io.tallyport.pool;

/**
 * What a call that went well was served.
 *
 * @param outputMicros from the first byte of the answer to the last
 */
public record Served(long promptTokens, long cachedTokens, long outputTokens, long outputMicros) {}
