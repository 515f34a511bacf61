package io.tallyport.inserver.standin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Stands in for the sandbox's REST interface; what a buyer does on its page, or the sandbox by itself, a test does by
 * {@code /control}.
 */
public final class FakeSandbox implements AutoCloseable {
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\"\\s*:\\s*(?:\"([^\"]*)\"|(\\d+))");

    private final Map<String, Map<String, String>> sessions = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> refunds = new ConcurrentHashMap<>();
    private final FakeServer server = new FakeServer(
            Map.of("/v1/sessions", this::sessions, "/v1/refunds", this::refunds, "/control/", this::control));

    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }

    private void sessions(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            String key = exchange.getRequestHeaders().getFirst("idempotency-key");
            FakeServer.send(exchange, 200, session(sessions.computeIfAbsent("ses_" + key, id -> opened(id, exchange))));
            return;
        }
        Map<String, String> session = sessions.get(lastPart(exchange));
        FakeServer.send(exchange, session == null ? 404 : 200, session == null ? "{}" : session(session));
    }

    private static Map<String, String> opened(String id, HttpExchange exchange) {
        Map<String, String> session = body(exchange);
        session.putAll(Map.of("id", id, "url", "https://pay.example/" + id, "status", "open"));
        return session;
    }

    /**
     * The payment's session says what becomes of it: {@code cutBefore} so many questions are not heard, {@code cutAfter} so
     * many answers get lost; {@code refundStatus} is what it stands at, else it has succeeded.
     */
    private void refunds(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("idempotency-key");
        Map<String, String> asked = body(exchange);
        Map<String, String> session = sessions.values().stream()
                .filter(one -> asked.get("paymentId").equals(one.get("paymentId")))
                .findFirst()
                .orElseThrow();
        if (isCut(session, "cutBefore")) {
            FakeServer.send(exchange, 503, "{}");
            return;
        }
        Map<String, String> refund = refunds.computeIfAbsent("ref_" + key, id -> {
            asked.putAll(Map.of("id", id, "key", key, "status", session.getOrDefault("refundStatus", "succeeded")));
            return asked;
        });
        boolean isLost = isCut(session, "cutAfter");
        FakeServer.send(exchange, isLost ? 503 : 200, isLost ? "{}" : json(refund));
    }

    private static boolean isCut(Map<String, String> session, String name) {
        int left = Integer.parseInt(session.getOrDefault(name, "0"));
        session.put(name, String.valueOf(left - 1));
        return left > 0;
    }

    /** {@code /control/ID?status=paid&amount=1}: the session or refund has these fields from now on. */
    private void control(HttpExchange exchange) throws IOException {
        String id = lastPart(exchange);
        sessions.getOrDefault(id, refunds.get(id)).putAll(FakeServer.form(exchange));
        FakeServer.send(exchange, 200, "{}");
    }

    private static String lastPart(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Map<String, String> body(HttpExchange exchange) {
        try {
            return fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> fields(String json) {
        Map<String, String> fields = new ConcurrentHashMap<>();
        Matcher field = FIELD.matcher(json);
        while (field.find()) {
            fields.put(field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
        }
        return fields;
    }

    private String session(Map<String, String> session) {
        String ofPayment = refunds.values().stream()
                .filter(refund -> refund.get("paymentId").equals(session.get("paymentId")))
                .map(FakeSandbox::json)
                .collect(Collectors.joining(","));
        String json = json(session);
        return json.substring(0, json.length() - 1) + ",\"refunds\":[" + ofPayment + "]}";
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
