package io.tallyport.statement;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class StatementStore {
    /** What an entry does to its customer's balance: to its accounts less from them, in whichever it is. */
    private static final String CHANGE = """
            CASE WHEN c.wallet_id = e.of_wallet THEN e.amount ELSE 0 END
                - CASE WHEN d.wallet_id = e.of_wallet THEN e.amount ELSE 0 END
            """;

    private static final String OPENING = "SELECT coalesce(sum(" + CHANGE + """
            ), 0)
            FROM wallet_entry e
            JOIN ledger_tx t ON t.id = e.tx_id
            JOIN ledger_account d ON d.id = e.debit_account
            JOIN ledger_account c ON c.id = e.credit_account
            WHERE e.of_wallet = ? AND e.unit = 'CRD' AND e.seq <= ? AND t.created_at < ?
            """;

    /** Goes along the entries and looks at the rest by id, whatever the planner thinks of the period: a page costs a page. */
    private static final String PAGE = "SELECT e.seq, e.tx_id, e.line, e.lot_id, " + CHANGE + """
                 AS change, t.kind, t.created_at, t.reason, d.class AS debit_class, c.class AS credit_class,
                u.request_id, u.key_id, u.model_id, u.tag, u.list_nano, u.base_ppm, u.tier, u.tier_ppm, u.batch_ppm
            FROM (SELECT * FROM wallet_entry
                WHERE of_wallet = ? AND unit = 'CRD' AND seq > ? AND seq <= ? ORDER BY seq) e
            CROSS JOIN LATERAL (SELECT * FROM ledger_tx WHERE id = e.tx_id
                AND created_at >= coalesce(?::timestamptz, '-infinity')
                AND created_at < coalesce(?::timestamptz, 'infinity') OFFSET 0) t
            CROSS JOIN LATERAL (SELECT * FROM ledger_account WHERE id = e.debit_account OFFSET 0) d
            CROSS JOIN LATERAL (SELECT * FROM ledger_account WHERE id = e.credit_account OFFSET 0) c
            LEFT JOIN LATERAL (SELECT * FROM usage_event
                WHERE request_id = coalesce(t.reverses_tx_id, t.id) OFFSET 0) u ON true
            ORDER BY e.seq LIMIT ?
            """;

    @Inject
    private Database database;

    /** The place of the wallet's last entry; 0: it has none. */
    long last(long walletId) {
        return database.first(
                        "SELECT coalesce(max(seq), 0) FROM wallet_entry WHERE of_wallet = ?",
                        row -> row.getLong(1),
                        walletId)
                .orElseThrow();
    }

    /** What the entries before a moment come to, in nano-credits. */
    long opening(long walletId, long last, Instant from) {
        return database.first(
                        OPENING,
                        row -> row.getBigDecimal(1).longValueExact(),
                        walletId,
                        last,
                        from.atOffset(ZoneOffset.UTC))
                .orElseThrow();
    }

    List<StatementLine> page(
            long walletId, long after, long last, @Nullable Instant from, @Nullable Instant to, int most) {
        return database.list(PAGE, StatementStore::line, walletId, after, last, utc(from), utc(to), most);
    }

    private static @Nullable Object utc(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private static StatementLine line(ResultSet row) throws SQLException {
        return new StatementLine(
                row.getLong("seq"),
                row.getTimestamp("created_at").toInstant(),
                row.getObject("tx_id", UUID.class),
                row.getInt("line"),
                row.getString("kind"),
                row.getString("debit_class"),
                row.getString("credit_class"),
                (Long) row.getObject("lot_id"),
                row.getLong("change"),
                row.getString("reason"),
                call(row));
    }

    private static StatementLine.@Nullable Call call(ResultSet row) throws SQLException {
        @Nullable UUID id = row.getObject("request_id", UUID.class);
        if (id == null) {
            return null;
        }
        return new StatementLine.Call(
                id,
                row.getString("key_id"),
                row.getString("model_id"),
                row.getString("tag"),
                row.getLong("list_nano"),
                row.getInt("base_ppm"),
                row.getString("tier"),
                row.getInt("tier_ppm"),
                row.getInt("batch_ppm"));
    }
}
