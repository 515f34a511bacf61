package io.tallyport.relay;

import io.tallyport.provider.ChatRequest.Splice;
import io.tallyport.provider.Provider;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the request that goes to an account: the caller's bytes, the account's credentials. */
final class OutboundCall {
    private OutboundCall() {}

    static UpstreamRequest of(Call call, UpstreamAccount account, Provider provider, String secret) {
        Map<String, String> headers = new HashMap<>(call.request.headers());
        headers.put("content-type", "application/json");
        headers.put("accept-encoding", "identity");
        headers.putAll(provider.accountHeaders(secret));
        if (account.simulator()) {
            headers.putAll(call.request.simulatorHeaders());
        }
        @Nullable Splice splice = account.noStreamOptions() ? null : call.chat.usageSplice();
        URI url = URI.create(account.baseUrl() + provider.path(call.chat.model(), call.chat.stream()));
        return new UpstreamRequest(url, headers, pieces(call.request.body(), splice));
    }

    private static List<ByteBuffer> pieces(byte[] body, @Nullable Splice splice) {
        if (splice == null) {
            return List.of(ByteBuffer.wrap(body));
        }
        int rest = splice.offset() + splice.replaced();
        return List.of(
                ByteBuffer.wrap(body, 0, splice.offset()).slice(),
                ByteBuffer.wrap(splice.text().getBytes(StandardCharsets.US_ASCII)),
                ByteBuffer.wrap(body, rest, body.length - rest).slice());
    }
}
