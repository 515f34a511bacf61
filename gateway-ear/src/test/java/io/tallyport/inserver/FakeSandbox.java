package io.tallyport.inserver;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands in for the sandbox's REST interface; what a buyer does on its page a test does by {@code /control}. */
final class FakeSandbox implements AutoCloseable {
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\"\\s*:\\s*(?:\"([^\"]*)\"|(\\d+))");

    private final Map<String, Map<String, String>> sessions = new ConcurrentHashMap<>();
    private final FakeServer server =
            new FakeServer(Map.of("/v1/sessions", this::sessions, "/control/", this::control));

    String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }

    private void sessions(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            String key = exchange.getRequestHeaders().getFirst("idempotency-key");
            FakeServer.send(exchange, 200, json(sessions.computeIfAbsent("ses_" + key, id -> opened(id, exchange))));
            return;
        }
        Map<String, String> session = sessions.get(lastPart(exchange));
        FakeServer.send(exchange, session == null ? 404 : 200, session == null ? "{}" : json(session));
    }

    private static Map<String, String> opened(String id, HttpExchange exchange) {
        try {
            Map<String, String> session =
                    fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            session.putAll(Map.of("id", id, "url", "https://pay.example/" + id, "status", "open"));
            return session;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code /control/SESSION?status=paid&amount=1}: the session has these fields from now on. */
    private void control(HttpExchange exchange) throws IOException {
        Map<String, String> session = sessions.get(lastPart(exchange));
        for (String pair : exchange.getRequestURI().getQuery().split("&")) {
            session.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        FakeServer.send(exchange, 200, "{}");
    }

    private static String lastPart(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Map<String, String> fields(String json) {
        Map<String, String> fields = new ConcurrentHashMap<>();
        Matcher field = FIELD.matcher(json);
        while (field.find()) {
            fields.put(field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
        }
        return fields;
    }

    private static String json(Map<String, String> fields) {
        StringBuilder json = new StringBuilder("{");
        fields.forEach((name, value) -> json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(name.equals("amount") ? value : '"' + value + '"'));
        return json.append('}').toString();
    }
}
