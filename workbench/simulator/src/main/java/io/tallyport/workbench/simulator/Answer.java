package io.tallyport.workbench.simulator;

import io.tallyport.workbench.simulator.account.Directive;
import io.tallyport.workbench.simulator.account.Fault;
import io.tallyport.workbench.simulator.account.Fault.Break;
import io.tallyport.workbench.simulator.account.Outcome;
import io.tallyport.workbench.simulator.account.VirtualClock;
import io.tallyport.workbench.simulator.answer.Script;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.Endpoint.Breaks;
import io.tallyport.workbench.simulator.dialect.Provider;
import io.tallyport.workbench.simulator.recording.Recording;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Sends one answer with its headers. */
final class Answer {
    private static final int BATCH_BYTES = 16 * 1024;
    private static final int MISSING_END_BYTES = 5;

    private final HttpServerExchange exchange;
    private final Provider provider;
    private final Breaks breaks;
    private final HeaderMap headers;
    private final String requestId;

    Answer(HttpServerExchange exchange, Provider provider, Breaks breaks, VirtualClock clock) {
        this.exchange = exchange;
        this.provider = provider;
        this.breaks = breaks;
        this.headers = exchange.getResponseHeaders();
        this.requestId = provider.addHeaders(headers, clock);
    }

    /** Told once how an answer ended. */
    interface Ended {
        void with(Outcome outcome, long outputTokensDelivered);
    }

    /** @param retryAfterSeconds negative for none */
    void error(Refusal refusal, int retryAfterSeconds) {
        retryAfter(retryAfterSeconds);
        provider.addErrorHeaders(headers, refusal.status());
        headers.put(Headers.CONTENT_TYPE, "application/json");
        whole(refusal.status(), provider.error(refusal, requestId, retryAfterSeconds));
    }

    /** A whole answer, or what the fault leaves of it. */
    void plain(byte[] body, Fault fault) {
        headers.put(Headers.CONTENT_TYPE, "application/json");
        retryAfter(fault.retryAfterSeconds());
        if (fault.kind() == Break.CUT) {
            half(body);
            return;
        }
        boolean isMalformed = fault.kind() == Break.MALFORMED;
        whole(200, isMalformed ? Arrays.copyOf(body, Math.max(0, body.length - MISSING_END_BYTES)) : body);
    }

    void stream(Script script, String contentType, Fault fault, double eventsPerSecond, Ended ended) {
        headers.put(Headers.CONTENT_TYPE, contentType);
        headers.put(Headers.CACHE_CONTROL, "no-cache");
        retryAfter(fault.retryAfterSeconds());
        deliver(new Delivery(exchange, script, breaks, fault, eventsPerSecond, BATCH_BYTES, ended));
    }

    void replay(Recording recording, Directive directive, Ended ended) {
        recording.headers().forEach((name, value) -> headers.put(new HttpString(name), value));
        headers.put(Headers.CONTENT_TYPE, recording.contentType());
        retryAfter(directive.fault().retryAfterSeconds());
        int chunkBytes = directive.chunkBytes();
        if (!recording.isStream() && chunkBytes == 0) {
            ended.with(Outcome.COMPLETED, 0);
            whole(recording.status(), recording.body());
            return;
        }
        exchange.setStatusCode(recording.status());
        Script script = chunkBytes > 0 ? recording.inChunks(chunkBytes) : recording.inEvents();
        double pace = directive.output().eventsPerSecond();
        int batchBytes = chunkBytes > 0 ? 1 : BATCH_BYTES;
        deliver(new Delivery(exchange, script, breaks, directive.fault(), pace, batchBytes, ended));
    }

    /** Starts outside the handler: Undertow would end an exchange that is idle when its handler returns. */
    private void deliver(Delivery delivery) {
        exchange.dispatch(SameThreadExecutor.INSTANCE, delivery::start);
    }

    private void retryAfter(int seconds) {
        if (seconds >= 0) {
            provider.addRetryAfter(headers, seconds);
        }
    }

    private void whole(int status, byte[] body) {
        exchange.setStatusCode(status);
        exchange.setResponseContentLength(body.length);
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }

    /** Announces the whole, sends half, and closes the connection. */
    private void half(byte[] body) {
        exchange.setResponseContentLength(body.length);
        exchange.getResponseSender().send(ByteBuffer.wrap(body, 0, body.length / 2), new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange sent, Sender sender) {
                Connections.close(sent);
            }

            @Override
            public void onException(HttpServerExchange failed, Sender sender, IOException failure) {
                Connections.close(failed);
            }
        });
    }
}
