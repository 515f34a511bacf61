package io.tallyport.inserver.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.credit.Hold;
import io.tallyport.database.Database;
import io.tallyport.database.TimeOrderedId;
import io.tallyport.error.GatewayException;
import io.tallyport.inserver.Sales;
import io.tallyport.inserver.ServerParts;
import io.tallyport.inserver.Wallets;
import io.tallyport.ledger.Approval;
import io.tallyport.mismatch.HeldPayment;
import io.tallyport.mismatch.Mismatches;
import io.tallyport.order.Order;
import io.tallyport.order.OrderState;
import io.tallyport.payment.Crediting.Outcome;
import io.tallyport.payment.ProviderDispute;
import io.tallyport.payment.ProviderPayment;
import io.tallyport.payment.ProviderPayment.Status;
import io.tallyport.payment.ProviderRefund;
import io.tallyport.proof.Finding;
import io.tallyport.proof.Verification;
import io.tallyport.refund.OrderRefunds;
import io.tallyport.refund.PaymentRefund;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of payments after they were credited, as providers tell of it, in whatever order. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class MoneyBackInServerIT {
    private static final long CREDIT = Sales.CREDIT;
    private static final long CREDITS = 30 * CREDIT;
    private static final long GROSS = 39_66;
    private static final Pattern PROVED =
            Pattern.compile("1130|2100|2190|2300|^frozen|goes back|credited order|^a reversal|balance|lot");
    /** Before a node gives back by itself what it holds for as much as was spent in the last eight seconds. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @Inject
    private Wallets wallets;

    @Inject
    private Purchases purchases;

    @Inject
    private OrderRefunds refunds;

    @Inject
    private Mismatches mismatches;

    @Inject
    private Database database;

    private long organisation;
    private Order order;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(MoneyBackInServerIT.class, Purchases.class);
    }

    /** G01: 33.33 net, 6.33 tax. */
    @BeforeEach
    void orderIsAtTheProvider() throws Exception {
        organisation = purchases.buyer();
        order = redirected();
    }

    /** Other tests leave leases, stopped wallets and made-up spend; of money nothing. */
    @AfterEach
    void theBooksProve() {
        List<Finding> findings = new ArrayList<>();
        database.patiently(session -> {
            new Verification(session).full(findings::add);
            return findings;
        });
        List<Finding> broken = findings.stream()
                .filter(finding -> !finding.holds()
                        && PROVED.matcher(finding.invariant().name()).find())
                .toList();
        assertEquals(List.of(), broken);
    }

    @Test
    @DisplayName("L25: refunded before paid: credited and taken back in one, the wallet is empty, all money is back")
    void refundedBeforePaid() {
        assertEquals(Outcome.CREDITED, take(refund("r1", null, GROSS, ProviderRefund.Status.SUCCEEDED)));
        assertEquals(OrderState.REFUNDED, state());
        assertEquals(0, wallets.balance(organisation));
        assertEquals(Outcome.ALREADY_CREDITED, take(refund("r1", null, GROSS, ProviderRefund.Status.SUCCEEDED)));
        assertEquals(OrderState.REFUNDED, state());
    }

    @Test
    @DisplayName(
            "refunds made at the provider: of a sum that grows only the difference is booked, and a failed one comes back")
    void onlyTheDifferenceCounts() {
        take(paid());
        take(refund("r2", null, 10_00, ProviderRefund.Status.SUCCEEDED));
        assertEquals(OrderState.PARTIALLY_REFUNDED, state());
        assertEquals(
                Outcome.MISMATCH,
                take(refund("r2", null, 15_00, ProviderRefund.Status.SUCCEEDED)),
                "no price without tax gives 15.00 with it");
        take(refund("r2", null, 15_01, ProviderRefund.Status.SUCCEEDED));
        take(refund("r2", null, 15_01, ProviderRefund.Status.SUCCEEDED));
        assertEquals(
                List.of(10_00L, 5_01L),
                refunds.of(order.id()).stream().map(PaymentRefund::amount).toList());
        assertTrue(wallets.balance(organisation) < CREDITS * 24_67 / GROSS);

        take(refund("r2", null, 15_01, ProviderRefund.Status.FAILED));
        assertEquals(OrderState.CREDITED, state());
        assertEquals(CREDITS, wallets.balance(organisation));
    }

    @Test
    @DisplayName("a refund at the provider of credits that were used is for a person, and nothing is booked")
    void usedCreditsAreNotBooked() throws Exception {
        take(paid());
        use(10 * CREDIT);
        assertEquals(Outcome.MISMATCH, take(refund("r3", null, GROSS, ProviderRefund.Status.SUCCEEDED)));
        assertEquals(OrderState.CREDITED, state());
        assertEquals(List.of(), refunds.of(order.id()));
    }

    @Test
    @DisplayName(
            "L15, P8: a refund of ours is on the books first; it fails days after it was paid out: all is as before")
    void aRefundFailsDaysLater() {
        take(paid());
        assertThrows(GatewayException.class, () -> ask(CREDITS + 1));
        PaymentRefund first = ask(CREDITS / 3);
        assertEquals(OrderState.PARTIALLY_REFUNDED, state());
        assertEquals(CREDITS - CREDITS / 3, wallets.balance(organisation));
        take(refund("r4", first.key(), first.amount(), ProviderRefund.Status.PENDING));
        take(refund("r4", first.key(), first.amount(), ProviderRefund.Status.SUCCEEDED));
        take(refund("r4", first.key(), first.amount(), ProviderRefund.Status.SUCCEEDED));
        assertEquals(List.of("2300 > 1100 EUR 1322"), wallets.entries(first.key() + ":paid"));
        take(refund("r4", first.key(), first.amount(), ProviderRefund.Status.FAILED));
        take(refund("r4", first.key(), first.amount(), ProviderRefund.Status.FAILED));
        assertEquals(OrderState.CREDITED, state());
        assertEquals(CREDITS, wallets.balance(organisation));

        PaymentRefund rest = ask(CREDITS);
        assertEquals(GROSS, rest.amount());
        assertEquals(OrderState.REFUNDED, state());
        assertThrows(
                RuntimeException.class,
                () -> database.update(
                        "INSERT INTO payment_refund (order_id, n, idem_key, origin, way, refund_tx_id, provider, payment_id,"
                                + " currency, amount_minor, actor, reason) SELECT order_id, 9, ?, origin, way, ?, provider,"
                                + " payment_id, currency, 1, actor, reason FROM payment_refund WHERE id = ?",
                        UUID.randomUUID().toString(),
                        first.refundId(),
                        rest.id()));
        assertEquals(
                Outcome.MISMATCH,
                take(refund("r5", first.key(), first.amount(), ProviderRefund.Status.SUCCEEDED)),
                "what failed and was paid after all is for a person");
    }

    @Test
    @DisplayName(
            "P10, P11 lost: the rest is frozen, then charged back; what was used is owed, and the next top-up pays it")
    void aLostDispute() throws Exception {
        take(paid());
        use(10 * CREDIT - CREDIT / 10);
        use(CREDIT / 10);
        take(dispute("d1", ProviderDispute.Status.OPEN));
        take(dispute("d1", ProviderDispute.Status.OPEN));
        assertEquals(OrderState.DISPUTED, state());
        Purchases.await(SOON, () -> frozen() == 20 * CREDIT);
        assertTrue(wallets.hold(organisation, CREDIT).isEmpty());
        assertEquals(List.of("1130 > 1100 EUR 3966"), wallets.entries("dispute:test:" + id("d1") + ":opened"));
        assertEquals(List.of("5310 > 1100 EUR 1500"), wallets.entries("dispute:test:" + id("d1") + ":fee:1500"));
        assertThrows(GatewayException.class, () -> ask(CREDIT));

        take(dispute("d1", ProviderDispute.Status.LOST));
        take(dispute("d1", ProviderDispute.Status.LOST));
        assertEquals(OrderState.LOST, state());
        assertEquals(
                List.of(
                        "2100 > 1130 EUR 2222",
                        "5300 > 1130 EUR 1744",
                        "DEBT > X.CBK CRD 10000000000",
                        "W.P > X.CBK CRD 20000000000"),
                wallets.entries("dispute:test:" + id("d1") + ":lost"));
        assertEquals(0, wallets.balance(organisation));
        assertEquals(0, frozen());
        assertEquals(10 * CREDIT, debt());
        order = redirected();
        take(paid());
        assertEquals(20 * CREDIT, wallets.balance(organisation));
        assertEquals(0, debt());
    }

    @Test
    @DisplayName("L25, P11 won: disputed before paid: credited, frozen, and free again; the money is back in 1100")
    void aWonDisputeThatCameBeforeThePayment() throws Exception {
        assertEquals(Outcome.CREDITED, take(dispute("d2", ProviderDispute.Status.OPEN)));
        assertEquals(OrderState.DISPUTED, state());
        assertEquals(CREDITS, frozen());
        assertTrue(wallets.hold(organisation, CREDIT).isEmpty());
        take(dispute("d2", ProviderDispute.Status.WON));
        assertEquals(OrderState.WON, state());
        assertEquals(List.of("1100 > 1130 EUR 3966"), wallets.entries("dispute:test:" + id("d2") + ":won"));
        assertEquals(0, frozen());
        ask(CREDITS);
        assertEquals(OrderState.REFUNDED, state());
        assertEquals(Outcome.MISMATCH, take(dispute("d2", ProviderDispute.Status.LOST)), "it ended once");
    }

    @Test
    @DisplayName(
            "section 9: a lost dispute takes the unused bonus too, and credits come later pay what was used meanwhile")
    void theBonusGoesToo() throws Exception {
        long group = creditedWithBonus();
        Hold held = wallets.hold(organisation, 44 * CREDIT).orElseThrow();
        take(dispute("d3", ProviderDispute.Status.OPEN));
        assertEquals(0, frozen());
        wallets.settle(TimeOrderedId.next(), organisation, held, 5 * CREDIT);
        Purchases.await(SOON, () -> frozen() == 39 * CREDIT);
        wallets.grant(organisation, 2 * CREDIT);
        assertEquals(41 * CREDIT, frozen(), "what was used of it meanwhile is frozen of what comes");
        take(dispute("d3", ProviderDispute.Status.LOST));
        assertEquals(0, frozen());
        assertEquals(CREDIT, debt());
        assertEquals(2 * CREDIT, wallets.balance(organisation));
        assertEquals(
                0,
                database.first(
                                "SELECT sum(remaining_nano) FROM credit_lot WHERE group_id = ?",
                                row -> row.getLong(1),
                                group)
                        .orElseThrow());
    }

    @Test
    @DisplayName("a payment that differs stands in 2190 until two people give it back; the order is rejected")
    void aPaymentThatDiffersIsHeld() {
        ProviderPayment less = payment(Status.PAID, GROSS - 1, List.of(), null);
        assertEquals(Outcome.MISMATCH, take(less));
        assertEquals(Outcome.NOTED, take(less));
        HeldPayment held = mismatches.open().stream()
                .filter(one -> one.orderId() == order.id())
                .findFirst()
                .orElseThrow();
        assertEquals(List.of("1100 > 2190 EUR 3965"), wallets.entries("held:test:pay_" + order.id()));
        assertThrows(GatewayException.class, () -> mismatches.giveBack(held.id(), new Approval("a@x", "A@x", "why")));
        mismatches.giveBack(held.id(), Wallets.TWO_PEOPLE);
        mismatches.giveBack(held.id(), Wallets.TWO_PEOPLE);
        assertEquals(OrderState.REJECTED, state());
        PaymentRefund back = refunds.of(order.id()).getFirst();
        take(payment(
                Status.PAID,
                GROSS - 1,
                List.of(new ProviderRefund("h1", back.key(), GROSS - 1, ProviderRefund.Status.SUCCEEDED)),
                null));
        assertEquals(List.of("2190 > 1100 EUR 3965"), wallets.entries(back.key() + ":paid"));
        assertEquals(0, wallets.balance(organisation));
    }

    /** 40 credits and 4 more; the rule is gone before another test sees it. */
    private long creditedWithBonus() throws Exception {
        database.update(
                "INSERT INTO bonus_rule (from_nano, bonus_ppm, actor) VALUES (31000000000, 100000, 'money back')");
        try {
            order = purchases.atProvider(organisation, "MC", 40 * CREDIT);
        } finally {
            database.update(
                    "UPDATE bonus_rule SET valid_to = clock_timestamp() WHERE actor = 'money back' AND valid_to IS NULL");
        }
        take(paid());
        assertEquals(44 * CREDIT, wallets.balance(organisation));
        return database.first("SELECT id FROM lot_group WHERE order_id = ?", row -> row.getLong(1), order.id())
                .orElseThrow();
    }

    private PaymentRefund ask(long credits) {
        return refunds.request(order.id(), credits, UUID.randomUUID().toString(), Sales.BUYER, "asked for");
    }

    private void use(long nano) throws Exception {
        wallets.settle(
                TimeOrderedId.next(),
                organisation,
                wallets.hold(organisation, nano).orElseThrow(),
                nano);
    }

    private Outcome take(ProviderPayment payment) {
        return purchases.take(payment);
    }

    private OrderState state() {
        return purchases.state(order);
    }

    private long frozen() {
        return wallets.number("SELECT frozen FROM wallet WHERE id = ?", organisation);
    }

    private long debt() {
        return wallets.number("SELECT debt_nano FROM wallet WHERE id = ?", organisation);
    }

    private Order redirected() throws Exception {
        return purchases.atProvider(organisation, "MB", CREDITS);
    }

    private ProviderPayment paid() {
        return payment(Status.PAID, GROSS, List.of(), null);
    }

    /** Of an order's own. */
    private String id(String name) {
        return name + "-" + order.id();
    }

    private ProviderPayment refund(String name, @Nullable String key, long amount, ProviderRefund.Status status) {
        return payment(Status.PAID, GROSS, List.of(new ProviderRefund(id(name), key, amount, status)), null);
    }

    private ProviderPayment dispute(String name, ProviderDispute.Status status) {
        return payment(Status.PAID, GROSS, List.of(), new ProviderDispute(id(name), GROSS, 15_00, status));
    }

    private ProviderPayment payment(
            Status status, long amount, List<ProviderRefund> given, @Nullable ProviderDispute dispute) {
        return new ProviderPayment(
                "test",
                String.valueOf(order.sessionId()),
                "pay_" + order.id(),
                status,
                "EUR",
                amount,
                true,
                order.id(),
                "VISA **** 4242",
                null,
                given,
                dispute);
    }
}
