package io.tallyport.provider;

import io.tallyport.chat.WireFormat;
import io.tallyport.error.GatewayException;
import java.util.Optional;

/** A wire format that callers speak, and what is read of its bytes as they pass. */
public interface Surface {

    WireFormat format();

    /**
     * Reads a request's facts in one pass, without building a tree.
     *
     * @throws GatewayException 400 that names the field at fault
     */
    ChatRequest read(byte[] body);

    /** Reads usage from a plain answer of status 200; empty if it is not one whole JSON object. */
    Optional<UsageReport> readPlain(byte[] body);

    /** Watches a stream that passes as it is. */
    StreamWatch watch(ChatRequest request);
}
