package io.tallyport.refund;

import io.tallyport.database.Database;
import io.tallyport.ledger.Approval;
import io.tallyport.refund.PaymentRefund.State;
import io.tallyport.refund.PaymentRefund.Way;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PaymentRefundStore {
    private static final String INSERT = """
            WITH step AS (SELECT 1 + count(*)::integer AS n FROM payment_refund WHERE order_id = ?)
            INSERT INTO payment_refund (order_id, n, idem_key, origin, way, refund_tx_id, held_id, provider, payment_id,
                currency, amount_minor, actor, reason, provider_refund_id)
            SELECT ?, n, 'order-' || ?::bigint || '-refund-' || n, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM step RETURNING *
            """;
    /** For a while nobody else takes them, so that a node that dies leaves them to others. */
    private static final String CLAIM = """
            UPDATE payment_refund r SET attempts = attempts + 1, next_at = clock_timestamp() + ? * interval '1 millisecond'
            FROM (SELECT id FROM payment_refund
                WHERE way = 'PROVIDER' AND provider = ? AND state IN ('REQUESTED', 'PENDING') AND next_at <= clock_timestamp()
                ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED) due
            WHERE r.id = due.id RETURNING r.*
            """;

    private static final String PAID = "SELECT provider, payment_id FROM payment_credit WHERE order_id = ?";

    @Inject
    private Database database;

    /** The payment that an order was credited for. */
    record Paid(String provider, String paymentId) {}

    /** @param origin OURS or PROVIDER */
    record New(
            long orderId,
            String origin,
            Way way,
            @Nullable UUID refundId,
            @Nullable Long heldId,
            Paid paid,
            String currency,
            long amount,
            String actor,
            String reason,
            @Nullable String providerRefundId) {}

    PaymentRefund insert(New asked) {
        return database.first(
                        INSERT,
                        PaymentRefundStore::refund,
                        asked.orderId(),
                        asked.orderId(),
                        asked.orderId(),
                        asked.origin(),
                        asked.way().name(),
                        asked.refundId(),
                        asked.heldId(),
                        asked.paid().provider(),
                        asked.paid().paymentId(),
                        asked.currency(),
                        asked.amount(),
                        asked.actor(),
                        asked.reason(),
                        asked.providerRefundId())
                .orElseThrow();
    }

    List<PaymentRefund> claim(String provider, int most, Duration life) {
        return database.list(CLAIM, PaymentRefundStore::refund, life.toMillis(), provider, most);
    }

    void again(long id, Duration pause, String outcome) {
        database.update(
                "UPDATE payment_refund SET outcome = ?, next_at = clock_timestamp() + ? * interval '1 millisecond' WHERE id = ?",
                outcome,
                pause.toMillis(),
                id);
    }

    /** @param providerRefundId null: as it was */
    void set(long id, State state, @Nullable String providerRefundId) {
        database.update(
                "UPDATE payment_refund SET state = ?, provider_refund_id = coalesce(provider_refund_id, ?), outcome = NULL WHERE id = ?",
                state.name(),
                providerRefundId,
                id);
    }

    void end(long id, State state, @Nullable String reference, Approval approval) {
        database.update("""
                UPDATE payment_refund SET state = ?, payout_reference = coalesce(?, payout_reference), ended_by = ?, approver = ?,
                    outcome = ? WHERE id = ?
                """, state.name(), reference, approval.actor(), approval.approver(), approval.reason(), id);
    }

    /** Nobody else changes it until the transaction ends. */
    Optional<PaymentRefund> lock(long id) {
        return database.first("SELECT * FROM payment_refund WHERE id = ? FOR UPDATE", PaymentRefundStore::refund, id);
    }

    Optional<PaymentRefund> find(long id) {
        return database.first("SELECT * FROM payment_refund WHERE id = ?", PaymentRefundStore::refund, id);
    }

    Optional<PaymentRefund> ofCredits(UUID refundId) {
        return database.first(
                "SELECT * FROM payment_refund WHERE refund_tx_id = ?", PaymentRefundStore::refund, refundId);
    }

    List<PaymentRefund> of(long orderId) {
        return database.list(
                "SELECT * FROM payment_refund WHERE order_id = ? ORDER BY n", PaymentRefundStore::refund, orderId);
    }

    List<PaymentRefund> open() {
        return database.list(
                "SELECT * FROM payment_refund WHERE state IN ('REQUESTED', 'PENDING') ORDER BY id",
                PaymentRefundStore::refund);
    }

    Optional<Paid> paid(long orderId) {
        return database.first(PAID, row -> new Paid(row.getString(1), row.getString(2)), orderId);
    }

    private static PaymentRefund refund(ResultSet row) throws SQLException {
        return new PaymentRefund(
                row.getLong("id"),
                row.getLong("order_id"),
                row.getString("idem_key"),
                Way.valueOf(row.getString("way")),
                row.getObject("refund_tx_id", UUID.class),
                (Long) row.getObject("held_id"),
                row.getString("provider"),
                row.getString("payment_id"),
                row.getString("currency"),
                row.getLong("amount_minor"),
                row.getString("reason"),
                State.valueOf(row.getString("state")),
                row.getString("provider_refund_id"),
                row.getInt("attempts"),
                row.getTimestamp("requested_at").toInstant());
    }
}
