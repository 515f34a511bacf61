package io.tallyport.workbench.simulator;

import io.tallyport.workbench.simulator.account.Output;
import io.tallyport.workbench.simulator.dialect.Posted;
import io.tallyport.workbench.simulator.dialect.Provider;
import io.tallyport.workbench.simulator.dialect.anthropic.Anthropic;
import io.tallyport.workbench.simulator.dialect.gemini.Gemini;
import io.tallyport.workbench.simulator.dialect.openai.OpenAi;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;

/** Which provider a path belongs to; every body is read whole, without blocking. */
final class Routes implements HttpHandler {
    private static final HttpString ANTHROPIC_VERSION = new HttpString("anthropic-version");
    private static final HttpString API_KEY = new HttpString("x-api-key");

    private final Calls calls;
    private final Control control;
    private final Provider anthropic = new Anthropic();
    private final Provider openAi = new OpenAi();
    private final Provider gemini = new Gemini();

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
        Posted posted = new Posted(
                exchange.getRequestMethod().toString(),
                path,
                exchange.getQueryString(),
                exchange.getRequestHeaders(),
                body,
                Output.DEFAULT);
        calls.answer(exchange, posted, provider(posted));
    }

    /** On paths that two providers have, the version header decides, then the key header. */
    private Provider provider(Posted posted) {
        String path = posted.path();
        if (path.startsWith("/v1beta/")) {
            return gemini;
        }
        if (path.startsWith("/v1/chat/")) {
            return openAi;
        }
        HeaderMap headers = posted.headers();
        boolean isAnthropic =
                path.startsWith("/v1/messages") || headers.contains(ANTHROPIC_VERSION) || headers.contains(API_KEY);
        return isAnthropic ? anthropic : openAi;
    }
}
