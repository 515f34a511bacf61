package io.tallyport.web.entry;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.limit.BodyBudget;
import io.tallyport.usage.RequestId;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/** Reads one body on its I/O thread, within the limits of size, time and the node's memory. */
final class BodyRead implements ChannelListener<StreamSourceChannel> {
    private static final int MOST_BYTES = 50 * 1024 * 1024;
    private static final int FIRST_BYTES = 8 * 1024;
    private static final long BASE_MILLIS = 30_000;
    private static final long BYTES_PER_MILLI = 100;

    private final HttpServerExchange exchange;
    private final BodyBudget budget;
    private final RequestId id;
    private final Function<byte[], HttpHandler> whole;
    private byte[] bytes = {};
    private int length;
    private XnioExecutor.@Nullable Key deadline;

    BodyRead(HttpServerExchange exchange, BodyBudget budget, RequestId id, Function<byte[], HttpHandler> whole) {
        this.exchange = exchange;
        this.budget = budget;
        this.id = id;
        this.whole = whole;
    }

    void start() throws Exception {
        long declared = exchange.getRequestContentLength();
        if (declared > MOST_BYTES) {
            refuse(tooLarge());
            return;
        }
        if (exchange.isRequestComplete()) {
            whole.apply(bytes).handleRequest(exchange);
            return;
        }
        exchange.addExchangeCompleteListener((done, next) -> {
            budget.release(bytes.length);
            next.proceed();
        });
        if (!grow(declared < 0 ? FIRST_BYTES : (int) declared)) {
            return;
        }
        StreamSourceChannel channel = exchange.getRequestChannel();
        if (read(channel)) {
            whole.apply(body()).handleRequest(exchange);
            return;
        }
        if (exchange.isResponseStarted() || exchange.isComplete()) {
            return;
        }
        long millis = BASE_MILLIS + Math.max(declared, 0) / BYTES_PER_MILLI;
        deadline = exchange.getIoThread().executeAfter(this::expire, millis, TimeUnit.MILLISECONDS);
        channel.getReadSetter().set(this);
        channel.resumeReads();
    }

    @Override
    public void handleEvent(StreamSourceChannel channel) {
        if (read(channel)) {
            channel.getReadSetter().set(null);
            channel.suspendReads();
            cancelDeadline();
            Connectors.executeRootHandler(whole.apply(body()), exchange);
        }
    }

    /** @return whether the body is whole; false too after a refusal */
    private boolean read(StreamSourceChannel channel) {
        try {
            while (true) {
                if (length == bytes.length) {
                    int last = probe(channel);
                    if (last <= 0) {
                        return last < 0;
                    }
                }
                int count = channel.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
                if (count < 0) {
                    return true;
                }
                if (count == 0) {
                    return false;
                }
                length += count;
            }
        } catch (IOException e) {
            cancelDeadline();
            exchange.endExchange();
            return false;
        }
    }

    /** The buffer is full: one byte more tells whether the body is, too. */
    private int probe(StreamSourceChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        int count = channel.read(one);
        if (count <= 0) {
            return count;
        }
        if (length >= MOST_BYTES) {
            cancelDeadline();
            channel.suspendReads();
            refuse(tooLarge());
            return 0;
        }
        if (!grow(Math.min(MOST_BYTES, Math.max(FIRST_BYTES, length * 2)))) {
            channel.suspendReads();
            return 0;
        }
        bytes[length++] = one.get(0);
        return count;
    }

    private boolean grow(int size) {
        if (!budget.reserve(size - bytes.length)) {
            cancelDeadline();
            refuse(new GatewayException(ErrorCode.OVERLOADED, "The gateway has too many requests in memory; try again.")
                    .retryAfter("1"));
            return false;
        }
        bytes = Arrays.copyOf(bytes, size);
        return true;
    }

    private byte[] body() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void expire() {
        deadline = null;
        refuse(new GatewayException(ErrorCode.REQUEST_TIMEOUT, "The request body did not arrive in time."));
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.remove();
            deadline = null;
        }
    }

    /** Answers without reading on, and closes the connection, which is in the middle of a body. */
    private void refuse(GatewayException refusal) {
        exchange.setPersistent(false);
        Refusal.send(exchange, refusal, id);
    }

    private static GatewayException tooLarge() {
        return new GatewayException(
                ErrorCode.REQUEST_TOO_LARGE, "The request body is larger than 50 MiB, the most this gateway takes.");
    }
}
