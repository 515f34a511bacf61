package io.tallyport.transport;

import io.undertow.UndertowOptions;
import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.UndertowClient;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.XnioIoThread;
import org.xnio.ssl.XnioSsl;

/**
 * HTTP/1.1 to the providers on Undertow's client, on the same I/O thread that serves the caller, with what that client
 * lacks: kept connections, time-outs, and name resolution off the I/O threads.
 */
@ApplicationScoped
public class Transport {
    private static final int BUFFER_BYTES = 16 * 1024;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    @ConfigProperty(name = "tallyport.upstream.connect-timeout", defaultValue = "PT5S")
    private Duration connectTimeout;

    @Inject
    @ConfigProperty(name = "tallyport.upstream.first-byte-timeout", defaultValue = "PT10M")
    private Duration firstByteTimeout;

    @Inject
    @ConfigProperty(name = "tallyport.upstream.idle-timeout", defaultValue = "PT2M")
    private Duration idleTimeout;

    private final ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, 1000, 4);
    private final Map<XnioIoThread, ConnectionPool> pools = new ConcurrentHashMap<>();
    private final ThreadLocal<byte[]> readBuffers = ThreadLocal.withInitial(() -> new byte[BUFFER_BYTES]);
    private final Set<UpstreamCall> underWay = ConcurrentHashMap.newKeySet();
    private volatile @Nullable XnioSsl ssl;

    /** @param ioThread the XNIO thread of the inbound connection, which is the current thread */
    public UpstreamCall send(Executor ioThread, UpstreamRequest request, UpstreamListener listener) {
        UpstreamCall call = new UpstreamCall(this, (XnioIoThread) ioThread, request, listener);
        underWay.add(call);
        call.start();
        return call;
    }

    ConnectionPool pool(XnioIoThread thread) {
        return pools.computeIfAbsent(thread, any -> new ConnectionPool());
    }

    /** The current I/O thread's read buffer. */
    byte[] buffer() {
        return readBuffers.get();
    }

    long connectNanos() {
        return connectTimeout.toNanos();
    }

    long firstByteNanos() {
        return firstByteTimeout.toNanos();
    }

    long idleNanos() {
        return idleTimeout.toNanos();
    }

    void over(UpstreamCall call) {
        underWay.remove(call);
    }

    void expireOverdue() {
        underWay.forEach(UpstreamCall::expireIfOverdue);
        pools.forEach((thread, pool) -> thread.execute(pool::sweep));
    }

    /** Resolves the host's name on a worker, then connects on the I/O thread; answers on the I/O thread. */
    void connect(URI url, XnioIoThread thread, Consumer<ClientConnection> opened, Runnable unreachable) {
        try {
            executor.execute(() -> resolveAndConnect(url, thread, opened, unreachable));
        } catch (RejectedExecutionException e) {
            thread.execute(unreachable);
        }
    }

    private void resolveAndConnect(
            URI url, XnioIoThread thread, Consumer<ClientConnection> opened, Runnable unreachable) {
        try {
            InetAddress.getAllByName(url.getHost());
            UndertowClient.getInstance()
                    .connect(
                            new ClientCallback<>() {
                                @Override
                                public void completed(ClientConnection connection) {
                                    thread.execute(() -> opened.accept(connection));
                                }

                                @Override
                                public void failed(IOException e) {
                                    thread.execute(unreachable);
                                }
                            },
                            url,
                            thread,
                            url.getScheme().equals("https") ? ssl(thread) : null,
                            buffers,
                            OptionMap.create(UndertowOptions.ENDPOINT_IDENTIFICATION_ALGORITHM, "HTTPS"));
        } catch (UnknownHostException | RuntimeException e) {
            thread.execute(unreachable);
        }
    }

    private XnioSsl ssl(XnioIoThread thread) {
        XnioSsl present = ssl;
        if (present != null) {
            return present;
        }
        try {
            XnioSsl made = new UndertowXnioSsl(thread.getWorker().getXnio(), OptionMap.EMPTY, SSLContext.getDefault());
            ssl = made;
            return made;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no default TLS context", e);
        }
    }
}
