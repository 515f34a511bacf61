package io.tallyport.lot;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class LotStore {
    /** Added to the place of a disputed lot in the order of use: behind all others. */
    private static final int LAST = 1_000_000;

    private static final String INSERT_GROUP = """
            INSERT INTO lot_group (wallet_id, order_id, currency, net_minor, tax_minor, tax_ppm, tax_detail,
                initial_nano, base_minor, base_nano)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """;
    private static final String INSERT = """
            INSERT INTO credit_lot (group_id, wallet_id, kind, initial_nano, remaining_nano, expires_at, tax_snapshot_id)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
            """;
    private static final String SELECT = """
            SELECT id, group_id, kind, initial_nano, remaining_nano, withdrawn_nano,
                coalesce(expires_at <= clock_timestamp(), false) AS expired, priority >= %d AS disputed FROM credit_lot
            """.formatted(LAST);
    private static final String ORDER = " ORDER BY priority, expires_at NULLS LAST, kind, effective_at, created_at, id";
    private static final String USE = """
            WITH used AS (INSERT INTO lot_consumption (tx_id, lot_id, amount) VALUES (?, ?, ?) RETURNING lot_id, amount)
            UPDATE credit_lot SET remaining_nano = remaining_nano - amount, exhausted = remaining_nano = amount
            FROM used WHERE id = lot_id
            """;
    private static final String WITHDRAW = """
            WITH used AS (INSERT INTO lot_consumption (tx_id, lot_id, amount) VALUES (?, ?, ?) RETURNING lot_id, amount)
            UPDATE credit_lot SET remaining_nano = remaining_nano - amount, exhausted = remaining_nano = amount,
                withdrawn_nano = withdrawn_nano + amount
            FROM used WHERE id = lot_id
            """;
    private static final String SPLIT_GROUP = """
            INSERT INTO lot_group (wallet_id, order_id, currency, net_minor, tax_minor, tax_ppm, tax_detail,
                initial_nano, base_minor, base_nano)
            SELECT ?, order_id, currency, ?, ?, tax_ppm, tax_detail, ?, ?, ? FROM lot_group WHERE id = ? RETURNING id
            """;

    @Inject
    private Database database;

    /**
     * Credits that came together and are used in a frozen order; nano-credits.
     *
     * @param withdrawn left unused: refunded, clawed back, expired, moved or adjusted
     * @param expired whether its time is over; what nodes hold of it may still be used
     * @param disputed whether it waits for a dispute to be decided: it is not moved, refunded or expired
     */
    record Lot(
            long id,
            long groupId,
            boolean isPaid,
            long initial,
            long remaining,
            long withdrawn,
            boolean expired,
            boolean disputed) {}

    /** Tax of a group's sale, less what moved away with credits; minor units. */
    record Tax(String currency, String detail, int ppm, long charged, long refunded, long soldNet, long refundedNet) {}

    long insertGroup(long walletId, TopUp.Sale sale, long nano) {
        return id(
                INSERT_GROUP,
                walletId,
                sale.orderId(),
                sale.currency(),
                sale.net(),
                sale.tax(),
                sale.taxPpm(),
                sale.taxDetail(),
                nano,
                sale.net(),
                nano);
    }

    long insertFreeGroup(long walletId, long nano) {
        return id(INSERT_GROUP, walletId, null, "USD", 0L, 0L, 0, "", nano, 0L, nano);
    }

    /** What was given away and has a value, as if it had been sold for it. */
    long insertGoodwillGroup(long walletId, String currency, long net, long nano) {
        return id(INSERT_GROUP, walletId, null, currency, net, 0L, 0, "", nano, net, nano);
    }

    /** A group of another wallet with a share of this one's price and tax. */
    long splitGroup(long groupId, long walletId, long nano, long net, long tax) {
        return id(SPLIT_GROUP, walletId, net, tax, nano, net, nano, groupId);
    }

    void moveTax(long groupId, long tax) {
        database.update("UPDATE lot_group SET tax_minor = tax_minor - ? WHERE id = ?", tax, groupId);
    }

    void refundTax(long groupId, long tax) {
        database.update("UPDATE lot_group SET tax_refunded_minor = tax_refunded_minor + ? WHERE id = ?", tax, groupId);
    }

    long insert(
            long groupId,
            long walletId,
            String kind,
            long nano,
            @Nullable Instant expiresAt,
            @Nullable Long taxSnapshotId) {
        return id(
                INSERT,
                groupId,
                walletId,
                kind,
                nano,
                nano,
                expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC),
                taxSnapshotId);
    }

    /** With credits left, in the order of use; stays so until the transaction that locked the wallet ends. */
    List<Lot> ofWallet(long walletId) {
        return database.list(SELECT + "WHERE wallet_id = ? AND NOT exhausted" + ORDER, LotStore::lot, walletId);
    }

    /** All of a group. */
    List<Lot> ofGroup(long groupId) {
        return database.list(SELECT + "WHERE group_id = ?" + ORDER, LotStore::lot, groupId);
    }

    private static Lot lot(ResultSet row) throws SQLException {
        return new Lot(
                row.getLong("id"),
                row.getLong("group_id"),
                row.getString("kind").equals("PAID"),
                row.getLong("initial_nano"),
                row.getLong("remaining_nano"),
                row.getLong("withdrawn_nano"),
                row.getBoolean("expired"),
                row.getBoolean("disputed"));
    }

    Optional<Long> walletOfGroup(long groupId) {
        return database.first("SELECT wallet_id FROM lot_group WHERE id = ?", row -> row.getLong(1), groupId);
    }

    Tax tax(long groupId) {
        return database.first(
                        """
                        SELECT currency, tax_detail, tax_ppm, tax_minor, tax_refunded_minor,
                            coalesce(sold_minor, net_minor) AS sold, refunded_minor FROM lot_group WHERE id = ?
                        """,
                        row -> new Tax(
                                row.getString(1),
                                row.getString(2),
                                row.getInt(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7)),
                        groupId)
                .orElseThrow();
    }

    /** The lots that an order bought and that its customer still has. */
    Optional<Long> groupOfOrder(long orderId, long walletId) {
        return database.first(
                "SELECT id FROM lot_group WHERE order_id = ? AND wallet_id = ? ORDER BY id LIMIT 1",
                row -> row.getLong(1),
                orderId,
                walletId);
    }

    /** Behind all others in the order of use, or where they were before. */
    void setDisputed(long groupId, boolean disputed) {
        database.update(
                "UPDATE credit_lot SET priority = priority + ? WHERE group_id = ?", disputed ? LAST : -LAST, groupId);
    }

    Optional<Long> paidSnapshot(long lotId) {
        return database.first(
                "SELECT tax_snapshot_id FROM credit_lot WHERE id = ? AND tax_snapshot_id IS NOT NULL",
                row -> row.getLong(1),
                lotId);
    }

    /** Consumed: a use, of which the group's revenue is earned. */
    void use(UUID transactionId, long lotId, long nano) {
        database.update(USE, transactionId, lotId, nano);
    }

    void unuse(UUID transactionId, long lotId, long nano) {
        use(transactionId, lotId, -nano);
    }

    /** Gone without being used. */
    void withdraw(UUID transactionId, long lotId, long nano) {
        database.update(WITHDRAW, transactionId, lotId, nano);
    }

    /** What was withdrawn has come back. */
    void restore(UUID transactionId, long lotId, long nano) {
        withdraw(transactionId, lotId, -nano);
    }

    /** Wallets with lots whose time is over. */
    List<Long> walletsWithExpiredLots() {
        return database.list("""
                SELECT DISTINCT wallet_id FROM credit_lot
                WHERE expires_at <= clock_timestamp() AND NOT exhausted AND expires_at IS NOT NULL ORDER BY wallet_id
                """, row -> row.getLong(1));
    }

    boolean isOneLegalCustomer(long walletId, long otherId) {
        return database.first("""
                        SELECT coalesce(a.legal_customer_id, a.id) = coalesce(b.legal_customer_id, b.id)
                        FROM organisation a, organisation b WHERE a.id = ? AND b.id = ?
                        """, row -> row.getBoolean(1), walletId, otherId).orElse(false);
    }

    private long id(String insert, @Nullable Object... values) {
        return database.first(insert, row -> row.getLong(1), values).orElseThrow();
    }
}
