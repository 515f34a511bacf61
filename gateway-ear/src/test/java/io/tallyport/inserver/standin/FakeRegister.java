package io.tallyport.inserver.standin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for the register of VAT identifiers: answers by the number that is asked about, as the Commission's own test
 * service does, and beyond it with what networks do.
 */
public final class FakeRegister implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("\"vatNumber\"\\s*:\\s*\"([^\"]*)\"");
    private static final int LONGER_THAN_ANYBODY_WAITS_MILLIS = 15_000;

    private final FakeServer server = new FakeServer(Map.of("/check-vat-number", FakeRegister::answer));

    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher number = NUMBER.matcher(question);
        switch (number.find() ? number.group(1) : "") {
            case "100", "88100000009" ->
                FakeServer.send(exchange, 200, valid(question, "EXEMPLE SARL", "1 RUE DE RIVOLI\\n75001 PARIS"));
            case "100000010B01" ->
                FakeServer.send(exchange, 200, valid(question, "VOORBEELD B.V.", "WEG 1\\n3011AA ROTTERDAM"));
            case "200" ->
                FakeServer.send(
                        exchange,
                        200,
                        "{\"valid\":false,\"requestIdentifier\":\"\",\"name\":\"---\",\"address\":\"---\"}");
            case "201" -> FakeServer.send(exchange, 400, failed("INVALID_INPUT"));
            case "300" -> FakeServer.send(exchange, 200, failed("SERVICE_UNAVAILABLE"));
            case "301", "100000024" -> FakeServer.send(exchange, 200, failed("MS_UNAVAILABLE"));
            case "302" -> FakeServer.send(exchange, 200, failed("TIMEOUT"));
            case "400" -> FakeServer.send(exchange, 200, failed("MS_MAX_CONCURRENT_REQ"));
            case "500" -> FakeServer.send(exchange, 500, "<html>down</html>");
            case "501" -> FakeServer.send(exchange, 200, "{\"val");
            case "502" -> hang(exchange);
            default -> exchange.close();
        }
    }

    /** With a consultation number for whoever says who asks. */
    private static String valid(String question, String name, String address) {
        String consultation = question.contains("\"requesterNumber\":\"100000016\"") ? "WAPIAAAAY1234567" : "";
        return """
                {"countryCode":"FR","vatNumber":"100","requestDate":"2026-03-02T12:00:00.000Z","valid":true,
                 "requestIdentifier":"%s","name":"%s","address":"%s",
                 "traderName":"---","traderNameMatch":"NOT_PROCESSED"}
                """.formatted(consultation, name, address);
    }

    private static String failed(String code) {
        return "{\"actionSucceed\":false,\"errorWrappers\":[{\"error\":\"%s\"}]}".formatted(code);
    }

    private static void hang(HttpExchange exchange) {
        try {
            Thread.sleep(LONGER_THAN_ANYBODY_WAITS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }
}
