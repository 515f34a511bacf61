package io.tallyport.inserver.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.autotopup.AutoTopUp;
import io.tallyport.autotopup.AutoTopUps;
import io.tallyport.database.Database;
import io.tallyport.inserver.Sales;
import io.tallyport.inserver.ServerParts;
import io.tallyport.inserver.Wallets;
import io.tallyport.order.Order;
import io.tallyport.order.OrderState;
import io.tallyport.payment.PaymentProvider;
import io.tallyport.payment.PaymentProvider.RefundOrder;
import io.tallyport.payment.PaymentProviders;
import io.tallyport.payment.Payments;
import io.tallyport.payment.ProviderDispute;
import io.tallyport.payment.ProviderPayment;
import io.tallyport.payment.ProviderRefund;
import io.tallyport.reconciliation.Reconciliation;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The workbench's sandbox as {@code ./tallyport run} has it: its page, and webhooks that it sends itself. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class SandboxInServerIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Inject
    private Wallets wallets;

    @Inject
    private Purchases purchases;

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

    private long organisation;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(
                Map.of(
                        "tallyport.sandbox/mp-rest/url",
                        String.valueOf(System.getProperty(ServerParts.SANDBOX)),
                        "tallyport.payment.sandbox.webhook-secrets",
                        ServerParts.SANDBOX_SECRET,
                        "tallyport.payment.poll-every",
                        "PT1H",
                        "tallyport.auto-top-up.every",
                        "PT0.5S"),
                SandboxInServerIT.class,
                Purchases.class);
    }

    @BeforeEach
    void theBuyer() {
        organisation = purchases.buyer();
    }

    @Test
    @DisplayName(
            "from the page's button to the credit by webhook alone; a refund, a dispute and the balance afterwards")
    void theWholeStory() throws Exception {
        Order order = payments.checkout(organisation, quoted().id(), "https://customer.example/back", Sales.BUYER);
        assertTrue(page(order).contains("Pay €39.66"), "the page shows what is paid");
        press("/pay/" + order.sessionId() + "/pay");
        Purchases.await(SOON, () -> purchases.state(order) == OrderState.CREDITED);
        assertEquals(30 * Sales.CREDIT, wallets.balance(organisation));
        assertTrue(page(order).contains("Payment received"));

        PaymentProvider sandbox = providers.active().orElseThrow();
        String paymentId = String.valueOf(payment(order).paymentId());
        ProviderRefund refund = sandbox.refund(new RefundOrder("sandbox-it-" + order.id(), paymentId, "EUR", 1_000));
        Purchases.await(SOON, () -> payment(order).refunds().getFirst().status() == ProviderRefund.Status.SUCCEEDED);
        press("/payments/" + order.sessionId() + "/fail-refund/" + refund.id());
        assertEquals(
                ProviderRefund.Status.FAILED,
                payment(order).refunds().getFirst().status());

        press("/payments/" + order.sessionId() + "/dispute");
        ProviderDispute dispute = payment(order).dispute();
        assertEquals(new ProviderDispute(dispute.id(), 3_966, 1_500, ProviderDispute.Status.OPEN), dispute);
        press("/payments/" + order.sessionId() + "/won");
        assertEquals(ProviderDispute.Status.WON, payment(order).dispute().status());

        reconciliation.run();
        assertEquals(5, lines(paymentId, "count(*)"), "charge, refund, its failure, dispute, its end");
        assertEquals(3_966 - 84 - 1_500, lines(paymentId, "sum(gross_minor - fee_minor)"));
        assertEquals(4, lines(paymentId, "count(source_id)"), "all but the charge name a refund or dispute");
        assertEquals(2, lines(paymentId, "count(DISTINCT source_id)"));
    }

    @Test
    @DisplayName("what the page saved is charged again when the balance is low")
    void autoTopUp() throws Exception {
        Order first = payments.checkoutSavingMethod(
                organisation, quoted().id(), "https://customer.example/back", Sales.BUYER);
        press("/pay/" + first.sessionId() + "/pay");
        Purchases.await(SOON, () -> purchases.state(first) == OrderState.CREDITED);
        autoTopUps.agree(
                organisation,
                new AutoTopUp.Terms(40 * Sales.CREDIT, first.packageId(), null, first.gross()),
                first.id(),
                Sales.BUYER);
        Purchases.await(SOON, () -> wallets.balance(organisation) == 60 * Sales.CREDIT);
    }

    private Order quoted() {
        return purchases.quoted(organisation, "SB", "EUR", 30 * Sales.CREDIT);
    }

    private ProviderPayment payment(Order order) {
        return providers.active().orElseThrow().payment(order.sessionId()).orElseThrow();
    }

    private long lines(String paymentId, String what) {
        return database.first(
                        "SELECT " + what + " FROM provider_balance_line WHERE provider = 'sandbox' AND payment_id = ?",
                        row -> row.getLong(1),
                        paymentId)
                .orElseThrow();
    }

    private static String page(Order order) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(order.checkoutUrl())).build(),
                        BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }

    private static void press(String button) throws Exception {
        URI url = URI.create(System.getProperty(ServerParts.SANDBOX) + button);
        assertEquals(
                303,
                HTTP.send(
                                HttpRequest.newBuilder(url)
                                        .POST(BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode());
    }
}
