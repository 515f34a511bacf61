package io.tallyport.transport;

import io.tallyport.transport.UpstreamListener.Failure;
import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.client.ClientRequest;
import io.undertow.client.ClientResponse;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/** One request and its answer on one connection; everything happens on one I/O thread. */
public final class UpstreamCall {
    private static final Logger LOG = System.getLogger(UpstreamCall.class.getName());

    private final Transport transport;
    private final XnioIoThread thread;
    private final UpstreamRequest request;
    private final UpstreamListener listener;
    private final String origin;

    private @Nullable ClientConnection connection;
    private @Nullable StreamSourceChannel source;
    private boolean reused;
    private boolean responded;
    private boolean paused;
    private boolean over;
    private volatile long deadlineNanos;

    UpstreamCall(Transport transport, XnioIoThread thread, UpstreamRequest request, UpstreamListener listener) {
        this.transport = transport;
        this.thread = thread;
        this.request = request;
        this.listener = listener;
        this.origin = request.url().getScheme() + "://" + request.url().getAuthority();
        // whoever ends overdue calls knows it from now on
        this.deadlineNanos = System.nanoTime() + transport.connectNanos();
    }

    void start() {
        ClientConnection idle = transport.pool(thread).take(origin);
        if (idle == null) {
            transport.connect(request.url(), thread, this::connected, this::unreachable);
            return;
        }
        reused = true;
        send(idle);
    }

    /** Stops reading the answer until {@link #resume}: the caller takes no more for now. */
    public void pause() {
        paused = true;
        if (source != null) {
            source.suspendReads();
        }
    }

    public void resume() {
        if (!paused || over) {
            return;
        }
        paused = false;
        if (source != null) {
            source.wakeupReads();
        }
    }

    /** Closes the connection; nothing more is heard. */
    public void abort() {
        if (over) {
            return;
        }
        finish();
        IoUtils.safeClose(connection);
    }

    void expireIfOverdue() {
        if (isOverdue()) {
            thread.execute(this::expire);
        }
    }

    /** On its own thread, to which something may have come meanwhile. */
    private void expire() {
        if (isOverdue()) {
            fail(Failure.TIMED_OUT);
        }
    }

    private boolean isOverdue() {
        return System.nanoTime() - deadlineNanos > 0;
    }

    private void connected(ClientConnection opened) {
        if (over) {
            IoUtils.safeClose(opened);
            return;
        }
        send(opened);
    }

    private void unreachable() {
        fail(Failure.UNREACHABLE);
    }

    private void send(ClientConnection on) {
        connection = on;
        deadlineNanos = System.nanoTime() + transport.firstByteNanos();
        ClientRequest head = new ClientRequest().setMethod(Methods.POST).setPath(pathAndQuery(request.url()));
        request.headers().forEach((name, value) -> head.getRequestHeaders().put(new HttpString(name), value));
        head.getRequestHeaders().put(Headers.HOST, request.url().getRawAuthority());
        head.getRequestHeaders().put(Headers.CONTENT_LENGTH, request.bodyBytes());
        on.sendRequest(head, new ClientCallback<>() {
            @Override
            public void completed(ClientExchange exchange) {
                exchange.setResponseListener(answerListener(on));
                sendBody(exchange.getRequestChannel(), on);
            }

            @Override
            public void failed(IOException e) {
                broken(on);
            }
        });
    }

    private void sendBody(StreamSinkChannel sink, ClientConnection on) {
        try {
            for (ByteBuffer piece : request.body()) {
                while (piece.hasRemaining()) {
                    if (sink.write(piece) == 0) {
                        sink.getWriteSetter().set(channel -> sendBody(sink, on));
                        sink.resumeWrites();
                        return;
                    }
                }
            }
            sink.shutdownWrites();
            if (!sink.flush()) {
                sink.getWriteSetter()
                        .set(ChannelListeners.<StreamSinkChannel>flushingChannelListener(
                                StreamSinkChannel::suspendWrites, (channel, e) -> broken(on)));
                sink.resumeWrites();
            }
        } catch (IOException e) {
            broken(on);
        }
    }

    private ClientCallback<ClientExchange> answerListener(ClientConnection on) {
        return new ClientCallback<>() {
            @Override
            public void completed(ClientExchange exchange) {
                if (over) {
                    return;
                }
                responded = true;
                deadlineNanos = System.nanoTime() + transport.idleNanos();
                ClientResponse response = exchange.getResponse();
                StreamSourceChannel channel = exchange.getResponseChannel();
                source = channel;
                try {
                    listener.responded(new UpstreamHead(response.getResponseCode(), response.getResponseHeaders()));
                } catch (RuntimeException e) {
                    defect(e);
                    return;
                }
                channel.getReadSetter().set(UpstreamCall.this::read);
                read(channel);
            }

            @Override
            public void failed(IOException e) {
                broken(on);
            }
        };
    }

    private void read(StreamSourceChannel channel) {
        byte[] buffer = transport.buffer();
        try {
            while (!over && !paused) {
                int count = channel.read(ByteBuffer.wrap(buffer));
                if (count < 0) {
                    complete();
                    return;
                }
                if (count == 0) {
                    channel.resumeReads();
                    return;
                }
                deadlineNanos = System.nanoTime() + transport.idleNanos();
                listener.received(buffer, count);
            }
        } catch (IOException e) {
            broken(connection);
        } catch (RuntimeException e) {
            defect(e);
        }
    }

    /** A listener failed on something unforeseen: the call ends as if the provider had, and nothing stays reserved. */
    private void defect(RuntimeException e) {
        LOG.log(Level.ERROR, "An answer could not be passed on", e);
        fail(Failure.BROKEN);
    }

    private void complete() {
        finish();
        ClientConnection used = connection;
        if (used != null) {
            transport.pool(thread).giveBack(origin, used);
        }
        try {
            listener.ended();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "An answer could not be read to its end", e);
            listener.failed(Failure.BROKEN);
        }
    }

    /**
     * A kept connection that the provider closed before it saw the request is replaced once. Closing it is heard as one more
     * failure of it, which is not the new one's.
     */
    private void broken(@Nullable ClientConnection on) {
        if (over || on != connection) {
            return;
        }
        connection = null;
        IoUtils.safeClose(on);
        boolean unsent = request.body().stream().anyMatch(ByteBuffer::hasRemaining);
        if (reused && !responded) {
            reused = false;
            request.body().forEach(ByteBuffer::rewind);
            deadlineNanos = System.nanoTime() + transport.connectNanos();
            transport.connect(request.url(), thread, this::connected, this::unreachable);
            return;
        }
        fail(unsent ? Failure.UNREACHABLE : Failure.BROKEN);
    }

    private void fail(Failure failure) {
        if (over) {
            return;
        }
        finish();
        IoUtils.safeClose(connection);
        listener.failed(failure);
    }

    private void finish() {
        over = true;
        transport.over(this);
    }

    private static String pathAndQuery(URI url) {
        return url.getRawQuery() == null ? url.getRawPath() : url.getRawPath() + "?" + url.getRawQuery();
    }
}
