package io.tallyport.relay;

import io.tallyport.error.GatewayException;
import io.tallyport.usage.Receipt;
import io.tallyport.usage.UsageEvent.Terms;
import java.util.Map;

/**
 * The way back to the caller, which each inbound protocol implements. First one of {@link #refuse}, {@link #plain} and
 * {@link #begin}; after {@code begin} any number of {@link #write}s, then {@link #end} or {@link #breakOff}. Called on
 * the call's I/O thread, except {@code refuse}.
 */
public interface Answer {

    /** Headers for whatever answer follows, before any of the others. */
    void announce(Map<String, String> headers);

    /** Nothing has been sent: the whole answer is an error. */
    void refuse(GatewayException refusal);

    /** A whole answer of the upstream's, which is on the books. */
    void plain(int status, Map<String, String> headers, byte[] body, Receipt receipt);

    /**
     * Starts an event stream.
     *
     * @param overheadMicros in the gateway before the upstream was asked
     */
    void begin(Map<String, String> headers, Terms terms, int overheadMicros);

    void write(byte[] events);

    /** Whether so much is unsent that reading upstream should pause until {@link #whenDrained}. */
    boolean isCongested();

    void whenDrained(Runnable action);

    /** Whether a write has failed: nobody reads any more. */
    boolean isGone();

    /** The last events, and the end. */
    void end(byte[] events);

    /** An error event in the caller's protocol, and the end. */
    void breakOff(GatewayException failure);
}
