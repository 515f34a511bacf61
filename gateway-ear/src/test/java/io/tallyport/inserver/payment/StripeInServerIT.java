package io.tallyport.inserver.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.autotopup.AutoTopUp;
import io.tallyport.autotopup.AutoTopUps;
import io.tallyport.database.Database;
import io.tallyport.database.DatabaseClock;
import io.tallyport.error.GatewayException;
import io.tallyport.inserver.Sales;
import io.tallyport.inserver.ServerParts;
import io.tallyport.inserver.Wallets;
import io.tallyport.order.Order;
import io.tallyport.order.OrderState;
import io.tallyport.order.Orders;
import io.tallyport.payment.PaymentProvider;
import io.tallyport.payment.PaymentProvider.RefundOrder;
import io.tallyport.payment.PaymentProviders;
import io.tallyport.payment.Payments;
import io.tallyport.payment.ProviderDispute;
import io.tallyport.payment.ProviderPayment;
import io.tallyport.payment.ProviderRefund;
import io.tallyport.reconciliation.Difference;
import io.tallyport.reconciliation.Difference.Kind;
import io.tallyport.reconciliation.Reconciliation;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stripe as the provider in use, against an emulator of its REST interface over real HTTP. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class StripeInServerIT {
    private static final Hook HOOK = new Hook("/hooks/payments/stripe/main");
    private static final String SECRET = "whsec_stripe";
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    private Wallets wallets;

    @Inject
    private Purchases purchases;

    @Inject
    private Orders orders;

    @Inject
    private Payments payments;

    @Inject
    private PaymentProviders providers;

    @Inject
    private Reconciliation reconciliation;

    @Inject
    private AutoTopUps autoTopUps;

    @Inject
    private Database database;

    @Inject
    private DatabaseClock clock;

    private long organisation;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(
                Map.of(
                        "tallyport.payment.provider",
                        "stripe",
                        "tallyport.payment.stripe.api-key",
                        "sk_test_emulated",
                        "tallyport.payment.stripe.webhook-secrets",
                        SECRET,
                        "tallyport.payment.stripe.base-url",
                        String.valueOf(System.getProperty(ServerParts.STRIPE)),
                        "tallyport.auto-top-up.every",
                        "PT0.5S",
                        "tallyport.auto-top-up.after-a-failure",
                        "PT0.1S",
                        "io.tallyport.payment.stripe.StripeCalls/ask/CircuitBreaker/delay",
                        "1"),
                StripeInServerIT.class,
                Purchases.class,
                Hook.class);
    }

    @BeforeEach
    void theBuyer() {
        organisation = purchases.buyer();
    }

    @Test
    @DisplayName("a page for exactly our gross, a webhook, the payment fetched again, the credit")
    void theWholeStory() throws Exception {
        Order order = checkout("EUR");
        assertTrue(order.checkoutUrl().startsWith("https://checkout.example/cs_test_"));
        String asked = control("asked", "");
        assertTrue(asked.contains("\"mode\":\"payment\""), asked);
        assertTrue(asked.contains("\"line_items[0][price_data][unit_amount]\":\"3966\""), asked);
        assertTrue(asked.contains("\"client_reference_id\":\"" + order.id() + "\""), asked);
        assertEquals(
                order.quoteEndsAt().plus(Duration.ofMinutes(35)).getEpochSecond(),
                Long.parseLong(asked.replaceAll("(?s).*\"expires_at\":\"([0-9]+)\".*", "$1")));

        control("pay", "fee=85&session=" + order.sessionId());
        assertEquals(400, deliver(order, "checkout.session.completed", true), "an event of real money");
        assertEquals(200, deliver(order, "checkout.session.completed", false));
        purchases.await(SOON, order, OrderState.CREDITED);
        assertEquals(30 * Sales.CREDIT, wallets.balance(organisation));
        assertEquals(
                "VISA **** 4242",
                database.first(
                                "SELECT instrument FROM payment_credit WHERE order_id = ?",
                                row -> row.getString(1),
                                order.id())
                        .orElseThrow());
    }

    @Test
    @DisplayName("errors, 429 and an answer that gets lost: asked again under the same key, one page")
    void faultsOfAMomentMakeNoSecondPage() throws Exception {
        long before = count("size");
        long pages = count("pages");
        control("fault", "kind=500&times=1");
        control("fault", "kind=429&times=1");
        checkout("EUR");
        assertEquals(before + 1, count("size"), "the first two were refused before they did anything");
        control("fault", "kind=reset&times=1");
        Order order = checkout("EUR");
        assertEquals(before + 3, count("size"), "done, lost, asked again");
        assertEquals(pages + 2, count("pages"), "the same one again");
        assertEquals(order.sessionId(), payment(order).sessionId());
    }

    @Test
    @DisplayName("while Stripe is down a checkout is refused for now; afterwards it works by itself")
    void whileItIsDown() throws Exception {
        control("fault", "kind=500&times=3");
        assertEquals(
                503, assertThrows(GatewayException.class, () -> checkout("EUR")).status());
        long deadline = System.nanoTime() + SOON.toNanos();
        while (true) {
            try {
                checkout("EUR");
                return;
            } catch (GatewayException e) {
                assertTrue(System.nanoTime() < deadline, "still refused");
                Thread.sleep(300);
            }
        }
    }

    @Test
    @DisplayName("L34: the connection is cut after the charge and no webhook comes; the poll credits once")
    void thePollIsTheBackstop() throws Exception {
        Order order = checkout("EUR");
        control("pay", "fee=85&session=" + order.sessionId());
        control("fault", "kind=reset-read&times=1");
        purchases.await(SOON, order, OrderState.CREDITED);
        assertEquals(30 * Sales.CREDIT, wallets.balance(organisation));
    }

    @Test
    @DisplayName("L21: money on its way, then there, is one credit; money that does not come after all fails the order")
    void moneyOnItsWay() throws Exception {
        Order arriving = checkout("EUR");
        control("processing", "session=" + arriving.sessionId());
        deliver(arriving, "checkout.session.completed", false);
        purchases.await(SOON, arriving, OrderState.PROCESSING);
        control("pay", "fee=85&session=" + arriving.sessionId());
        deliver(arriving, "checkout.session.async_payment_succeeded", false);
        purchases.await(SOON, arriving, OrderState.CREDITED);
        assertEquals(30 * Sales.CREDIT, wallets.balance(organisation));

        Order declined = checkout("EUR");
        control("declined", "session=" + declined.sessionId());
        deliver(declined, "checkout.session.async_payment_failed", false);
        purchases.await(SOON, declined, OrderState.FAILED);
        Order left = checkout("EUR");
        control("expire", "session=" + left.sessionId());
        deliver(left, "checkout.session.expired", false);
        purchases.await(SOON, left, OrderState.EXPIRED);
    }

    @Test
    @DisplayName(
            "a refund is one refund per key, also if its answer gets lost; a dispute has its fee, an inquiry is none")
    void refundsAndDisputes() throws Exception {
        Order order = paid("EUR");
        PaymentProvider stripe = providers.active().orElseThrow();
        RefundOrder wanted = new RefundOrder("order-" + order.id() + "-refund-1", paymentId(order), "EUR", 1_000);
        control("fault", "kind=reset&times=1");
        ProviderRefund refund = stripe.refund(wanted);
        assertEquals(refund, stripe.refund(wanted));
        assertEquals(
                List.of(new ProviderRefund(refund.id(), wanted.key(), 1_000, ProviderRefund.Status.PENDING)),
                payment(order).refunds());
        control("refund", "status=failed");
        assertEquals(
                ProviderRefund.Status.FAILED,
                payment(order).refunds().getFirst().status());

        Order disputed = paid("EUR");
        control("dispute", "status=warning_needs_response&session=" + disputed.sessionId());
        assertNull(payment(disputed).dispute());
        control("dispute", "status=needs_response&session=" + disputed.sessionId());
        ProviderDispute dispute = payment(disputed).dispute();
        assertEquals(new ProviderDispute(dispute.id(), 3_966, 1_500, ProviderDispute.Status.OPEN), dispute);
        control("dispute", "status=lost&session=" + disputed.sessionId());
        assertEquals(ProviderDispute.Status.LOST, payment(disputed).dispute().status());
    }

    @Test
    @DisplayName("below the threshold one order after the other is paid by the saved card, up to the monthly cap")
    void autoTopUp() throws Exception {
        Order first = paidSavingTheCard();
        long threshold = 40 * Sales.CREDIT;
        autoTopUps.agree(
                organisation,
                new AutoTopUp.Terms(threshold, first.packageId(), null, 2 * first.gross()),
                first.id(),
                Sales.BUYER);
        awaitBalance(60);
        Thread.sleep(1_500);
        assertEquals(2, orders.of(organisation, Long.MAX_VALUE, 10).size(), "it is above the threshold again");

        autoTopUps.agree(
                organisation,
                new AutoTopUp.Terms(100 * threshold, first.packageId(), null, 2 * first.gross()),
                first.id(),
                Sales.BUYER);
        awaitBalance(90);
        awaitAlert("auto-top-up-cap");
        assertEquals(90 * Sales.CREDIT, wallets.balance(organisation));
        assertTrue(autoTopUps.find(organisation).orElseThrow().isActive());
    }

    @Test
    @DisplayName("a card that is declined three times in a row stops the auto top-up, and people hear of it")
    void aDeclinedCardStopsTheAutoTopUp() throws Exception {
        Order first = paidSavingTheCard();
        control("cards", "declined=true");
        try {
            autoTopUps.agree(
                    organisation,
                    new AutoTopUp.Terms(40 * Sales.CREDIT, first.packageId(), null, 100 * first.gross()),
                    first.id(),
                    Sales.BUYER);
            awaitAlert("auto-top-up-stopped");
        } finally {
            control("cards", "declined=false");
        }
        AutoTopUp stopped = autoTopUps.find(organisation).orElseThrow();
        assertEquals(List.of(false, 3), List.of(stopped.isActive(), stopped.failures()));
        assertEquals(30 * Sales.CREDIT, wallets.balance(organisation));
        assertEquals(
                3,
                orders.of(organisation, Long.MAX_VALUE, 10).stream()
                        .filter(order -> order.state() == OrderState.FAILED)
                        .count());
        Order unsaved = paid("EUR");
        assertThrows(
                GatewayException.class,
                () -> autoTopUps.agree(organisation, stopped.terms(), unsaved.id(), Sales.BUYER),
                "nothing was saved with that one");
    }

    @Test
    @DisplayName("L81: fees and payouts are booked once; what the provider has and the books have not is found")
    void theThreeWayMatch() throws Exception {
        Order order = paid("CHF");
        control("payout", "currency=chf&amount=1000");
        assertEquals(List.of(), differences());
        assertEquals(List.of(), differences());
        assertEquals(85, total("5200"));
        assertEquals(1_000, total("1110"));
        assertEquals(order.gross() - 85 - 1_000, total("1100"));

        control("charge", "currency=chf&amount=777");
        List<Difference> found = differences();
        assertEquals(
                List.of(Kind.NOT_CREDITED, Kind.BALANCE),
                found.stream().map(Difference::kind).toList());
        assertEquals("pi_nobody", found.getFirst().subject());
        assertEquals(
                BigInteger.valueOf(777),
                found.getLast().provided().subtract(found.getLast().books()));
        assertEquals(1, alerts("NOT_CREDITED pi_nobody"));
        assertEquals(0, alerts("BALANCE CHF"), "it may be on its way");
        assertEquals(2, differences().getLast().runs());
        assertEquals(1, alerts("BALANCE CHF"));
    }

    private Order paidSavingTheCard() throws Exception {
        Order quoted = purchases.quoted(organisation, "ST", "EUR", 30 * Sales.CREDIT);
        return paid(
                payments.checkoutSavingMethod(organisation, quoted.id(), "https://customer.example/back", Sales.BUYER));
    }

    private void awaitBalance(long credits) throws Exception {
        Purchases.await(
                SOON,
                () -> wallets.balance(organisation) == credits * Sales.CREDIT,
                () -> "the balance is " + wallets.balance(organisation));
    }

    private void awaitAlert(String code) throws Exception {
        String alerts = "SELECT count(*) FROM alert WHERE code = '" + code + "' AND wallet_id = ?";
        Purchases.await(SOON, () -> wallets.number(alerts, organisation) > 0, () -> "no alert " + code);
    }

    private List<Difference> differences() {
        return reconciliation.run().stream()
                .filter(one -> one.currency().equals("CHF"))
                .sorted((one, other) -> one.kind().compareTo(other.kind()))
                .toList();
    }

    private int alerts(String subject) {
        return database.first(
                        "SELECT count(*) FROM alert WHERE code = 'reconciliation-difference' AND subject LIKE ?",
                        row -> row.getInt(1),
                        "stripe: " + subject + "%")
                .orElseThrow();
    }

    private long total(String accountClass) {
        return database.first("""
                        SELECT sum(e.amount) FROM account_entry e JOIN ledger_account a ON a.id = e.account_id
                        WHERE a.class = ? AND a.unit = 'CHF'
                        """, row -> row.getLong(1), accountClass).orElseThrow();
    }

    private Order checkout(String currency) {
        Order quoted = purchases.quoted(organisation, "ST", currency, 30 * Sales.CREDIT);
        return payments.checkout(organisation, quoted.id(), "https://customer.example/back", Sales.BUYER);
    }

    private Order paid(String currency) throws Exception {
        return paid(checkout(currency));
    }

    private Order paid(Order order) throws Exception {
        control("pay", "fee=85&session=" + order.sessionId());
        deliver(order, "checkout.session.completed", false);
        purchases.await(SOON, order, OrderState.CREDITED);
        return order;
    }

    private ProviderPayment payment(Order order) {
        return providers.active().orElseThrow().payment(order.sessionId()).orElseThrow();
    }

    private String paymentId(Order order) {
        return String.valueOf(payment(order).paymentId());
    }

    private static long count(String what) throws Exception {
        return Long.parseLong(control("asked", "").replaceAll("(?s).*\"" + what + "\":([0-9]+).*", "$1"));
    }

    private static String control(String verb, String query) throws Exception {
        URI url = URI.create(System.getProperty(ServerParts.STRIPE) + "/control/" + verb + "?" + query);
        return HTTP.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .body();
    }

    private int deliver(Order order, String type, boolean live) {
        String event = """
                {"id":"evt_%s","object":"event","type":"%s","livemode":%s,
                 "data":{"object":{"id":"%s","object":"checkout.session"}}}
                """.formatted(UUID.randomUUID(), type, live, order.sessionId());
        return HOOK.deliver(event, Hook.signature(event, SECRET, clock.now().getEpochSecond()));
    }
}
