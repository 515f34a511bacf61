package io.tallyport.workbench.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A simulator of its own for one test class, and a client for it. */
public final class SimulatorClient implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonMapper TREES = new JsonMapper();

    final Simulator simulator;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public SimulatorClient(Simulator.Options options) {
        this.simulator = Simulator.start(options);
    }

    public SimulatorClient() {
        this(new Simulator.Options(0, List.of()));
    }

    public HttpResponse<byte[]> messages(String account, String body, String... headers) {
        return post("/v1/messages", body, with(headers, "x-api-key", account));
    }

    public HttpResponse<byte[]> chat(String account, String body, String... headers) {
        return post("/v1/chat/completions", body, with(headers, "authorization", "Bearer " + account));
    }

    public HttpResponse<byte[]> post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpResponse<byte[]> get(String path, String... headers) {
        return send(headers.length == 0 ? request(path) : request(path).headers(headers));
    }

    public HttpResponse<byte[]> responses(String account, String body, String... headers) {
        return post("/v1/responses", body, with(headers, "authorization", "Bearer " + account));
    }

    /** @param operation such as {@code gemini-2.5-flash:generateContent} */
    public HttpResponse<byte[]> gemini(String account, String operation, String body, String... headers) {
        return post("/v1beta/models/" + operation, body, with(headers, "x-goog-api-key", account));
    }

    /** One number of {@code GET /_sim/tally}. */
    public long tally(String account, String pointer) {
        return Long.parseLong(at(get("/_sim/tally?account=" + account), pointer));
    }

    public void advanceSeconds(long seconds) {
        post("/_sim/clock", "{\"advance_seconds\":" + seconds + "}");
    }

    public static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public static String at(HttpResponse<byte[]> response, String pointer) {
        return at(text(response), pointer);
    }

    public static JsonNode json(HttpResponse<byte[]> response) {
        return json(text(response));
    }

    public static JsonNode json(String text) {
        try {
            return TREES.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** The scalar at a JSON pointer, as text; {@code absent} if there is none. */
    public static String at(String json, String pointer) {
        try (JsonParser parser = new FilteringParserDelegate(
                JSON.createParser(json),
                new JsonPointerBasedFilter(JsonPointer.compile(pointer)),
                Inclusion.ONLY_INCLUDE_ALL,
                false)) {
            return parser.nextToken() == null ? "absent" : parser.getText();
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.url() + path));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String[] with(String[] headers, String name, String value) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = name;
        all[headers.length + 1] = value;
        return all;
    }

    @Override
    public void close() {
        http.close();
        simulator.close();
    }
}
