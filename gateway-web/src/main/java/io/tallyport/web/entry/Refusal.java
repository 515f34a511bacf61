package io.tallyport.web.entry;

import io.tallyport.chat.Protocol;
import io.tallyport.error.GatewayException;
import io.tallyport.limit.LimitHeaders;
import io.tallyport.usage.RequestId;
import io.tallyport.web.error.ErrorBody;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;

/** Answers in the caller's shape before any resource has the request. */
final class Refusal {
    private static final String VERSION = "anthropic-version";

    private Refusal() {}

    static void send(HttpServerExchange exchange, GatewayException refusal, RequestId id) {
        HeaderMap asked = exchange.getRequestHeaders();
        boolean anthropic = asked.contains(VERSION) || asked.contains(PresentedKey.X_API_KEY);
        Protocol protocol = ErrorBody.protocolOf(exchange.getRelativePath(), anthropic);
        exchange.setStatusCode(refusal.status());
        LimitHeaders.of(protocol, refusal)
                .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        byte[] error = ErrorBody.of(protocol, refusal, id);
        exchange.getResponseSender().send(ByteBuffer.wrap(error), IoCallback.END_EXCHANGE);
    }
}
