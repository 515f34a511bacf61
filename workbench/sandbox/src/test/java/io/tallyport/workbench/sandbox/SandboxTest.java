package io.tallyport.workbench.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real HTTP, with a gateway that refuses the first webhook it gets. */
class SandboxTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<Hook> hooks = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger(1);

    private Path folder;

    private HttpServer gateway;
    private Sandbox sandbox;

    private record Hook(String signature, JsonNode event) {}

    @BeforeEach
    void start(@TempDir Path fresh) throws Exception {
        folder = fresh;
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            hooks.add(new Hook(exchange.getRequestHeaders().getFirst("stripe-signature"), JSON.readTree(body)));
            exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? 503 : 200, -1);
            exchange.close();
        });
        gateway.start();
        sandbox = startSandbox();
    }

    @AfterEach
    void stop() {
        sandbox.close();
        gateway.stop(0);
    }

    @Test
    void aPaymentIsToldUntilTheGatewayTakesIt() throws Exception {
        JsonNode session = open("order-1-checkout");
        assertThat(open("order-1-checkout")).isEqualTo(session);
        assertThat(get("/pay/" + id(session)).body()).contains("Pay €39.66").contains("&lt;b&gt;");

        press(session, "pay");

        Hook refused = hooks.poll(5, TimeUnit.SECONDS);
        Hook taken = hooks.poll(5, TimeUnit.SECONDS);
        assertThat(taken.event()).isEqualTo(refused.event());
        assertThat(taken.event().get("session").asText()).isEqualTo(id(session));
        assertThat(taken.signature()).matches("t=[0-9]{10},v1=[0-9a-f]{64}");
        JsonNode paid = fetch(session);
        assertThat(paid.get("status").asText()).isEqualTo("paid");
        assertThat(paid.get("paymentId").asText()).startsWith("pay_");
        assertThat(press(session, "decline").statusCode()).isEqualTo(409);
    }

    @Test
    void moneyComesLaterAndIsDisputed() throws Exception {
        JsonNode session = open("order-2-checkout");
        press(session, "later");
        assertThat(fetch(session).get("status").asText()).isEqualTo("processing");
        post("/payments/" + id(session) + "/arrive", "", "");
        post("/payments/" + id(session) + "/dispute", "", "");
        assertThat(fetch(session).get("dispute").get("status").asText()).isEqualTo("open");
        post("/payments/" + id(session) + "/won", "", "");
        assertThat(fetch(session).get("dispute").get("status").asText()).isEqualTo("won");
        assertThat(balance().findValuesAsText("type")).containsExactly("charge", "dispute", "dispute_reversal");
        assertThat(get("/payments/" + id(session)).body()).contains("The dispute is won");
    }

    @Test
    void aRefundIsOneRefundPerKeyAndMayFailLater() throws Exception {
        JsonNode session = open("order-3-checkout");
        press(session, "pay");
        String wanted = "{\"paymentId\":%s,\"currency\":\"EUR\",\"amount\":3000}"
                .formatted(fetch(session).get("paymentId"));
        String refund = JSON.readTree(post("/v1/refunds", "refund-1", wanted).body())
                .get("id")
                .asText();
        post("/v1/refunds", "refund-1", wanted);
        assertThat(post("/v1/refunds", "refund-2", wanted).statusCode()).isEqualTo(422);
        post("/payments/" + id(session) + "/fail-refund/" + refund, "", "");
        assertThat(fetch(session).get("refunds").findValuesAsText("status")).containsExactly("failed");
        assertThat(post("/v1/refunds", "refund-2", wanted).statusCode()).isEqualTo(200);
        post("/payouts", "", "");
        assertThat(balance().findValuesAsText("net")).containsExactly("3882", "-3000", "3000", "-3000", "-882");
    }

    @Test
    void aSavedMethodIsChargedOnceUntilTheBankRefusesIt() throws Exception {
        JsonNode paid = open("order-5-checkout", true);
        press(paid, "pay");
        String method = fetch(paid).get("savedMethod").asText();
        assertThat(charged("order-6-checkout", method)).isEqualTo("paid");
        assertThat(charged("order-6-checkout", method)).isEqualTo("paid");
        assertThat(balance()).hasSize(2);
        assertThat(charged("order-7-checkout", "pm_somebody")).isEqualTo("failed");
        post("/payments/" + id(paid) + "/refuse/" + method, "", "");
        assertThat(charged("order-8-checkout", method)).isEqualTo("failed");
        post("/payments/" + id(paid) + "/accept/" + method, "", "");
        assertThat(charged("order-9-checkout", method)).isEqualTo("paid");
    }

    private String charged(String key, String method) throws Exception {
        String charge = "{\"method\":\"%s\"}".formatted(method);
        return JSON.readTree(post("/v1/sessions/" + id(open(key)) + "/charge", "", charge)
                        .body())
                .get("status")
                .asText();
    }

    @Test
    void aRestartForgetsNothing() throws Exception {
        JsonNode session = open("order-4-checkout");
        press(session, "pay");
        JsonNode paid = fetch(session);
        sandbox.close();
        sandbox = startSandbox();
        assertThat(fetch(session)).isEqualTo(paid);
        assertThat(balance()).hasSize(1);
    }

    @Test
    void theRegisterAnswersByTheCommissionsNumbers() throws Exception {
        assertThat(vies("100000016").get("valid").asBoolean()).isTrue();
        assertThat(vies("100000016").get("requestIdentifier").asText()).isNotEmpty();
        assertThat(vies("200").get("valid").asBoolean()).isFalse();
        assertThat(vies("301").at("/errorWrappers/0/error").asText()).isEqualTo("MS_UNAVAILABLE");
        assertThat(vies("301").has("valid")).isFalse();
    }

    private JsonNode vies(String number) throws Exception {
        String question =
                "{\"countryCode\":\"DE\",\"vatNumber\":\"%s\",\"requesterNumber\":\"100000016\"}".formatted(number);
        return JSON.readTree(post("/vies/check-vat-number", "", question).body());
    }

    private Sandbox startSandbox() {
        return Sandbox.start(new Sandbox.Options(
                0,
                "Tallyport Beispiel GmbH",
                Optional.of(
                        URI.create("http://127.0.0.1:" + gateway.getAddress().getPort())),
                "whsec_test",
                Optional.of(folder.resolve("sandbox.json"))));
    }

    private JsonNode open(String key) throws Exception {
        return open(key, false);
    }

    private JsonNode open(String key, boolean savesMethod) throws Exception {
        return JSON.readTree(
                post("/v1/sessions", key, """
                {"orderId": "1", "currency": "EUR", "amount": 3966, "description": "API credits <b>", "returnUrl":
                 "https://customer.example/back", "endsAt": "%s", "savesMethod": %s}
                """.formatted(Instant.now().plusSeconds(60), savesMethod))
                        .body());
    }

    private JsonNode fetch(JsonNode session) throws Exception {
        return JSON.readTree(get("/v1/sessions/" + id(session)).body());
    }

    private JsonNode balance() throws Exception {
        Instant now = Instant.now();
        return JSON.readTree(get("/v1/balance?from=" + now.minusSeconds(60) + "&to=" + now.plusSeconds(1))
                .body());
    }

    private HttpResponse<String> press(JsonNode session, String button) throws Exception {
        return post("/pay/" + id(session) + "/" + button, "", "");
    }

    private static String id(JsonNode session) {
        return session.get("id").asText();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(sandbox.url() + path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String key, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                        .header("idempotency-key", key)
                        .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                        .build(),
                BodyHandlers.ofString());
    }
}
