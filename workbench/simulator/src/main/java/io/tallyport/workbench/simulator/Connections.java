package io.tallyport.workbench.simulator;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/** What lies below an exchange: its connection and its I/O thread's timers. */
final class Connections {
    /** How long a client's leaving can go unnoticed while nothing is sent. */
    private static final long WATCH_MILLIS = 200;

    private Connections() {}

    static void close(HttpServerExchange exchange) {
        IoUtils.safeClose(exchange.getConnection());
    }

    /** Runs {@code then} on the I/O thread, outside the handler; at once if there is no delay. */
    static void after(HttpServerExchange exchange, long delayMillis, Runnable then, Runnable ifGone) {
        if (delayMillis <= 0) {
            then.run();
            return;
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> await(exchange, deadline, then, ifGone));
    }

    /** Waits in short steps, so that a client that leaves meanwhile is noticed. */
    static void await(HttpServerExchange exchange, long deadlineNanos, Runnable then, Runnable ifGone) {
        if (isGone(exchange)) {
            ifGone.run();
            close(exchange);
            return;
        }
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            then.run();
            return;
        }
        long stepMillis = Math.min(WATCH_MILLIS, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left + 999_999)));
        exchange.getIoThread()
                .executeAfter(() -> await(exchange, deadlineNanos, then, ifGone), stepMillis, TimeUnit.MILLISECONDS);
    }

    /**
     * Whether the client closed its side. A write would find out only one event too late: the first
     * one after the close still succeeds.
     */
    static boolean isGone(HttpServerExchange exchange) {
        if (!(exchange.getConnection() instanceof HttpServerConnection connection) || !connection.isOpen()) {
            return true;
        }
        PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
        boolean keep = false;
        try {
            int read = connection.getOriginalSourceConduit().read(pooled.getBuffer());
            if (read > 0) {
                pooled.getBuffer().flip();
                connection.ungetRequestBytes(pooled);
                keep = true;
            }
            return read < 0;
        } catch (IOException e) {
            return true;
        } finally {
            if (!keep) {
                pooled.close();
            }
        }
    }
}
