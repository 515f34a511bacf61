package io.tallyport.relay;

import io.tallyport.upstream.UpstreamAccount;
import java.util.HashMap;
import java.util.Map;

/** The headers that every upstream request has. */
final class OutboundHeaders {
    private OutboundHeaders() {}

    static Map<String, String> of(Call call, UpstreamAccount account, Map<String, String> accountHeaders) {
        Map<String, String> headers = new HashMap<>(accountHeaders);
        headers.put("content-type", "application/json");
        headers.put("accept-encoding", "identity");
        if (account.simulator()) {
            headers.putAll(call.request.simulatorHeaders());
        }
        return headers;
    }
}
