package io.tallyport.workbench.simulator;

import io.tallyport.workbench.simulator.dialect.Dialect;
import io.tallyport.workbench.simulator.dialect.anthropic.Anthropic;
import io.tallyport.workbench.simulator.dialect.openai.OpenAi;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;

/** Which path is answered by whom; every body is read whole, without blocking. */
final class Routes implements HttpHandler {
    private static final HttpString ANTHROPIC_VERSION = new HttpString("anthropic-version");
    private static final HttpString API_KEY = new HttpString("x-api-key");

    private final Calls calls;
    private final Control control;
    private final Anthropic anthropic = new Anthropic();
    private final OpenAi openAi = new OpenAi();

    Routes(Calls calls, Control control) {
        this.calls = calls;
        this.control = control;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.getRequestReceiver().receiveFullBytes(this::route, (failed, failure) -> failed.endExchange());
    }

    private void route(HttpServerExchange exchange, byte[] body) {
        String path = exchange.getRequestPath();
        if (path.startsWith("/_sim/")) {
            control.answer(exchange, body);
            return;
        }
        String request = exchange.getRequestMethod() + " " + path;
        switch (request) {
            case "POST /v1/chat/completions" -> calls.answer(exchange, body, openAi, Calls.Kind.CALL);
            case "POST /v1/messages" -> calls.answer(exchange, body, anthropic, Calls.Kind.CALL);
            case "POST /v1/messages/count_tokens" -> calls.answer(exchange, body, anthropic, Calls.Kind.COUNT);
            case "GET /v1/models" -> calls.answer(exchange, body, dialect(exchange), Calls.Kind.MODELS);
            default -> calls.answer(exchange, body, dialect(exchange), Calls.Kind.UNKNOWN);
        }
    }

    /** On paths that both providers have, the version header decides, then the key header. */
    private Dialect dialect(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        boolean isAnthropic = headers.contains(ANTHROPIC_VERSION)
                || headers.contains(API_KEY)
                || exchange.getRequestPath().startsWith("/v1/messages");
        return isAnthropic ? anthropic : openAi;
    }
}
