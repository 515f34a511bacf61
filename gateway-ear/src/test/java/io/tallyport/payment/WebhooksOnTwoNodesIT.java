package io.tallyport.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Torture;
import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.bed.ledger.OrderAtProvider;
import io.tallyport.inserver.standin.FakeServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same webhooks at both of two nodes at once. */
class WebhooksOnTwoNodesIT {
    private static final String SECRET = "whsec_of_a_test";
    private static final int CONNECTIONS = 32;
    private static final int EVENTS = 5;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FakeServer provider = new FakeServer(Map.of("/v1/sessions/", this::tell));
    private final Bed bed = Bed.start(
            "webhooks",
            2,
            Map.of(
                    "TALLYPORT_PAYMENT_PROVIDER",
                    "sandbox",
                    "TALLYPORT_SANDBOX_MP_REST_URL",
                    provider.url(),
                    "TALLYPORT_PAYMENT_SANDBOX_WEBHOOK_SECRETS",
                    SECRET,
                    "TALLYPORT_PAYMENT_POLL_EVERY",
                    "PT1H"));
    private final BareLedger ledger = BareLedger.beside(bed);
    private volatile String session = "{}";

    @AfterEach
    void close() {
        bed.close();
        provider.close();
    }

    @Test
    @Tag("torture")
    @DisplayName("L20, L22: one webhook hundreds of times, others of its payment among it, on two nodes: one credit")
    void onePaymentIsOneCredit() {
        Torture.run("webhooks", 200, 1_000, (size, seed) -> {
            ProviderPayment payment = OrderAtProvider.paid(ledger, "sandbox", false, "19", 6_33);
            session = """
                    {"id":"%s","url":"https://pay.example/1","status":"paid","orderId":"%d","currency":"EUR","amount":3966,
                     "paymentId":"%s","instrument":"VISA"}
                    """.formatted(payment.sessionId(), payment.orderId(), payment.paymentId());
            deliver(events(payment.sessionId(), size, new Random(seed)));
            Await.until(
                    "every event is worked on",
                    Duration.ofMinutes(2),
                    () -> ledger.number("SELECT count(*) FROM inbound_event_work WHERE state = 'OPEN'") == 0);
            assertThat(ledger.number("SELECT count(*) FROM inbound_event WHERE position(?::bytea IN body) > 0", (Object)
                            payment.sessionId().getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(EVENTS);
            assertThat(ledger.text("""
                    SELECT concat_ws(' ', state, (SELECT count(*) FROM payment_credit WHERE order_id = o.id),
                        (SELECT count(*) FROM lot_group WHERE order_id = o.id), w.posted_p)
                    FROM payment_order o JOIN wallet w ON w.id = o.organisation_id WHERE o.id = ?
                    """, payment.orderId())).isEqualTo("CREDITED 1 1 30");
            assertThat(ledger.number("SELECT count(*) FROM inbound_event_work WHERE state <> 'DONE'"))
                    .isZero();
        });
    }

    /** The first as often as all others together. */
    private static List<String> events(String session, int size, Random random) {
        List<String> different = new ArrayList<>();
        for (int event = 0; event < EVENTS; event++) {
            different.add("{\"id\":\"evt_%s\",\"type\":\"session.paid\",\"live\":false,\"session\":\"%s\"}"
                    .formatted(UUID.randomUUID(), session));
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(different.get(i % 2 == 0 ? 0 : i / 2 % EVENTS));
        }
        Collections.shuffle(all, random);
        return all;
    }

    private void deliver(List<String> events) throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < events.size(); i++) {
                String node = bed.nodes().get(i % 2).url();
                String event = events.get(i);
                answers.add(threads.submit(() -> deliver(node, event)));
            }
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
    }

    private int deliver(String node, String event) throws Exception {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((timestamp + "." + event).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(node + "/hooks/payments/sandbox/main"))
                .header(
                        "stripe-signature",
                        "t=" + timestamp + ",v1=" + HexFormat.of().formatHex(signature))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(event))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private void tell(HttpExchange exchange) throws IOException {
        FakeServer.send(exchange, 200, session);
    }
}
