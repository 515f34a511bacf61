package io.tallyport.ledger;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class JournalStore {
    private static final String LOCK = """
            SELECT id, posted_p, posted_b, leased, frozen, debt_nano, paid_account, bonus_account, debt_account
            FROM wallet WHERE id = ANY (?) ORDER BY id FOR UPDATE
            """;
    private static final String DECIDED = """
            SELECT id, request_hash, null AS refusal, null AS message FROM ledger_tx WHERE idem_key = ?
            UNION ALL
            SELECT null, request_hash, refusal, message FROM operation_refusal WHERE idem_key = ?
            """;
    private static final String INSERT = """
            INSERT INTO ledger_tx (id, kind, idem_key, request_hash, actor, approver, reason, reverses_tx_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String INSERT_LINES = """
            INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, unit, amount, wallet_id, lot_id,
                receiver_wallet_id)
            SELECT ?, line, debit_account, credit_account, unit, amount, wallet_id, lot_id, receiver_wallet_id
            FROM unnest(?::smallint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                ?::bigint[]) l (line, debit_account, credit_account, unit, amount, wallet_id, lot_id, receiver_wallet_id)
            ORDER BY line
            """;
    private static final String INSERT_MIRROR = """
            INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, unit, amount, wallet_id, lot_id,
                receiver_wallet_id)
            SELECT ?, line, credit_account, debit_account, unit, amount, wallet_id, lot_id, receiver_wallet_id
            FROM ledger_entry WHERE tx_id = ? ORDER BY line
            """;
    /** In one order for all, so that two transactions making the same accounts never wait for each other. */
    private static final String MAKE_ACCOUNTS = """
            INSERT INTO ledger_account (class, unit, wallet_id, detail)
            SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[]) a (class, unit, wallet_id, detail)
            ORDER BY class, unit, wallet_id, detail ON CONFLICT DO NOTHING
            """;

    private static final String FIND_ACCOUNT = """
            SELECT id FROM ledger_account
            WHERE class = ? AND unit = ? AND wallet_id IS NOT DISTINCT FROM ?::bigint AND detail = ?
            """;

    @Inject
    private Database database;

    /** What was decided under a key. */
    record Decided(Request request, Decision decision) {}

    List<Wallet> lock(Collection<Long> ids) {
        return database.list(
                LOCK,
                row -> new Wallet(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getLong(9)),
                new ArrayOf("bigint", ids.toArray()));
    }

    Optional<Decided> decided(String key) {
        return database.first(DECIDED, row -> decided(key, row), key, key);
    }

    private static Decided decided(String key, ResultSet row) throws SQLException {
        @Nullable byte[] hash = row.getBytes("request_hash");
        Request request = new Request(key, hash == null ? new byte[0] : hash);
        @Nullable String refusal = row.getString("refusal");
        return new Decided(
                request,
                refusal == null
                        ? new Decision.Posted(row.getObject("id", UUID.class))
                        : new Decision.Refused(Decision.Refusal.valueOf(refusal), row.getString("message")));
    }

    void insertRefusal(Request request, Decision.Refused refused) {
        database.update(
                "INSERT INTO operation_refusal (idem_key, request_hash, refusal, message) VALUES (?, ?, ?, ?)",
                request.key(),
                request.hash(),
                refused.refusal().name(),
                refused.message());
    }

    void insert(UUID id, Transaction transaction) {
        @Nullable Request request = transaction.request();
        database.update(
                INSERT,
                id,
                transaction.kind(),
                request == null ? null : request.key(),
                request == null ? null : request.hash(),
                transaction.actor(),
                transaction.approver(),
                transaction.reason(),
                transaction.reverses());
    }

    void insertLines(UUID id, List<Line> lines) {
        Object[] numbers = IntStream.rangeClosed(1, lines.size())
                .mapToObj(number -> (short) number)
                .toArray();
        database.update(
                INSERT_LINES,
                id,
                new ArrayOf("smallint", numbers),
                array("bigint", lines, Line::debitAccount),
                array("bigint", lines, Line::creditAccount),
                array("text", lines, Line::unit),
                array("bigint", lines, Line::amount),
                array("bigint", lines, Line::walletId),
                array("bigint", lines, Line::lotId),
                array("bigint", lines, Line::receiverId));
    }

    void insertMirror(UUID id, UUID original) {
        database.update(INSERT_MIRROR, id, original);
    }

    boolean isReversed(UUID id) {
        return database.first("SELECT 1 FROM ledger_tx WHERE reverses_tx_id = ?", row -> 1, id)
                .isPresent();
    }

    /** Before the insertion, which would wait for every other transaction that makes one of them. */
    void open(Collection<Account> wanted) {
        List<Account> missing = wanted.stream()
                .distinct()
                .filter(account -> find(account).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            database.update(MAKE_ACCOUNTS, names(missing));
        }
    }

    Optional<Long> find(Account account) {
        return database.first(
                FIND_ACCOUNT,
                row -> row.getLong(1),
                account.accountClass(),
                account.unit(),
                account.walletId(),
                account.detail());
    }

    private static Object[] names(List<Account> accounts) {
        return new Object[] {
            array("text", accounts, Account::accountClass),
            array("text", accounts, Account::unit),
            array("bigint", accounts, Account::walletId),
            array("text", accounts, Account::detail)
        };
    }

    /** A trigger takes what is free. */
    void freeze(long walletId, long nano) {
        database.update(
                "UPDATE wallet SET freezing = freezing + ?, version = version + 1 WHERE id = ?", nano, walletId);
    }

    void unfreeze(long walletId, long nano) {
        database.update("""
                UPDATE wallet SET freezing = freezing - least(freezing, ?::bigint),
                    frozen = frozen - ?::bigint + least(freezing, ?::bigint), version = version + 1 WHERE id = ?
                """, nano, nano, nano, walletId);
    }

    void change(long walletId, long paid, long bonus, long debt) {
        database.update(
                "UPDATE wallet SET posted_p = posted_p + ?, posted_b = posted_b + ?, debt_nano = debt_nano + ?, "
                        + "version = version + 1 WHERE id = ?",
                paid,
                bonus,
                debt,
                walletId);
    }

    private static <T> ArrayOf array(String type, List<T> rows, Function<T, @Nullable Object> column) {
        return new ArrayOf(type, rows.stream().map(column).toArray());
    }
}
