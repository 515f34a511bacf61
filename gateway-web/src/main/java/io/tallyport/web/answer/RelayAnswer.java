package io.tallyport.web.answer;

import io.tallyport.chat.WireFormat;
import io.tallyport.error.GatewayException;
import io.tallyport.limit.LimitHeaders;
import io.tallyport.relay.Answer;
import io.tallyport.usage.Receipt;
import io.tallyport.usage.RequestId;
import io.tallyport.usage.UsageEvent.Terms;
import io.tallyport.web.error.ErrorBody;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Answers one suspended JAX-RS request in its caller's protocol. */
public final class RelayAnswer implements Answer {
    private final AsyncResponse response;
    private final WireFormat format;
    private final RequestId id;
    private final Pings pings;
    private final EventStream stream = new EventStream();
    private boolean begun;
    private long eventsWritten;
    private Map<String, String> announced = Map.of();

    public RelayAnswer(AsyncResponse response, WireFormat format, RequestId id, Pings pings) {
        this.response = response;
        this.format = format;
        this.id = id;
        this.pings = pings;
    }

    @Override
    public void announce(Map<String, String> headers) {
        announced = headers;
    }

    @Override
    public void refuse(GatewayException refusal) {
        Map<String, String> headers = LimitHeaders.of(format.protocol(), refusal);
        headers.put(HttpHeaders.CONTENT_TYPE, "application/json");
        resume(head(refusal.status(), headers), ErrorBody.of(format.protocol(), refusal, id));
    }

    @Override
    public void plain(int status, Map<String, String> headers, byte[] body, Receipt receipt) {
        Response.ResponseBuilder head = head(status, headers);
        ReceiptHeaders.add(head, receipt);
        resume(head, body);
    }

    private void resume(Response.ResponseBuilder head, byte[] body) {
        response.resume(head.header(HttpHeaders.CONTENT_LENGTH, body.length)
                .entity(new WholeBody(body))
                .build());
    }

    @Override
    public void begin(Map<String, String> headers, Terms terms, int overheadMicros) {
        begun = true;
        if (format == WireFormat.MESSAGES) {
            pings.watch(stream);
        }
        Response.ResponseBuilder head = head(200, headers);
        ReceiptHeaders.add(head, terms, overheadMicros);
        response.resume(head.header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("x-accel-buffering", "no")
                .entity(stream)
                .build());
    }

    @Override
    public void write(byte[] events) {
        if (format == WireFormat.RESPONSES) {
            eventsWritten += count(events);
        }
        stream.write(events);
    }

    @Override
    public boolean isCongested() {
        return stream.isCongested();
    }

    @Override
    public void whenDrained(Runnable action) {
        stream.whenDrained(action);
    }

    @Override
    public boolean isGone() {
        return stream.isGone();
    }

    @Override
    public void end(byte[] events) {
        stream.write(events);
        stream.close();
    }

    @Override
    public void breakOff(GatewayException failure) {
        if (!begun) {
            refuse(failure);
            return;
        }
        end(FailureEvents.of(format, failure, id, eventsWritten));
    }

    /** Each event ends in a blank line. */
    private static long count(byte[] events) {
        long count = 0;
        for (int i = 1; i < events.length; i++) {
            count += events[i] == '\n' && events[i - 1] == '\n' ? 1 : 0;
        }
        return count;
    }

    private Response.ResponseBuilder head(int status, Map<String, String> headers) {
        Response.ResponseBuilder builder = Response.status(status);
        headers.forEach(builder::header);
        announced.forEach((name, value) -> {
            if (!headers.containsKey(name)) {
                builder.header(name, value);
            }
        });
        return builder;
    }
}
