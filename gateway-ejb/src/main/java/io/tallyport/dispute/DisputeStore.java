package io.tallyport.dispute;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class DisputeStore {
    private static final String INSERT = """
            INSERT INTO payment_dispute (provider, dispute_id, order_id, group_id, wallet_id, currency, amount_minor, kept_nano)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *
            """;

    @Inject
    private Database database;

    Dispute insert(
            String provider,
            String providerId,
            long orderId,
            long groupId,
            long walletId,
            String currency,
            long amount,
            long keptNano) {
        return database.first(
                        INSERT,
                        DisputeStore::dispute,
                        provider,
                        providerId,
                        orderId,
                        groupId,
                        walletId,
                        currency,
                        amount,
                        keptNano)
                .orElseThrow();
    }

    Optional<Dispute> find(String provider, String providerId) {
        return database.first(
                "SELECT * FROM payment_dispute WHERE (provider, dispute_id) = (?, ?)",
                DisputeStore::dispute,
                provider,
                providerId);
    }

    List<Dispute> open() {
        return database.list(
                "SELECT * FROM payment_dispute WHERE state = 'OPEN' ORDER BY opened_at", DisputeStore::dispute);
    }

    List<Dispute> of(long orderId) {
        return database.list(
                "SELECT * FROM payment_dispute WHERE order_id = ? ORDER BY id", DisputeStore::dispute, orderId);
    }

    void setFee(long id, long fee) {
        database.update("UPDATE payment_dispute SET fee_minor = ? WHERE id = ?", fee, id);
    }

    void close(long id, Dispute.State state) {
        database.update(
                "UPDATE payment_dispute SET state = ?, closed_at = clock_timestamp() WHERE id = ?", state.name(), id);
    }

    /** Whether this payment is the one that the order was credited for. */
    boolean isCredited(long orderId, String provider, String paymentId) {
        return database.first(
                        "SELECT 1 FROM payment_credit WHERE order_id = ? AND provider = ? AND payment_id = ?",
                        row -> true,
                        orderId,
                        provider,
                        paymentId)
                .isPresent();
    }

    private static Dispute dispute(ResultSet row) throws SQLException {
        return new Dispute(
                row.getLong("id"),
                row.getString("provider"),
                row.getString("dispute_id"),
                row.getLong("order_id"),
                row.getLong("group_id"),
                row.getLong("wallet_id"),
                row.getString("currency"),
                row.getLong("amount_minor"),
                row.getLong("fee_minor"),
                row.getLong("kept_nano"),
                Dispute.State.valueOf(row.getString("state")),
                row.getTimestamp("opened_at").toInstant());
    }
}
