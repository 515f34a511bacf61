package io.tallyport.accounting;

import io.tallyport.database.Database;
import io.tallyport.ledger.Account;
import io.tallyport.ledger.Approval;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class AccountingStore {
    /** So many entries are searched for those of a house account; there is no index by account, which every call would pay. */
    private static final long STRETCH = 200_000;

    private static final String LAST = "(SELECT coalesce(max(up_to_seq), 0) FROM ledger_snapshot)";
    private static final String TOTALS = """
            WITH base AS (
                SELECT DISTINCT ON (account_id) account_id, total FROM account_snapshot ORDER BY account_id, up_to_seq DESC
            ), tail AS (
                SELECT account_id, sum(amount) AS total FROM account_entry WHERE seq > %s GROUP BY account_id
            )
            SELECT class, unit, detail, sum(coalesce(base.total, 0) + coalesce(tail.total, 0)) AS total
            FROM ledger_account a LEFT JOIN base ON base.account_id = a.id LEFT JOIN tail ON tail.account_id = a.id
            WHERE base.total IS NOT NULL OR tail.total IS NOT NULL
            GROUP BY class, unit, detail ORDER BY unit, class, detail
            """.formatted(LAST);
    private static final String TOTAL = """
            SELECT coalesce((SELECT total FROM account_snapshot WHERE account_id = ? ORDER BY up_to_seq DESC LIMIT 1), 0)
                + coalesce((SELECT sum(amount) FROM account_entry WHERE account_id = ? AND seq > %s), 0)
            """.formatted(LAST);
    private static final String FIND = """
            SELECT id FROM ledger_account
            WHERE class = ? AND unit = ? AND wallet_id IS NOT DISTINCT FROM ?::bigint AND detail = ?
            """;
    private static final String HISTORY = """
            SELECT e.seq, e.tx_id, t.kind, t.created_at, e.unit, e.amount
            FROM account_entry e JOIN ledger_tx t ON t.id = e.tx_id
            WHERE e.account_id = ? AND e.seq < ? AND e.seq >= ? %s ORDER BY e.seq DESC LIMIT ?
            """;
    private static final String WRITE_SNAPSHOT = """
            WITH snapshot AS (
                INSERT INTO ledger_snapshot (up_to_seq) VALUES (?)
            ), change AS (
                SELECT account_id, sum(amount) AS total FROM account_entry WHERE seq > %s AND seq <= ? GROUP BY account_id
            )
            INSERT INTO account_snapshot (account_id, up_to_seq, total)
            SELECT account_id, ?, change.total + coalesce((SELECT total FROM account_snapshot s
                WHERE s.account_id = change.account_id ORDER BY up_to_seq DESC LIMIT 1), 0) FROM change
            """.formatted(LAST);
    private static final String CLOSE = """
            INSERT INTO period_close (closed_before, actor, approver) SELECT b, ?, ? FROM (VALUES (?::timestamptz)) v (b)
            WHERE NOT EXISTS (SELECT FROM period_close WHERE closed_before >= b)
            """;
    private static final long SNAPSHOT_LOCK = 0x5461_6c6c_7970_0001L;
    private static final long HOUSE_PAYMENT_LOCK = 0x5461_6c6c_7970_0002L;

    @Inject
    private Database database;

    /** An entry number drawn before a time: whoever drew a lower one began before it. */
    record Mark(long seq, OffsetDateTime at) {}

    List<AccountTotal> totals() {
        return database.list(
                TOTALS,
                row -> new AccountTotal(
                        row.getString("class"),
                        row.getString("unit"),
                        row.getString("detail"),
                        row.getBigDecimal("total").toBigIntegerExact()));
    }

    BigInteger total(Account account) {
        return id(account)
                .flatMap(id -> database.first(TOTAL, row -> row.getBigDecimal(1), id, id))
                .map(BigDecimal::toBigIntegerExact)
                .orElse(BigInteger.ZERO);
    }

    private Optional<Long> id(Account account) {
        return database.first(
                FIND,
                row -> row.getLong(1),
                account.accountClass(),
                account.unit(),
                account.walletId(),
                account.detail());
    }

    Accounts.Page history(Account account, long before, int limit) {
        Optional<Long> id = id(account);
        if (id.isEmpty()) {
            return new Accounts.Page(List.of(), OptionalLong.empty());
        }
        @Nullable Long wallet = account.unit().equals(Account.CREDITS) ? account.walletId() : null;
        long from = wallet == null ? Math.max(0, Math.min(before, mark().seq() + 1) - STRETCH) : 0;
        List<Object> values = new ArrayList<>(List.of(id.get(), before, from));
        if (wallet != null) {
            values.add(wallet);
        }
        values.add(limit);
        List<AccountEntry> entries = database.list(
                HISTORY.formatted(wallet == null ? "" : "AND e.wallet_id = ?"),
                row -> new AccountEntry(
                        row.getLong(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getString(5),
                        row.getLong(6)),
                values.toArray());
        if (entries.size() == limit) {
            return new Accounts.Page(entries, OptionalLong.of(entries.getLast().seq()));
        }
        return new Accounts.Page(entries, from > 0 ? OptionalLong.of(from) : OptionalLong.empty());
    }

    Mark mark() {
        return database.first(
                        "SELECT CASE WHEN is_called THEN last_value ELSE 0 END, clock_timestamp() FROM ledger_entry_seq_seq",
                        row -> new Mark(row.getLong(1), row.getObject(2, OffsetDateTime.class)))
                .orElseThrow();
    }

    void lockSnapshots() {
        database.list("SELECT pg_advisory_xact_lock(?)", row -> true, SNAPSHOT_LOCK);
    }

    /** Until the transaction ends. */
    void lockHousePayments() {
        database.list("SELECT pg_advisory_xact_lock(?)", row -> true, HOUSE_PAYMENT_LOCK);
    }

    long lastSnapshot() {
        return database.first("SELECT " + LAST, row -> row.getLong(1)).orElseThrow();
    }

    boolean writeSnapshot(long upToSeq) {
        return database.update(WRITE_SNAPSHOT, upToSeq, upToSeq, upToSeq) >= 0;
    }

    /** @return false if the books are closed up to there already */
    boolean close(Instant before, Approval approval) {
        return database.update(CLOSE, approval.actor(), approval.approver(), before.atOffset(ZoneOffset.UTC)) == 1;
    }
}
