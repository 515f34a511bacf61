package io.tallyport.web.answer;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.spi.AsyncOutputStream;
import org.jboss.resteasy.spi.AsyncStreamingOutput;
import org.jspecify.annotations.Nullable;

/**
 * An event sink that writes exactly the bytes it is given, never blocks, and leaves status and headers to whoever
 * resumes the request with it (architecture.md, Streaming).
 */
final class EventStream implements SseEventSink, AsyncStreamingOutput {
    private static final long CONGESTED_BYTES = 256 * 1024;

    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private @Nullable AsyncOutputStream output;
    private CompletionStage<Void> last = CompletableFuture.completedStage(null);
    private long pendingBytes;
    private boolean closing;
    private @Nullable Runnable drained;
    private volatile boolean gone;

    @Override
    public CompletionStage<Void> asyncWrite(AsyncOutputStream out) {
        synchronized (this) {
            output = out;
        }
        return closed;
    }

    /** Queues bytes; each piece is flushed to the network. */
    synchronized CompletionStage<Void> write(byte[] bytes) {
        AsyncOutputStream out = output;
        if (out == null || gone || bytes.length == 0) {
            return last;
        }
        pendingBytes += bytes.length;
        last = out.asyncWrite(bytes)
                .thenCompose(written -> out.asyncFlush())
                .whenComplete((written, failure) -> written(bytes.length, failure));
        return last;
    }

    synchronized boolean isCongested() {
        return pendingBytes > CONGESTED_BYTES;
    }

    /** Runs {@code action} once the queue is no longer congested, or nobody reads any more. */
    void whenDrained(Runnable action) {
        synchronized (this) {
            if (isCongested() && !gone) {
                drained = action;
                return;
            }
        }
        action.run();
    }

    boolean isGone() {
        return gone;
    }

    @Override
    public boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
        String name = event.getName() == null ? "" : "event: " + event.getName() + "\n";
        return write((name + "data: " + event.getData() + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the answer once everything queued is written. */
    @Override
    public void close() {
        CompletionStage<Void> before;
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            before = last;
        }
        before.whenComplete((written, failure) -> closed.complete(null));
    }

    private void written(int bytes, @Nullable Throwable failure) {
        Runnable action;
        synchronized (this) {
            pendingBytes -= bytes;
            gone |= failure != null;
            if (isCongested() && !gone) {
                return;
            }
            action = drained;
            drained = null;
        }
        if (action != null) {
            action.run();
        }
    }
}
