package io.tallyport.revenue;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

@ApplicationScoped
class RevenueStore {
    private static final String GROUP = """
            SELECT g.*, remaining, used FROM lot_group g CROSS JOIN LATERAL (
                SELECT coalesce(sum(remaining_nano), 0)::bigint AS remaining,
                    coalesce(sum(initial_nano - remaining_nano - withdrawn_nano), 0)::bigint AS used
                FROM credit_lot WHERE group_id = g.id) lots
            """;
    private static final String SAVE = """
            UPDATE lot_group SET sold_minor = coalesce(sold_minor, net_minor), net_minor = ?, refunded_minor = ?,
                breakage_minor = ?, base_minor = ?, base_nano = ?, base_recognised_minor = ?
            WHERE id = ?
            """;
    /**
     * A wallet's entries are committed in the order of seq, so that no earlier one can appear behind the mark. Use is
     * what calls took from lots and what debts were paid with; both may have come back.
     */
    private static final String COUNT_USE = """
            WITH mark AS (
                SELECT up_to_seq FROM wallet_roll_up WHERE wallet_id = ? FOR UPDATE
            ), entry AS (
                SELECT e.tx_id, e.debit_account, e.credit_account, e.amount, e.lot_id, e.seq
                FROM ledger_entry e WHERE e.wallet_id = ? AND e.seq > (SELECT up_to_seq FROM mark)
                ORDER BY e.seq LIMIT ?
            ), use AS (
                SELECT l.group_id, coalesce(u.model_id, '') AS model_id,
                    sum(CASE WHEN debit.class IN ('W.P', 'W.B') THEN e.amount ELSE -e.amount END)::bigint AS nano
                FROM entry e JOIN ledger_tx t ON t.id = e.tx_id
                JOIN credit_lot l ON l.id = e.lot_id
                JOIN ledger_account debit ON debit.id = e.debit_account
                JOIN ledger_account credit ON credit.id = e.credit_account
                LEFT JOIN usage_event u ON u.request_id = coalesce(t.reverses_tx_id, t.id)
                WHERE debit.class IN ('W.P', 'W.B') AND credit.class IN ('X.USE', 'DEBT')
                    OR debit.class IN ('X.USE', 'DEBT') AND credit.class IN ('W.P', 'W.B')
                GROUP BY 1, 2
            ), counted AS (
                INSERT INTO lot_group_revenue (group_id, model_id, used_nano) SELECT group_id, model_id, nano FROM use
                ORDER BY group_id, model_id
                ON CONFLICT (group_id, model_id) DO UPDATE SET used_nano = lot_group_revenue.used_nano + excluded.used_nano
            ), moved AS (
                UPDATE wallet_roll_up SET up_to_seq = last FROM (SELECT max(seq) AS last FROM entry) l
                WHERE wallet_id = ? AND last IS NOT NULL
            )
            SELECT count(*) FROM entry
            """;

    private static final String ADD_RECOGNISED = """
            WITH due AS (
                SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[]) d (group_id, model_id, minor)
            ), by_model AS (
                INSERT INTO lot_group_revenue (group_id, model_id, recognised_minor) SELECT group_id, model_id, minor FROM due
                ON CONFLICT (group_id, model_id)
                DO UPDATE SET recognised_minor = lot_group_revenue.recognised_minor + excluded.recognised_minor
            )
            UPDATE lot_group SET recognised_minor = recognised_minor + total
            FROM (SELECT group_id, sum(minor)::bigint AS total FROM due GROUP BY group_id) d WHERE id = group_id
            """;

    @Inject
    private Database database;

    /** Credits of a group used for one model, and what was recognised for them; cumulative. */
    record Use(String model, long nano, long recognised) {}

    LotGroup group(long id) {
        return database.first(GROUP + "WHERE g.id = ?", RevenueStore::group, id).orElseThrow();
    }

    /** Those of a wallet whose revenue is not what they have earned. */
    List<LotGroup> groupsToRecognise(long walletId) {
        return database.list(GROUP + "WHERE g.wallet_id = ? ORDER BY g.id", RevenueStore::group, walletId).stream()
                .filter(group -> group.earned() != group.recognised())
                .toList();
    }

    private static LotGroup group(ResultSet row) throws SQLException {
        return new LotGroup(
                row.getLong("id"),
                row.getLong("wallet_id"),
                row.getString("currency"),
                row.getLong("net_minor"),
                row.getLong("refunded_minor"),
                row.getLong("breakage_minor"),
                row.getLong("recognised_minor"),
                row.getLong("base_minor"),
                row.getLong("base_nano"),
                row.getLong("base_recognised_minor"),
                row.getLong("remaining"),
                row.getLong("used"));
    }

    void save(LotGroup group) {
        database.update(
                SAVE,
                group.net(),
                group.refunded(),
                group.breakage(),
                group.base(),
                group.baseNano(),
                group.baseEarned(),
                group.id());
    }

    /** @return entries looked at */
    long countUse(long walletId, int atMost) {
        database.update(
                "INSERT INTO wallet_roll_up (wallet_id, up_to_seq) VALUES (?, 0) ON CONFLICT DO NOTHING", walletId);
        return database.first(COUNT_USE, row -> row.getLong(1), walletId, walletId, atMost, walletId)
                .orElseThrow();
    }

    List<Use> uses(long groupId) {
        return database.list(
                "SELECT * FROM lot_group_revenue WHERE group_id = ? ORDER BY model_id",
                row -> new Use(row.getString("model_id"), row.getLong("used_nano"), row.getLong("recognised_minor")),
                groupId);
    }

    void addRecognised(List<Recognition.Share> due) {
        database.update(
                ADD_RECOGNISED,
                array("bigint", due, Recognition.Share::groupId),
                array("text", due, Recognition.Share::model),
                array("bigint", due, Recognition.Share::minor));
    }

    /** Wallets that credits were sold to. */
    List<Long> wallets() {
        return database.list(
                "SELECT DISTINCT wallet_id FROM lot_group WHERE net_minor > 0 ORDER BY wallet_id",
                row -> row.getLong(1));
    }

    private static ArrayOf array(
            String type, List<Recognition.Share> rows, Function<Recognition.Share, Object> column) {
        return new ArrayOf(type, rows.stream().map(column).toArray());
    }
}
