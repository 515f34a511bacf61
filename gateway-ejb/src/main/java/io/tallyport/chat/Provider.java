package io.tallyport.chat;

import io.tallyport.error.GatewayException;
import java.util.Map;
import java.util.Optional;

/** The port that each vendor's wire format implements: bytes in and out, and the facts the gateway reads of them. */
public interface Provider {

    Protocol protocol();

    /** Path of a chat call below an account's base URL. */
    String chatPath();

    /** The headers that carry an account's secret, and any that the wire format always asks for. */
    Map<String, String> accountHeaders(String secret);

    /**
     * Reads a request's facts.
     *
     * @throws GatewayException 400 that names the field at fault
     */
    ChatRequest read(byte[] body);

    /** Reads usage from a plain answer of status 200; empty if it is not one whole JSON object. */
    Optional<UsageReport> readPlain(byte[] body);

    StreamWatch watch(ChatRequest request);

    /** The words of an upstream error body, or a neutral sentence if it has none. */
    String errorMessage(byte[] body);
}
