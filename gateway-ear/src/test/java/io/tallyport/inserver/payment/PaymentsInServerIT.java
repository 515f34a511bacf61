package io.tallyport.inserver.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.database.Database;
import io.tallyport.database.DatabaseClock;
import io.tallyport.error.GatewayException;
import io.tallyport.inserver.Sales;
import io.tallyport.inserver.ServerParts;
import io.tallyport.inserver.Wallets;
import io.tallyport.ledger.Approval;
import io.tallyport.mismatch.HeldPayment;
import io.tallyport.mismatch.Mismatches;
import io.tallyport.order.Order;
import io.tallyport.order.OrderState;
import io.tallyport.payment.Payments;
import io.tallyport.refund.OrderRefunds;
import io.tallyport.refund.PaymentRefund;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the order to the credit: the provider's page, its webhook over real HTTP, the payment fetched again. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class PaymentsInServerIT {
    private static final Hook HOOK = new Hook("/hooks/payments/sandbox/main");
    private static final Duration SOON = Duration.ofSeconds(25);
    private static final int DELIVERIES = 200;
    /** An address may have 50, and is answered 429 beyond. */
    private static final int CONNECTIONS = 30;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    private Wallets wallets;

    @Inject
    private Purchases purchases;

    @Inject
    private Payments payments;

    @Inject
    private OrderRefunds refunds;

    @Inject
    private Mismatches mismatches;

    @Inject
    private Database database;

    @Inject
    private DatabaseClock clock;

    private long organisation;
    private Order order;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(PaymentsInServerIT.class, Purchases.class, Hook.class);
    }

    @BeforeEach
    void theBuyerIsOnThePage() {
        organisation = purchases.buyer();
        Order quoted = purchases.quoted(organisation, "PY", "EUR", 30 * Sales.CREDIT);
        order = payments.checkout(organisation, quoted.id(), "https://customer.example/back", Sales.BUYER);
        assertEquals(OrderState.REDIRECTED, order.state());
        assertTrue(order.checkoutUrl().startsWith("https://pay.example/"));
        assertEquals(order, payments.checkout(organisation, order.id(), "https://customer.example/back", Sales.BUYER));
    }

    @Test
    @DisplayName("nothing is credited for an event alone; the payment behind it is, once it is there")
    void creditComesAfterTheVerifiedWebhookAndThePayment() throws Exception {
        assertEquals(200, deliver(event("session.paid")));
        Thread.sleep(500);
        assertEquals(0, wallets.balance(organisation));
        pay();
        assertEquals(200, deliver(event("session.paid")));
        await(OrderState.CREDITED);
        assertEquals(30 * Sales.CREDIT, wallets.balance(organisation));
    }

    @Test
    @DisplayName("a consumer's card of another country than the address is credited, and a person hears of it")
    void aCardFromElsewhereIsForAPerson() throws Exception {
        set("instrumentCountry=FR");
        pay();
        deliver(event("session.paid"));
        await(OrderState.CREDITED);
        Purchases.await(Duration.ofSeconds(5), () -> database.first(
                        "SELECT 1 FROM alert WHERE code = 'location-contradicts' AND subject LIKE ?",
                        row -> true,
                        "order " + order.id() + ": DE by the billing address, FR by sandbox of payment %")
                .isPresent());
    }

    @Test
    @DisplayName("L20, L22: one webhook 200 times at once, and others about the same payment: one credit")
    void aWebhookManyTimesIsOneCredit() throws Exception {
        pay();
        String same = event("session.paid");
        try (ExecutorService provider = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, DELIVERIES)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> deliver(i % 10 == 9 ? event("session.paid") : same), provider))
                    .toList();
            answers.forEach(answer -> assertEquals(200, answer.join()));
        }
        await(OrderState.CREDITED);
        Thread.sleep(1_000);

        assertEquals(30 * Sales.CREDIT, wallets.balance(organisation));
        assertEquals(
                1 + DELIVERIES / 10, number("SELECT count(*) FROM inbound_event WHERE position(?::bytea IN body) > 0"));
        assertEquals(
                1,
                number("SELECT count(*) FROM lot_group WHERE order_id = " + order.id() + " AND ?::bytea IS NOT NULL"));
    }

    @Test
    @DisplayName("L21: money that is on its way first, then there: processing, then credited")
    void moneyOnItsWay() throws Exception {
        set("status=processing");
        deliver(event("session.completed"));
        await(OrderState.PROCESSING);
        assertEquals(0, wallets.balance(organisation));
        pay();
        deliver(event("session.async_succeeded"));
        await(OrderState.CREDITED);
    }

    @Test
    @DisplayName("L34: the webhook never comes; the poll credits")
    void thePollIsTheBackstop() throws Exception {
        pay();
        await(OrderState.CREDITED);
        assertEquals(30 * Sales.CREDIT, wallets.balance(organisation));
    }

    @Test
    @DisplayName("L34: asked for a refund, the provider is away, then its answer is lost: paid out once, under one key")
    void aRefundIsPaidOutOnceWhateverGetsLost() throws Exception {
        set("cutBefore=1&cutAfter=1");
        pay();
        await(OrderState.CREDITED);
        PaymentRefund refund =
                refunds.request(order.id(), 30 * Sales.CREDIT, "refund-" + order.id(), "a person", "asked");
        assertEquals(OrderState.REFUNDED, purchases.state(order));
        awaitRefund(PaymentRefund.State.PAID_OUT);
        assertEquals("ref_" + refund.key(), refunds.of(order.id()).getFirst().providerRefundId());

        set("ref_" + refund.key(), "status=failed");
        deliver(event("refund.failed"));
        awaitRefund(PaymentRefund.State.FAILED);
        await(OrderState.CREDITED);
        assertEquals(30 * Sales.CREDIT, wallets.balance(organisation));
    }

    @Test
    @DisplayName("L25: expired, then paid: two people let the order have it, and the payment is fetched again first")
    void aLatePaymentIsCreditedByTwoPeople() throws Exception {
        set("status=expired");
        await(OrderState.EXPIRED);
        pay();
        deliver(event("session.paid"));
        await(OrderState.MISMATCH);
        HeldPayment held = mismatches.open().stream()
                .filter(one -> one.orderId() == order.id())
                .findFirst()
                .orElseThrow();
        set("status=open");
        assertThrows(GatewayException.class, () -> mismatches.credit(held.id(), Wallets.TWO_PEOPLE));
        pay();
        assertThrows(
                GatewayException.class,
                () -> mismatches.credit(held.id(), new Approval("a@x.example", "A@x.example", "late")));
        mismatches.credit(held.id(), Wallets.TWO_PEOPLE);
        mismatches.credit(held.id(), Wallets.TWO_PEOPLE);
        await(OrderState.CREDITED);
        assertEquals(30 * Sales.CREDIT, wallets.balance(organisation));
    }

    @Test
    @DisplayName("a payment of another amount is a mismatch; nothing is credited, a person is called")
    void anotherAmountIsAMismatch() throws Exception {
        set("status=paid&paymentId=pay_x" + order.id() + "&amount=3965");
        deliver(event("session.paid"));
        await(OrderState.MISMATCH);
        assertEquals(0, wallets.balance(organisation));
        assertEquals(
                1,
                database.first(
                                "SELECT count(*) FROM alert WHERE code = 'payment-mismatch' AND subject LIKE ?",
                                row -> row.getInt(1),
                                "%order " + order.id() + ":%")
                        .orElseThrow());
    }

    @Test
    @DisplayName(
            "L26: what is not signed rightly, too large, of the other mode or for nobody is refused and not stored")
    void whatIsRefused() throws Exception {
        String event = event("session.paid");
        long before = stored();
        assertEquals(400, HOOK.deliver(event, header(event, "whsec_wrong", 0)));
        assertEquals(400, HOOK.deliver(event, ""));
        assertEquals(400, HOOK.deliver(event, header(event, "whsec_new", 302)));
        assertEquals(400, HOOK.deliver(event, header(event, "whsec_new", -302)));
        assertEquals(400, HOOK.deliver(event, header(event, "whsec_new", 0).replace("v1=", "v0=")));
        assertEquals(400, HOOK.deliver(event.replace(",", ", "), header(event, "whsec_new", 0)));
        String live = event.replace("\"live\":false", "\"live\":true");
        assertEquals(400, HOOK.deliver(live, header(live, "whsec_new", 0)));
        String large = event.replace("}", ",\"x\":\"" + "x".repeat(1_000_000) + "\"}");
        assertEquals(400, HOOK.deliver(large, header(large, "whsec_new", 0)));
        String none = "[1,2]";
        assertEquals(400, HOOK.deliver(none, header(none, "whsec_new", 0)));
        assertEquals(404, new Hook("/hooks/payments/stripe/main").deliver(event, header(event, "whsec_new", 0)));
        assertEquals(404, new Hook("/hooks/payments/sandbox").deliver(event, header(event, "whsec_new", 0)));
        assertEquals(before, stored());
        assertEquals(200, HOOK.deliver(event, header(event, "whsec_old", 298)), "L27: the other secret is active too");
        assertEquals(before + 1, stored());
    }

    private void pay() throws Exception {
        set("status=paid&paymentId=pay_" + order.id());
    }

    private void set(String fields) throws Exception {
        set(order.sessionId(), fields);
    }

    private static void set(String id, String fields) throws Exception {
        String sandbox = System.getProperty("tallyport.sandbox/mp-rest/url");
        HTTP.send(
                HttpRequest.newBuilder(URI.create(sandbox + "/control/" + id + "?" + fields))
                        .build(),
                BodyHandlers.discarding());
    }

    private String event(String type) {
        return "{\"id\":\"evt_" + UUID.randomUUID() + "\",\"type\":\"" + type + "\",\"live\":false,\"session\":\""
                + order.sessionId() + "\"}";
    }

    private int deliver(String event) {
        return HOOK.deliver(event, header(event, "whsec_new", 0));
    }

    /** @param age seconds before now that it was signed at */
    private String header(String event, String secret, long age) {
        return Hook.signature(event, secret, clock.now().getEpochSecond() - age);
    }

    private void awaitRefund(PaymentRefund.State state) throws Exception {
        Purchases.await(SOON, () -> refunds.of(order.id()).getFirst().state() == state, () -> "no refund is " + state);
    }

    private void await(OrderState state) throws Exception {
        purchases.await(SOON, order, state);
    }

    private long stored() {
        return database.first("SELECT count(*) FROM inbound_event", row -> row.getLong(1))
                .orElseThrow();
    }

    /** @param sql with the bytes of this order's session as its one value */
    private long number(String sql) {
        return database.first(sql, row -> row.getLong(1), (Object)
                        ("\"" + order.sessionId() + "\"").getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }
}
