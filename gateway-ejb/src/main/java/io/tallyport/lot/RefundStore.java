package io.tallyport.lot;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class RefundStore {
    private static final String INSERT = """
            INSERT INTO credit_refund (tx_id, wallet_id, group_id, credits_nano, bonus_nano, shortfall_nano, currency,
                net_minor, tax_minor, breakage_minor)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    /** Refunds of a group that were not taken back. */
    private static final String STANDING = """
            SELECT coalesce(sum(credits_nano), 0)::bigint, coalesce(sum(shortfall_nano), 0)::bigint
            FROM credit_refund r
            WHERE group_id = ? AND NOT EXISTS (SELECT FROM ledger_tx t WHERE t.reverses_tx_id = r.tx_id)
            """;

    private static final String TAKEN = """
            SELECT c.lot_id, c.amount, l.kind = 'PAID' AS paid
            FROM lot_consumption c JOIN credit_lot l ON l.id = c.lot_id WHERE tx_id = ? ORDER BY c.lot_id
            """;

    @Inject
    private Database database;

    /** Of a group so far; nano-credits. */
    record Standing(long credits, long shortfall) {}

    /** What a transaction took from a lot. */
    record Taken(long lotId, long nano, boolean paid) {}

    void insert(Refund refund) {
        database.update(
                INSERT,
                refund.id(),
                refund.walletId(),
                refund.groupId(),
                refund.credits(),
                refund.bonus(),
                refund.shortfall(),
                refund.currency(),
                refund.net(),
                refund.tax(),
                refund.breakage());
    }

    Optional<Refund> find(UUID id) {
        return database.first(
                "SELECT * FROM credit_refund WHERE tx_id = ?",
                row -> new Refund(
                        id,
                        row.getLong("wallet_id"),
                        row.getLong("group_id"),
                        row.getLong("credits_nano"),
                        row.getLong("bonus_nano"),
                        row.getLong("shortfall_nano"),
                        row.getString("currency"),
                        row.getLong("net_minor"),
                        row.getLong("tax_minor"),
                        row.getLong("breakage_minor")),
                id);
    }

    Standing standing(long groupId) {
        return database.first(STANDING, row -> new Standing(row.getLong(1), row.getLong(2)), groupId)
                .orElseThrow();
    }

    List<Taken> taken(UUID transactionId) {
        return database.list(TAKEN, row -> new Taken(row.getLong(1), row.getLong(2), row.getBoolean(3)), transactionId);
    }

    void insertPayout(UUID id, UUID refundId) {
        database.update("INSERT INTO credit_refund_payout (tx_id, refund_tx_id) VALUES (?, ?)", id, refundId);
    }

    /** The transaction that paid a refund out. */
    Optional<UUID> payout(UUID refundId) {
        return database.first(
                "SELECT tx_id FROM credit_refund_payout WHERE refund_tx_id = ?",
                row -> row.getObject(1, UUID.class),
                refundId);
    }
}
