package io.tallyport.outbound;

import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param status null: there was no answer
 * @param error why there was none, for people
 * @param answer the beginning of the answer's body, at most {@link #MOST_BYTES}, as text
 * @param retryAfter the header, as it came
 */
public record Posted(
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String answer,
        @Nullable String retryAfter,
        int millis) {
    /** Of an answer's body. */
    public static final int MOST_BYTES = 1_024;

    private static final int LONGEST_ERROR = 200;

    static Posted failed(String error, int millis) {
        String brief = error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
        return new Posted(null, brief, null, null, millis);
    }
}
