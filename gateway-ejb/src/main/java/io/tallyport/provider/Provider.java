package io.tallyport.provider;

import io.tallyport.chat.WireFormat;
import io.tallyport.wire.ErrorText;
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

    /**
     * What an answer of another status than 200 says.
     *
     * @param body whatever came, JSON or not
     */
    default UpstreamError readError(int status, byte[] body) {
        return new UpstreamError(status, ErrorText.read(body), null);
    }
}
