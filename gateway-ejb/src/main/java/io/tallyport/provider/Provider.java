package io.tallyport.provider;

import io.tallyport.chat.WireFormat;
import java.util.Map;

/** A wire format of upstream accounts. */
public interface Provider {

    WireFormat format();

    /**
     * Path and query of a call below an account's base URL.
     *
     * @param model as the provider names it
     */
    String path(String model, boolean stream);

    /** The headers that carry an account's secret, and any that the wire format always asks for. */
    Map<String, String> accountHeaders(String secret);

    /** The words of an upstream error body, or a neutral sentence if it has none. */
    String errorMessage(byte[] body);
}
