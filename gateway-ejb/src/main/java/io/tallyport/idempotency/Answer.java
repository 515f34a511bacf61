package io.tallyport.idempotency;

/**
 * What a request was answered.
 *
 * @param body JSON
 * @param replayed whether it is the answer to an earlier request under the same key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(int status, byte[] body, boolean replayed) {
    private static final int FIRST_OF_SERVER_ERRORS = 500;

    public static Answer of(int status, byte[] body) {
        return new Answer(status, body, false);
    }

    /** A failure of ours is not stored: the same request again may pass. */
    boolean isLasting() {
        return status < FIRST_OF_SERVER_ERRORS;
    }
}
