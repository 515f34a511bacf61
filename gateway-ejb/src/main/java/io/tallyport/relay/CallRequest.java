package io.tallyport.relay;

import io.tallyport.chat.WireFormat;
import io.tallyport.key.Caller;
import io.tallyport.usage.RequestId;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A call as it came in.
 *
 * @param format the surface it came to
 * @param headers those that may be forwarded, in lower case (wire.md rule 2)
 * @param simulatorHeaders {@code x-sim-*}, for simulator accounts only
 * @param session what a header names its conversation; null: what the body says
 * @param tag the caller's own label; null: none
 * @param routing how the caller wants its account chosen; null: as usual
 * @param ioThread the inbound connection's I/O thread
 * @param arrivedNanos when its head was there, monotonic
 * @param readNanos when its last byte was there, monotonic
 */
public record CallRequest(
        RequestId id,
        Caller caller,
        WireFormat format,
        byte[] body,
        Map<String, String> headers,
        Map<String, String> simulatorHeaders,
        String clientIp,
        @Nullable String session,
        @Nullable String tag,
        @Nullable String routing,
        Executor ioThread,
        long arrivedNanos,
        long readNanos) {}
