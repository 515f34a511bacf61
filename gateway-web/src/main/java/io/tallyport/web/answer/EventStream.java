package io.tallyport.web.answer;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.ByteArrayOutputStream;
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
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(1024);
    private @Nullable AsyncOutputStream output;
    private boolean writing;
    private long lastWriteNanos = System.nanoTime();
    private boolean closing;
    private @Nullable Runnable drained;
    private volatile boolean gone;

    @Override
    public CompletionStage<Void> asyncWrite(AsyncOutputStream out) {
        synchronized (this) {
            output = out;
        }
        pump();
        return closed;
    }

    /** Queues bytes; they are flushed to the network as soon as what went before them is. */
    void write(byte[] bytes) {
        synchronized (this) {
            pending.writeBytes(bytes);
            lastWriteNanos = System.nanoTime();
        }
        pump();
    }

    /** Writes if nothing was written for so long; between two events, since all writes are of whole ones. */
    void writeIfSilent(long nanos, byte[] bytes) {
        synchronized (this) {
            if (closing || System.nanoTime() - lastWriteNanos < nanos) {
                return;
            }
            pending.writeBytes(bytes);
            lastWriteNanos = System.nanoTime();
        }
        pump();
    }

    /** Whether nothing will be written any more. */
    synchronized boolean isOver() {
        return closing || gone;
    }

    synchronized boolean isCongested() {
        return pending.size() > CONGESTED_BYTES;
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
        write((name + "data: " + event.getData() + "\n\n").getBytes(StandardCharsets.UTF_8));
        return CompletableFuture.completedStage(null);
    }

    /** Ends the answer once everything queued is written. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        pump();
    }

    /** One write at a time: whatever comes meanwhile goes out together, in order, with the next. */
    private void pump() {
        AsyncOutputStream out;
        byte[] next;
        synchronized (this) {
            out = output;
            if (out == null || writing) {
                return;
            }
            if (gone) {
                pending.reset();
            }
            next = pending.toByteArray();
            pending.reset();
            writing = next.length > 0;
        }
        if (next.length > 0) {
            out.asyncWrite(next)
                    .thenCompose(written -> out.asyncFlush())
                    .whenComplete((written, failure) -> written(failure));
            return;
        }
        runDrained();
        if (isClosing()) {
            closed.complete(null);
        }
    }

    private void written(@Nullable Throwable failure) {
        synchronized (this) {
            writing = false;
            gone |= failure != null;
        }
        pump();
    }

    private void runDrained() {
        Runnable action;
        synchronized (this) {
            action = drained;
            drained = null;
        }
        if (action != null) {
            action.run();
        }
    }

    private synchronized boolean isClosing() {
        return closing && !writing && pending.size() == 0;
    }
}
