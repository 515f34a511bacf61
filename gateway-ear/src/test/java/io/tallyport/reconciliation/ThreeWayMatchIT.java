package io.tallyport.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.bed.ledger.SoldOrders;
import io.tallyport.lot.Chargebacks;
import io.tallyport.payment.BalanceLine;
import io.tallyport.payment.BalanceLine.Type;
import io.tallyport.payment.ProviderRefund;
import io.tallyport.payment.ProviderRefund.Status;
import io.tallyport.reconciliation.Difference.Kind;
import io.tallyport.refund.RefundBook;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** L81: the lines of a provider's balance beside an order of 13.18, its refund of 4.39 and its dispute, one by one. */
class ThreeWayMatchIT {
    private static final long GROSS = 13_18;
    private static final long BACK = 4_39;
    private static final long FEE = 15_00;

    private final String provider = "match-" + UUID.randomUUID();
    private final SoldOrders orders = new SoldOrders(provider);
    private final BareLedger ledger = orders.ledger;
    private final RefundBook refunds = ledger.bean(RefundBook.class);
    private final Chargebacks chargebacks = ledger.bean(Chargebacks.class);
    private final BalanceBook book = ledger.bean(BalanceBook.class);
    private final ReconciliationStore store = ledger.bean(ReconciliationStore.class);
    private final long order = orders.g05();
    private final String payment = "pay_" + order;

    @BeforeEach
    void nothingDiffersYet() {
        assertThat(differences()).isEmpty();
    }

    @Test
    @DisplayName("NOT_CHARGED: an order that was credited more than a day ago, and the provider has no charge for it")
    void anOrderThatWasNotCharged() {
        backdate("payment_credit", "at", "payment_credit_is_append_only", "order_id = " + order, 23);
        assertThat(differences()).as("the line may come late").isEmpty();
        backdate("payment_credit", "at", "payment_credit_is_append_only", "order_id = " + order, 2);
        assertThat(differences()).containsExactly("NOT_CHARGED " + payment + " 1318 0");
        assertThat(store.open(provider))
                .filteredOn(one -> one.kind() == Kind.NOT_CHARGED)
                .allMatch(Difference::isForPeople);
        charge();
        assertThat(differences()).isEmpty();
    }

    @Test
    @DisplayName("REFUND_MISSING: paid out on the books for more than a day, and not at the provider")
    void aRefundThatIsMissingAtTheProvider() {
        String refund = refunded(Status.SUCCEEDED);
        assertThat(differences()).as("the line may come late").isEmpty();
        backdate("payment_refund", "requested_at", "payment_refund_is_guarded", "order_id = " + order, 25);
        assertThat(differences()).containsExactly("REFUND_MISSING " + refund + " -439 0");
        line(Type.REFUND, -BACK, 0, refund);
        assertThat(differences()).isEmpty();
    }

    @Test
    @DisplayName("a line that names no refund, as none did at first, may be that of any refund of its payment")
    void aRefundWhoseLineNamesNone() {
        refunded(Status.SUCCEEDED);
        backdate("payment_refund", "requested_at", "payment_refund_is_guarded", "order_id = " + order, 25);
        line(Type.REFUND, -BACK, 0, null);
        assertThat(differences()).isEmpty();
    }

    @Test
    @DisplayName("REFUND_UNKNOWN: the provider gave money back that is on no books; gone when that came back too")
    void aRefundThatNobodyKnows() {
        line(Type.REFUND, -1_00, 0, "re_unknown");
        assertThat(differences()).containsExactly("REFUND_UNKNOWN re_unknown 0 -100");
        line(Type.REFUND_FAILURE, 1_00, 0, "re_unknown");
        assertThat(differences()).isEmpty();
    }

    @Test
    @DisplayName("REFUND_AMOUNT: the provider gave another amount back, or what came back to it is not on the books")
    void aRefundOfAnotherAmount() {
        String refund = refunded(Status.SUCCEEDED);
        line(Type.REFUND, -BACK + 1, 0, refund);
        assertThat(differences()).containsExactly("REFUND_AMOUNT " + refund + " -439 -438");
        line(Type.REFUND, -1, 0, refund);
        assertThat(differences()).isEmpty();
        line(Type.REFUND_FAILURE, BACK, 0, refund);
        assertThat(differences()).containsExactly("REFUND_AMOUNT " + refund + " -439 0");
        told(refund, Status.FAILED);
        assertThat(differences()).isEmpty();
    }

    @Test
    @DisplayName("a refund that is under way may be there or not, but not of another amount")
    void aRefundThatIsUnderWay() {
        String refund = refunded(Status.PENDING);
        backdate("payment_refund", "requested_at", "payment_refund_is_guarded", "order_id = " + order, 25);
        assertThat(differences()).isEmpty();
        line(Type.REFUND, -BACK, 0, refund);
        assertThat(differences()).isEmpty();
        line(Type.REFUND, -1, 0, refund);
        assertThat(differences()).containsExactly("REFUND_AMOUNT " + refund + " 0 -440");
    }

    @Test
    @DisplayName("DISPUTE_UNKNOWN, DISPUTE_MISSING, DISPUTE_AMOUNT: the same of disputes, with their fee")
    void disputes() {
        line(Type.DISPUTE, -GROSS, FEE, "dp_unknown");
        assertThat(differences()).containsExactly("DISPUTE_UNKNOWN dp_unknown 0 -2818");
        line(Type.DISPUTE_REVERSAL, GROSS, -FEE, "dp_unknown");
        Chargebacks.Disputed disputed = disputed();
        assertThat(differences()).as("the line may come late").isEmpty();
        backdate("payment_dispute", "opened_at", "payment_dispute_is_guarded", "order_id = " + order, 25);
        assertThat(differences()).containsExactly("DISPUTE_MISSING dp_1 -2818 0");
        line(Type.DISPUTE, -GROSS, 0, "dp_1");
        assertThat(differences()).containsExactly("DISPUTE_AMOUNT dp_1 -2818 -1318");
        line(Type.DISPUTE, 0, FEE, "dp_1");
        assertThat(differences()).isEmpty();
        line(Type.DISPUTE_REVERSAL, GROSS, 0, "dp_1");
        assertThat(differences()).containsExactly("DISPUTE_AMOUNT dp_1 -2818 -1500");
        chargebacks.won(disputed, ledger.number("SELECT kept_nano FROM payment_dispute WHERE provider = ?", provider));
        ledger.database.update(
                "UPDATE payment_dispute SET state = 'WON', closed_at = clock_timestamp() WHERE provider = ?", provider);
        assertThat(differences()).isEmpty();
    }

    @Test
    @DisplayName("AMOUNT, UNKNOWN_LINE: a charge of another amount than the order's, and a line that nobody can book")
    void anotherAmountAndAnUnknownLine() {
        line(Type.CHARGE, GROSS - 1, 0, null);
        line(Type.OTHER, 5, 0, null);
        assertThat(differences())
                .hasSize(2)
                .contains("AMOUNT " + payment + " 1318 1317")
                .anyMatch(difference -> difference.matches("UNKNOWN_LINE txn_\\S+ 0 5"));
        line(Type.CHARGE, 1, 0, null);
        assertThat(differences()).hasSize(1).allMatch(difference -> difference.startsWith("UNKNOWN_LINE"));
    }

    private void charge() {
        book.take(provider, new BalanceLine(id(), Type.CHARGE, "EUR", GROSS, 0, payment, null, Instant.now()));
    }

    private void line(Type type, long gross, long fee, @Nullable String source) {
        book.take(provider, new BalanceLine(id(), type, "EUR", gross, fee, payment, source, Instant.now()));
    }

    private static String id() {
        return "txn_" + UUID.randomUUID();
    }

    /** The provider's id of it. */
    private String refunded(Status status) {
        refunds.request(order, 3_500_000_000L, BareLedger.key(), "support", "for a test")
                .orThrow();
        told("re_" + order, status);
        return "re_" + order;
    }

    private void told(String id, Status status) {
        long refund = ledger.number("SELECT id FROM payment_refund WHERE order_id = ?", order);
        refunds.answered(refund, new ProviderRefund(id, null, BACK, status));
    }

    /** As {@code Disputes} opens one. */
    private Chargebacks.Disputed disputed() {
        long group = ledger.number("SELECT id FROM lot_group WHERE order_id = ?", order);
        Chargebacks.Disputed disputed = new Chargebacks.Disputed(
                "dispute:" + provider + ":dp_1", orders.organisation, group, provider, "EUR", GROSS, GROSS);
        long kept = chargebacks.open(disputed);
        chargebacks.fee(disputed, FEE, FEE);
        ledger.database.update("""
                INSERT INTO payment_dispute (provider, dispute_id, order_id, group_id, wallet_id, currency, amount_minor, fee_minor,
                    kept_nano) VALUES (?, 'dp_1', ?, ?, ?, 'EUR', ?, ?, ?)
                """, provider, order, group, orders.organisation, GROSS, FEE, kept);
        return disputed;
    }

    private void backdate(String table, String column, String guard, String where, int hours) {
        orders.asOwner("""
                ALTER TABLE %1$s DISABLE TRIGGER %3$s;
                UPDATE %1$s SET %2$s = %2$s - interval '%5$s hours' WHERE %4$s;
                ALTER TABLE %1$s ENABLE TRIGGER %3$s
                """.formatted(table, column, guard, where, hours));
    }

    /** Kind, subject, what the books have and the provider; the total of all is another test's. */
    private List<String> differences() {
        long run = store.begin(provider);
        store.compare(provider, run);
        store.end(provider, run);
        return store.open(provider).stream()
                .filter(one -> one.kind() != Kind.BALANCE)
                .map(one -> one.kind() + " " + one.subject() + " " + one.books() + " " + one.provided())
                .toList();
    }
}
