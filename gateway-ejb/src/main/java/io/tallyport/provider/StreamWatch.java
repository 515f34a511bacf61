package io.tallyport.provider;

import io.tallyport.error.GatewayException;
import io.tallyport.usage.TokenCounts;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one event stream for usage as its bytes pass, event by event, and keeps back the events that would tell the
 * caller that the answer is finished: they are released once the call is on the books.
 *
 * <p>Used by one thread at a time.
 */
public interface StreamWatch {

    /** Takes bytes as they came; whole events that may go on now are handed to {@code forward} unchanged. */
    void accept(byte[] bytes, int length, Consumer<byte[]> forward);

    /** The upstream has no more bytes. */
    void end();

    /** Whether the event that ends the stream has come. */
    boolean isComplete();

    /**
     * The finishing events kept back, in order.
     *
     * @param charged told to the caller where the upstream reported no usage, if the stream is written anew
     */
    byte[] keptBack(TokenCounts charged);

    /** An error that the upstream sent as an event; null if none. */
    @Nullable
    GatewayException failure();

    UsageReport usage();
}
