package io.tallyport.web.entry;

import io.tallyport.key.Caller;
import io.tallyport.usage.RequestId;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.util.AttachmentKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an API request from its first byte on.
 *
 * @param arrivedNanos when its head was there, monotonic
 * @param readNanos when its last byte was there, monotonic
 * @param ioThread of its connection
 * @param caller whoever the presented key stands for, if this node has verified it before and knows the terms
 */
public record Inbound(
        RequestId id,
        long arrivedNanos,
        long readNanos,
        byte[] body,
        Executor ioThread,
        @Nullable Caller caller) {
    private static final AttachmentKey<Inbound> KEY = AttachmentKey.create(Inbound.class);
    private static final String ATTRIBUTE = Inbound.class.getName();

    /** That of the servlet request this thread serves. */
    public static Inbound current() {
        return Objects.requireNonNull(
                ServletRequestContext.requireCurrent().getExchange().getAttachment(KEY), "not an API request");
    }

    /** That of a request, on any thread. */
    public static Inbound of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Inbound known ? known : current();
    }

    /** Makes it known to {@link #of} on other threads. */
    public void remember(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    static boolean isAttachedTo(HttpServerExchange exchange) {
        return exchange.getAttachment(KEY) != null;
    }

    void attachTo(HttpServerExchange exchange) {
        exchange.putAttachment(KEY, this);
    }
}
