package io.tallyport.web.entry;

import io.tallyport.usage.RequestId;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.util.AttachmentKey;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * What is known of an API request from its first byte on.
 *
 * @param arrivedNanos monotonic
 * @param ioThread of its connection
 */
public record Inbound(RequestId id, long arrivedNanos, byte[] body, Executor ioThread) {
    private static final AttachmentKey<Inbound> KEY = AttachmentKey.create(Inbound.class);

    /** That of the servlet request this thread serves. */
    public static Inbound current() {
        return Objects.requireNonNull(
                ServletRequestContext.requireCurrent().getExchange().getAttachment(KEY), "not an API request");
    }

    void attachTo(HttpServerExchange exchange) {
        exchange.putAttachment(KEY, this);
    }
}
