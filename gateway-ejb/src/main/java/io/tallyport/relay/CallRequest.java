package io.tallyport.relay;

import io.tallyport.chat.WireFormat;
import io.tallyport.key.Caller;
import io.tallyport.usage.RequestId;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * A call as it came in.
 *
 * @param format the surface it came to
 * @param headers those that may be forwarded, in lower case (wire.md rule 2)
 * @param simulatorHeaders {@code x-sim-*}, for simulator accounts only
 * @param ioThread the inbound connection's I/O thread
 * @param arrivedNanos monotonic
 */
public record CallRequest(
        RequestId id,
        Caller caller,
        WireFormat format,
        byte[] body,
        Map<String, String> headers,
        Map<String, String> simulatorHeaders,
        String clientIp,
        Executor ioThread,
        long arrivedNanos) {}
