package io.tallyport.workbench.simulator.account;

/**
 * What goes wrong with a call.
 *
 * @param status answer with this error status; 0 for none
 * @param retryAfterSeconds value of {@code retry-after}; negative for no such header
 * @param delayMillis wait before the first response byte
 * @param pauseMillis wait once within a stream, after {@code after} events
 * @param after events of the stream that go out before the pause or the break
 * @param reportUsage whether the answer reports its usage
 */
public record Fault(
        int status,
        int retryAfterSeconds,
        int delayMillis,
        int pauseMillis,
        int after,
        Break kind,
        boolean reportUsage) {
    public static final Fault NONE = new Fault(0, -1, 0, 0, 0, Break.NONE, true);

    /** How an answer breaks. */
    public enum Break {
        NONE,
        /** Close the connection before any response byte. */
        REFUSE,
        /** Close the connection within the answer. */
        CUT,
        /** Send one event that is not JSON, then go on; a plain answer lacks its end. */
        MALFORMED,
        /** Send the provider's error event, then end the stream. */
        ERROR_EVENT
    }
}
