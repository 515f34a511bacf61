package io.tallyport.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** One connection per request, to an address that was looked at; no redirects, cookies, retries or compression. */
final class OutboundClient implements AutoCloseable {
    private static final int CONNECTIONS = 256;
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_HEADERS = 100;
    private static final ContentType JSON = ContentType.parse("application/json");
    private static final String AGENT = "Tallyport-Webhooks/1";

    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines;
    private final Duration patience;

    /** @param patience for a request in whole */
    OutboundClient(PinnedResolver resolver, ScheduledExecutorService deadlines, Duration patience) {
        this.deadlines = deadlines;
        this.patience = patience;
        this.client = client(resolver, Timeout.of(patience));
    }

    private static CloseableHttpClient client(PinnedResolver resolver, Timeout timeout) {
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .build())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout)
                        .setConnectionRequestTimeout(timeout)
                        .build())
                .setUserAgent(AGENT)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
    }

    /** Never throws: what goes wrong is part of the answer. */
    Posted post(URI target, Map<String, String> headers, byte[] body) {
        HttpPost request = new HttpPost(target);
        headers.forEach(request::setHeader);
        request.setHeader("user-agent", AGENT);
        request.setEntity(new ByteArrayEntity(body, JSON));
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    request.cancel();
                },
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
        long began = System.nanoTime();
        try {
            return send(request, began);
        } catch (IOException | RuntimeException e) {
            return Posted.failed(late.get() ? tooSlow() : inWords(e), millisSince(began));
        } finally {
            deadline.cancel(false);
        }
    }

    private Posted send(HttpPost request, long began) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        try {
            String answer = beginning(response.getEntity());
            Header retryAfter = response.getFirstHeader("retry-after");
            return new Posted(
                    response.getCode(),
                    null,
                    answer,
                    retryAfter == null ? null : retryAfter.getValue(),
                    millisSince(began));
        } finally {
            end(request, response);
        }
    }

    /** Cut off first: closing alone would read the rest, however long that is. */
    private static void end(HttpPost request, ClassicHttpResponse response) {
        request.cancel();
        try {
            response.close();
        } catch (IOException e) {
            // it was cut off
        }
    }

    /** What cannot be read of it is no failure: the status is there. */
    private static @Nullable String beginning(@Nullable HttpEntity entity) {
        if (entity == null) {
            return null;
        }
        try (InputStream content = new Unclosed(entity.getContent())) {
            String text = new String(content.readNBytes(Posted.MOST_BYTES), StandardCharsets.UTF_8);
            return text.isEmpty() ? null : text.replace('\0', '?');
        } catch (IOException e) {
            return null;
        }
    }

    private String tooSlow() {
        return "no whole answer within " + patience.toMillis() / 1_000 + " s";
    }

    private static String inWords(Exception failure) {
        if (failure instanceof TargetRefused) {
            return "refused: " + failure.getMessage();
        }
        if (failure instanceof UnknownHostException) {
            return "the host's name has no address";
        }
        if (failure instanceof SocketTimeoutException) {
            return "timed out";
        }
        if (failure instanceof SSLException) {
            return "no secure connection: " + failure.getMessage();
        }
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    private static int millisSince(long began) {
        return (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /** Leaves the closing, which would read on to the end, to whoever ends the connection. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream content) {
            super(content);
        }

        @Override
        public void close() {
            // on purpose
        }
    }
}
