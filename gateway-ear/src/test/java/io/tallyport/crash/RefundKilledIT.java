package io.tallyport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.bed.ledger.OrderAtProvider;
import io.tallyport.database.Retries;
import io.tallyport.inserver.standin.FakeServer;
import io.tallyport.payment.Crediting;
import io.tallyport.payment.ProviderPayment;
import io.tallyport.refund.RefundBook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of the server when a refund is on the books and the provider has not answered, or was not even asked. */
class RefundKilledIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String STATES = "SELECT string_agg(DISTINCT state, ' ') FROM payment_refund";

    private final Map<String, String> paidOut = new ConcurrentHashMap<>();
    private final FakeServer provider = new FakeServer(Map.of("/v1/refunds", this::payOut));
    private final Bed bed = Bed.start(
            "refund-killed",
            1,
            Map.of(
                    "TALLYPORT_PAYMENT_PROVIDER",
                    "sandbox",
                    "TALLYPORT_SANDBOX_MP_REST_URL",
                    provider.url(),
                    "TALLYPORT_PAYMENT_SANDBOX_WEBHOOK_SECRETS",
                    "whsec_of_a_test"));
    private final BareLedger ledger = BareLedger.beside(bed);
    private final List<Long> wallets = new ArrayList<>();
    private volatile boolean answers;

    @AfterEach
    void close() {
        bed.close();
        provider.close();
    }

    @Test
    @DisplayName("a refund is paid out exactly once, whether the provider heard of it before the kill or not")
    void whatWasPostedIsPaidOutOnce() throws SQLException {
        List<UUID> refunds = List.of(refund(), refund());
        Await.until("the provider is asked", PATIENCE, () -> !paidOut.isEmpty());
        bed.testBed().server().kill();
        assertThat(paidOut).as("refunds that the provider has heard of").hasSize(1);
        assertThat(ledger.text(STATES)).isEqualTo("REQUESTED");
        assertThat(payouts()).isZero();
        wallets.forEach(wallet ->
                assertThat(ledger.balance(wallet)).as("it is on the books").isEqualTo(20));

        answers = true;
        bed.testBed().server().start().awaitReady();
        // the dead node's claim runs out
        ledger.database.update("UPDATE payment_refund SET next_at = next_at - interval '1 minute'");
        Await.until("both are paid out", PATIENCE, () -> ledger.text(STATES).equals("PAID_OUT"));
        assertThat(paidOut.values()).as("paid by the provider").hasSize(2).allMatch(asked -> asked.contains("1322"));
        assertThat(payouts()).isEqualTo(2);
        for (UUID refund : refunds) {
            UUID payout = UUID.fromString(ledger.text("""
                    SELECT t.id::text FROM payment_refund r JOIN ledger_tx t ON t.idem_key = r.idem_key || ':paid'
                    WHERE r.refund_tx_id = ?
                    """, refund));
            assertThat(ledger.entries(payout)).containsExactly("P8 2300 -> 1100 1322 EUR");
        }
        wallets.forEach(wallet -> assertThat(ledger.balance(wallet)).isEqualTo(20));
        wallets.forEach(ledger::assertConsistent);
    }

    /** A third of a credited order. */
    private UUID refund() throws SQLException {
        ProviderPayment payment = OrderAtProvider.paid(ledger, "sandbox", false, "19", 6_33);
        long order = payment.orderId();
        assertThat(Retries.run(() -> ledger.bean(Crediting.class).take(payment, false))
                        .outcome())
                .isEqualTo(Crediting.Outcome.CREDITED);
        wallets.add(ledger.number("SELECT organisation_id FROM payment_order WHERE id = ?", order));
        return ledger.bean(RefundBook.class)
                .request(order, 10, BareLedger.key(), "a buyer", "asked for")
                .orThrow();
    }

    private long payouts() {
        return ledger.number("SELECT count(*) FROM ledger_tx WHERE idem_key LIKE '%:paid'");
    }

    /** The same key is the same refund. */
    private void payOut(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("idempotency-key");
        paidOut.putIfAbsent(key, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!answers) {
            return;
        }
        FakeServer.send(
                exchange,
                200,
                "{\"id\":\"ref_%s\",\"key\":\"%s\",\"amount\":1322,\"status\":\"succeeded\"}".formatted(key, key));
    }
}
