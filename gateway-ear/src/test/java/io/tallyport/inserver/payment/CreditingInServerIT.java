package io.tallyport.inserver.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.database.Database;
import io.tallyport.inserver.Sales;
import io.tallyport.inserver.ServerParts;
import io.tallyport.inserver.Wallets;
import io.tallyport.order.Order;
import io.tallyport.order.OrderState;
import io.tallyport.order.Orders;
import io.tallyport.payment.Crediting.Outcome;
import io.tallyport.payment.Crediting.Result;
import io.tallyport.payment.ProviderPayment;
import io.tallyport.payment.ProviderPayment.Status;
import io.tallyport.proof.Finding;
import io.tallyport.proof.Verification;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Payments as providers tell of them, on orders as they were quoted: credited once, or a person decides. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class CreditingInServerIT {
    private static final long CREDITS = 30 * Sales.CREDIT;
    private static final int AT_ONCE = 64;

    @Inject
    private Wallets wallets;

    @Inject
    private Purchases purchases;

    @Inject
    private Orders orders;

    @Inject
    private Database database;

    @Resource
    private ManagedExecutorService threads;

    @Resource(lookup = "java:jboss/datasources/Tallyport")
    private DataSource pool;

    private long organisation;
    private Order order;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(CreditingInServerIT.class, Purchases.class);
    }

    /** G01: 33.33 net, 6.33 tax. */
    @BeforeEach
    void orderIsAtTheProvider() throws Exception {
        organisation = purchases.buyer();
        order = purchases.atProvider(organisation, "ST", CREDITS);
    }

    @Test
    @DisplayName("G01: quote = charge = ledger: 1100 gross, 2100 net, 2200 tax; credited is what was quoted")
    void aPaymentIsCredited() {
        assertEquals(39_66, order.gross());
        assertEquals(Outcome.CREDITED, take(paid(order)));

        assertEquals(OrderState.CREDITED, state());
        assertEquals(CREDITS, wallets.balance(organisation));
        assertEquals(
                List.of("1100 > 2100 EUR 3333", "1100 > 2200 EUR 633", "X.ISS.P > W.P CRD 30000000000"),
                wallets.entries("order:" + order.id()));
        assertEquals(
                List.of("null DRAFT", "DRAFT QUOTED", "QUOTED REDIRECTED", "REDIRECTED PAID", "PAID CREDITED"),
                database.list(
                        "SELECT coalesce(from_state, 'null') || ' ' || to_state FROM payment_order_step WHERE order_id = ?"
                                + " ORDER BY n",
                        row -> row.getString(1),
                        order.id()));
    }

    @Test
    @DisplayName(
            "where a consumer is: each item with its source, with the quote's in the snapshot; a card against it is for a person")
    void whatSaysWhereTheBuyerIsIsKept() {
        assertEquals(
                "[{\"kind\": \"BILLING_ADDRESS\", \"source\": \"billing profile, version 1\", \"country\": \"DE\"}]",
                text("SELECT content::jsonb->>'location' FROM tax_snapshot WHERE id = ?", order.taxSnapshotId()));

        String source = "test of payment pay_" + order.id();
        assertEquals(
                new Result(Outcome.CREDITED, "order " + order.id() + ": DE by the billing address, FR by " + source),
                purchases.told(paid(order, "FR")));
        assertEquals(
                "BILLING_ADDRESS DE billing profile, version 1; PAYMENT_INSTRUMENT FR " + source,
                text("""
                        SELECT string_agg(kind || ' ' || country || ' ' || source, '; ' ORDER BY at) FROM location_evidence
                        WHERE order_id = ?
                        """, order.id()));
    }

    @Test
    @DisplayName("a card of the country that a consumer was taxed at is no news")
    void aCardThatAgreesIsNoNews() {
        assertEquals(new Result(Outcome.CREDITED, ""), purchases.told(paid(order, "DE")));
    }

    private String text(String query, Object value) {
        return database.first(query, row -> row.getString(1), value).orElseThrow();
    }

    @Test
    @DisplayName("the books prove a credited order")
    void theBooksProveIt() {
        assertEquals(Outcome.CREDITED, take(paid(order)));
        List<Finding> findings = new ArrayList<>();
        database.patiently(session -> {
            new Verification(session).full(findings::add);
            return findings;
        });

        Finding ofOrders = findings.stream()
                .filter(finding -> finding.invariant().name().startsWith("a credited order"))
                .findFirst()
                .orElseThrow();
        assertTrue(ofOrders.checked() > 0);
        assertTrue(ofOrders.holds(), ofOrders.breaches().toString());
    }

    @Test
    @DisplayName("L20, L21, L22: the same payment told 64 times at once, processing and expired among it: one credit")
    void howeverOftenItIsToldItIsCreditedOnce() {
        List<ProviderPayment> told = List.of(
                paid(order), paid(order), with(order, Status.PROCESSING), with(order, Status.OPEN), paid(order));
        List<CompletableFuture<Outcome>> outcomes = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> take(told.get(i % told.size())), threads))
                .toList();

        assertEquals(
                1,
                outcomes.stream()
                        .map(CompletableFuture::join)
                        .filter(Outcome.CREDITED::equals)
                        .count());
        assertEquals(CREDITS, wallets.balance(organisation));
        assertEquals(OrderState.CREDITED, state());
        assertEquals(1, count("SELECT count(*) FROM lot_group WHERE order_id = ?"));
    }

    @Test
    @DisplayName("L25: expired or failed, then paid: a late payment is a mismatch, never dropped and never credited")
    void aLatePaymentIsAMismatch() {
        take(with(order, Status.EXPIRED));
        assertEquals(OrderState.EXPIRED, state());
        assertEquals(Outcome.MISMATCH, take(paid(order)));
        assertEquals(OrderState.MISMATCH, state());
        assertEquals(0, wallets.balance(organisation));
        assertEquals(
                "paid after the order was EXPIRED",
                database.first(
                                "SELECT reason FROM payment_order_step WHERE order_id = ? ORDER BY n DESC LIMIT 1",
                                row -> row.getString(1),
                                order.id())
                        .orElseThrow());
    }

    @Test
    @DisplayName("L25: what comes after the credit changes nothing")
    void lateNewsOfAnEarlierStateIsNothing() {
        take(paid(order));
        take(with(order, Status.PROCESSING));
        take(with(order, Status.EXPIRED));
        take(with(order, Status.FAILED));
        assertEquals(OrderState.CREDITED, state());
    }

    @Test
    @DisplayName("L35: no connection left in the pool: no part of a credit, and all of it once there is one again")
    void withoutAConnectionNothingIsCredited() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try {
            takeAll(taken);
            assertThrows(RuntimeException.class, () -> take(paid(order)));
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        assertTrue(taken.size() > 1, "a pool of " + taken.size());
        assertEquals(OrderState.REDIRECTED, state());
        assertEquals(0, count("SELECT count(*) FROM payment_credit WHERE order_id = ?"));
        assertEquals(List.of(), wallets.entries("order:" + order.id()));
        assertEquals(Outcome.CREDITED, take(paid(order)));
        assertEquals(CREDITS, wallets.balance(organisation));
    }

    /** Those too that others give back: until the pool refuses for a second, twice. */
    private void takeAll(List<Connection> taken) {
        for (int refusals = 0; refusals < 2; ) {
            try {
                taken.add(pool.getConnection());
            } catch (SQLException exhausted) {
                refusals++;
            }
        }
    }

    enum Deviation {
        AMOUNT,
        CURRENCY,
        TEST_MONEY,
        SESSION,
        PROVIDER,
        NO_OBJECT
    }

    @ParameterizedTest
    @DisplayName("whatever differs from the quote is a mismatch, and nothing is credited")
    @EnumSource(Deviation.class)
    void whateverDiffersIsAMismatch(Deviation deviation) {
        ProviderPayment right = paid(order);
        ProviderPayment other =
                switch (deviation) {
                    case AMOUNT ->
                        like(right, right.provider(), right.sessionId(), right.paymentId(), "EUR", 39_65, true);
                    case CURRENCY ->
                        like(right, right.provider(), right.sessionId(), right.paymentId(), "USD", 39_66, true);
                    case TEST_MONEY ->
                        like(right, right.provider(), right.sessionId(), right.paymentId(), "EUR", 39_66, false);
                    case SESSION -> like(right, right.provider(), "another", right.paymentId(), "EUR", 39_66, true);
                    case PROVIDER -> like(right, "another", right.sessionId(), right.paymentId(), "EUR", 39_66, true);
                    case NO_OBJECT -> like(right, right.provider(), right.sessionId(), null, "EUR", 39_66, true);
                };
        assertEquals(Outcome.MISMATCH, take(other));
        assertEquals(OrderState.MISMATCH, state());
        assertEquals(0, wallets.balance(organisation));
    }

    @Test
    @DisplayName("one payment object credits one order only")
    void aPaymentIsOfOneOrder() throws Exception {
        ProviderPayment first = paid(order);
        take(first);
        Order second = purchases.atProvider(organisation, "ST", CREDITS);
        ProviderPayment again =
                like(paid(second), first.provider(), second.sessionId(), first.paymentId(), "EUR", 39_66, true);

        assertEquals(Outcome.MISMATCH, take(again));
        assertEquals(CREDITS, wallets.balance(organisation));
    }

    @Test
    @DisplayName("an order that is paid a second time is told, and credited no second time")
    void aSecondPaymentOfAnOrder() {
        take(paid(order));
        ProviderPayment second =
                like(paid(order), order.provider(), order.sessionId(), "pay_second", "EUR", 39_66, true);
        assertEquals(Outcome.MISMATCH, take(second));
        assertEquals(CREDITS, wallets.balance(organisation));
        assertEquals(OrderState.CREDITED, state());
    }

    @Test
    void aPaymentOfNobodysOrderIsUnknown() {
        ProviderPayment right = paid(order);
        assertEquals(
                Outcome.UNKNOWN,
                take(new ProviderPayment(
                        right.provider(),
                        right.sessionId(),
                        "x",
                        Status.PAID,
                        "EUR",
                        39_66,
                        true,
                        99_999_999L,
                        null,
                        null,
                        List.of(),
                        null)));
        assertTrue(orders.find(organisation, order.id()).isPresent());
    }

    private Outcome take(ProviderPayment payment) {
        return purchases.take(payment);
    }

    private OrderState state() {
        return purchases.state(order);
    }

    private long count(String sql) {
        return database.first(sql, row -> row.getLong(1), order.id()).orElseThrow();
    }

    private static ProviderPayment paid(Order of) {
        return with(of, Status.PAID);
    }

    private static ProviderPayment with(Order of, Status status) {
        return with(of, status, null);
    }

    private static ProviderPayment paid(Order of, String country) {
        return with(of, Status.PAID, country);
    }

    private static ProviderPayment with(Order of, Status status, @Nullable String country) {
        return new ProviderPayment(
                String.valueOf(of.provider()),
                String.valueOf(of.sessionId()),
                "pay_" + of.id(),
                status,
                of.currency(),
                of.gross(),
                true,
                of.id(),
                "VISA **** 4242",
                country,
                List.of(),
                null);
    }

    private static ProviderPayment like(
            ProviderPayment one,
            String provider,
            String session,
            String payment,
            String currency,
            long amount,
            boolean live) {
        return new ProviderPayment(
                provider,
                session,
                payment,
                one.status(),
                currency,
                amount,
                live,
                one.orderId(),
                one.instrument(),
                one.instrumentCountry(),
                List.of(),
                null);
    }
}
