package io.tallyport.bed.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One request as a test writes it down. */
public final class Ask {
    private static final HttpClient HTTP = client("127.0.0.1");
    private static final Map<String, HttpClient> CLIENTS = new ConcurrentHashMap<>();

    private final HttpRequest.Builder request;
    private HttpClient client = HTTP;
    private String method;
    private HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();

    private Ask(String method, String url) {
        this.method = method;
        this.request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
    }

    public static Ask post(String url, String path) {
        return new Ask("POST", url + path);
    }

    public static Ask get(String url, String path) {
        return new Ask("GET", url + path);
    }

    /** How long its answer may take; a minute if nothing is said. */
    public Ask patience(Duration most) {
        request.timeout(most);
        return this;
    }

    public Ask method(String other) {
        method = other;
        return this;
    }

    public Ask bearer(String key) {
        return header("authorization", "Bearer " + key);
    }

    public Ask header(String name, String value) {
        request.header(name, value);
        return this;
    }

    /** What the simulator is to do with this call. */
    public Ask output(String directive) {
        return header("x-sim-output", directive);
    }

    /** What is to go wrong at the simulator with this call. */
    public Ask fault(String directive) {
        return header("x-sim-fault", directive);
    }

    public Ask replay(String recording) {
        return header("x-sim-replay", recording);
    }

    public Ask json(String text) {
        return json(text.getBytes(StandardCharsets.UTF_8));
    }

    public Ask json(byte[] bytes) {
        header("content-type", "application/json");
        return body(bytes);
    }

    public Ask body(byte[] bytes) {
        body = HttpRequest.BodyPublishers.ofByteArray(bytes);
        return this;
    }

    /** Without a length: in chunks. */
    public Ask chunked(InputStream bytes) {
        body = HttpRequest.BodyPublishers.ofInputStream(() -> bytes);
        return this;
    }

    /** From another address of this machine's loopback network. */
    public Ask from(String address) {
        client = CLIENTS.computeIfAbsent(address, Ask::client);
        return this;
    }

    public Reply send() {
        try {
            return Reply.of(client.send(build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public CompletableFuture<Reply> start() {
        return client.sendAsync(build(), BodyHandlers.ofByteArray()).thenApply(Reply::of);
    }

    /** The head, and the body as it comes. */
    public HttpResponse<InputStream> open() {
        try {
            return client.send(build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest build() {
        return request.method(method, body).build();
    }

    private static HttpClient client(String localAddress) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .localAddress(InetAddress.getByName(localAddress))
                    .build();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
