package io.tallyport.workbench.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is served where. */
final class Routes implements HttpHandler {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final int OK = 200;
    private static final int SEE_OTHER = 303;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    private final Till till;
    private final Pages pages;

    Routes(Till till, Pages pages) {
        this.till = till;
        this.pages = pages;
    }

    private record NewRefund(String paymentId, String currency, long amount) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            List<String> path = Arrays.stream(exchange.getRequestURI().getPath().split("/"))
                    .filter(part -> !part.isEmpty())
                    .toList();
            route(exchange, exchange.getRequestMethod(), path);
        } catch (Refused e) {
            json(exchange, e.status(), Map.of("error", String.valueOf(e.getMessage())));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException | NullPointerException e) {
            json(exchange, BAD_REQUEST, Map.of("error", String.valueOf(e.getMessage())));
        } catch (UncheckedIOException e) {
            json(exchange, SERVER_ERROR, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private void route(HttpExchange exchange, String method, List<String> path) throws IOException {
        String where = method + " " + (path.isEmpty() ? "" : path.getFirst());
        switch (where) {
            case "GET " -> page(exchange, pages.overview());
            case "GET style.css" -> style(exchange);
            case "GET pay" -> page(exchange, pages.of(path.get(1)));
            case "GET payments" -> page(exchange, pages.controls(path.get(1)));
            case "POST pay" -> pressed(exchange, path.get(1), path.get(2));
            case "POST payments" -> controlled(exchange, path);
            case "POST payouts" -> payOut(exchange);
            case "GET control", "POST control" ->
                json(
                        exchange,
                        OK,
                        till.set(path.get(1), query(exchange.getRequestURI().getRawQuery())));
            case "GET v1", "POST v1" -> api(exchange, method, path.subList(1, path.size()));
            case "POST vies" -> vies(exchange);
            default -> throw new Refused(NOT_FOUND, "there is nothing here");
        }
    }

    private void api(HttpExchange exchange, String method, List<String> path) throws IOException {
        String where = method + " " + path.getFirst() + (path.size() > 1 ? "/" : "");
        switch (where) {
            case "POST sessions" -> json(exchange, OK, till.open(key(exchange), read(exchange, Session.Wanted.class)));
            case "POST sessions/" ->
                json(
                        exchange,
                        OK,
                        till.charge(
                                path.get(1),
                                read(exchange, JsonNode.class).path("method").asText()));
            case "GET sessions/" -> json(exchange, OK, till.find(path.get(1)));
            case "POST refunds" -> {
                NewRefund wanted = read(exchange, NewRefund.class);
                json(exchange, OK, till.refund(key(exchange), wanted.paymentId(), wanted.currency(), wanted.amount()));
            }
            case "GET balance" -> {
                Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
                json(exchange, OK, till.lines(Instant.parse(query.get("from")), Instant.parse(query.get("to"))));
            }
            default -> throw new Refused(NOT_FOUND, "there is nothing here");
        }
    }

    /** A button of the page that the buyer is on. */
    private void pressed(HttpExchange exchange, String id, String button) throws IOException {
        Session session =
                switch (button) {
                    case "pay" -> till.pay(id);
                    case "later" -> till.payLater(id);
                    case "decline" -> till.decline(id);
                    case "cancel" -> till.abandon(id);
                    default -> throw new Refused(NOT_FOUND, "there is no such button");
                };
        seeOther(exchange, button.equals("cancel") ? session.returnUrl() : "/pay/" + id);
    }

    private void controlled(HttpExchange exchange, List<String> path) throws IOException {
        String id = path.get(1);
        switch (path.get(2)) {
            case "arrive" -> till.arrive(id);
            case "fail" -> till.decline(id);
            case "dispute" -> till.dispute(id);
            case "won" -> till.decide(id, Session.Dispute.Status.WON);
            case "lost" -> till.decide(id, Session.Dispute.Status.LOST);
            case "refuse" -> till.refuse(path.get(3), true);
            case "accept" -> till.refuse(path.get(3), false);
            case "fail-refund" -> till.failRefund(id, path.get(3));
            default -> throw new Refused(NOT_FOUND, "there is no such button");
        }
        seeOther(exchange, "/payments/" + id);
    }

    private void payOut(HttpExchange exchange) throws IOException {
        till.payOut();
        seeOther(exchange, "/");
    }

    private static void vies(HttpExchange exchange) throws IOException {
        JsonNode question = read(exchange, JsonNode.class);
        json(
                exchange,
                OK,
                Register.answer(
                        question.path("countryCode").asText(),
                        question.path("vatNumber").asText(),
                        question.hasNonNull("requesterNumber")));
    }

    private static String key(HttpExchange exchange) {
        @Nullable String key = exchange.getRequestHeaders().getFirst("idempotency-key");
        if (key == null || key.isBlank()) {
            throw new Refused(BAD_REQUEST, "an idempotency-key is missing");
        }
        return key;
    }

    private static <T> T read(HttpExchange exchange, Class<T> type) throws IOException {
        return JSON.readValue(exchange.getRequestBody(), type);
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            fields.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void json(HttpExchange exchange, int status, Object body) throws IOException {
        send(exchange, status, "application/json", JSON.writeValueAsBytes(body));
    }

    private static void page(HttpExchange exchange, String html) throws IOException {
        send(exchange, OK, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    private static void style(HttpExchange exchange) throws IOException {
        try (InputStream css = Routes.class.getResourceAsStream("style.css")) {
            if (css == null) {
                throw new IllegalStateException("style.css is missing");
            }
            send(exchange, OK, "text/css; charset=utf-8", css.readAllBytes());
        }
    }

    private static void seeOther(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("location", location);
        exchange.sendResponseHeaders(SEE_OTHER, -1);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("content-type", type);
        exchange.getResponseHeaders().add("cache-control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
