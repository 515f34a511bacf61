package io.tallyport.bed.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Customer;
import io.tallyport.database.Session;
import io.tallyport.proof.Verification;
import io.tallyport.workbench.launcher.postgres.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The books as their owner reads them. */
public final class Books {
    private final Postgres postgres;
    private @Nullable Connection connection;

    private Books(Postgres postgres) {
        this.postgres = postgres;
    }

    public static Books of(Postgres postgres) {
        return new Books(postgres);
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public synchronized <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public long number(String sql, Object... parameters) {
        return list(sql, row -> row.getLong(1), parameters).getFirst();
    }

    public synchronized int update(String sql, Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** An adjustment upwards by two people (money.md P12), as the gateway posts it. */
    public void grant(long walletId, long nano) {
        update("""
                WITH tx AS (
                    INSERT INTO ledger_tx (id, kind, idem_key, request_hash, actor, approver, reason)
                    VALUES (gen_random_uuid(), 'P12', ?, '', 'maker@test.example', 'checker@test.example', 'for a test')
                    RETURNING id
                ), grouped AS (
                    INSERT INTO lot_group (wallet_id, initial_nano, base_minor, base_nano)
                    SELECT ?, n, 0, n FROM (VALUES (?::bigint)) v (n) RETURNING id, wallet_id, initial_nano
                ), lot AS (
                    INSERT INTO credit_lot (group_id, wallet_id, kind, initial_nano, remaining_nano)
                    SELECT id, wallet_id, 'BONUS', initial_nano, initial_nano FROM grouped RETURNING id, wallet_id, initial_nano
                ), entry AS (
                    INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount, wallet_id, lot_id)
                    SELECT tx.id, 1, a.id, w.bonus_account, initial_nano, w.id, lot.id
                    FROM tx, lot JOIN wallet w ON w.id = wallet_id, ledger_account a WHERE a.class = 'X.ADJ'
                )
                UPDATE wallet SET posted_b = posted_b + initial_nano, version = version + 1 FROM lot
                WHERE wallet.id = wallet_id
                """, "test:" + UUID.randomUUID(), walletId, nano);
    }

    public Optional<UsageRow> usage(UUID callId) {
        return list("SELECT * FROM usage_event WHERE request_id = ?", UsageRow::of, callId).stream()
                .findFirst();
    }

    /** As the gateway's own role sees and may touch them. */
    public Connection asApplication() throws SQLException {
        return postgres.connectAsApplication();
    }

    public Connection asOwner() throws SQLException {
        return postgres.connectAsOwner();
    }

    /** Under no rule but PostgreSQL's own. */
    public Connection asSuperuser() throws SQLException {
        return postgres.connectAsSuperuser();
    }

    public List<UsageRow> usageOf(Customer customer) {
        return list(
                "SELECT * FROM usage_event WHERE wallet_id = ? ORDER BY request_id", UsageRow::of, customer.walletId());
    }

    /** For calls whose answer does not wait for the books. */
    public UsageRow awaitUsage(UUID callId) {
        Await.until("a usage row of " + callId, Duration.ofSeconds(15), () -> usage(callId)
                .isPresent());
        return usage(callId).orElseThrow();
    }

    /** What a wallet holds, in nano-credits. */
    public long balance(Customer customer) {
        return number("SELECT posted_p + posted_b FROM wallet WHERE id = ?", customer.walletId());
    }

    /** Debit and credit class with the amount, line by line. */
    public List<String> entries(UUID transactionId) {
        return list("""
                SELECT t.kind || ' ' || d.class || ' -> ' || c.class || ' ' || e.amount
                FROM ledger_tx t JOIN ledger_entry e ON e.tx_id = t.id
                JOIN ledger_account d ON d.id = e.debit_account JOIN ledger_account c ON c.id = e.credit_account
                WHERE t.id = ? ORDER BY e.line
                """, row -> row.getString(1), transactionId);
    }

    /**
     * What each of these calls was charged, reversals included, in nano-credits, whoever bears it; those that cost nothing
     * are left out. A debit's transaction has its call's id, so that none can stand twice.
     */
    public Map<UUID, Long> debits(Collection<UUID> calls) {
        Map<UUID, Long> debits = new HashMap<>();
        list("""
                SELECT coalesce(t.reverses_tx_id, t.id), -sum(e.amount) FROM ledger_tx t
                JOIN account_entry e ON e.tx_id = t.id
                JOIN ledger_account a ON a.id = e.account_id AND a.class = 'X.USE'
                WHERE t.id = ANY (?) OR t.reverses_tx_id = ANY (?) GROUP BY 1 HAVING sum(e.amount) <> 0
                """, row -> debits.put(row.getObject(1, UUID.class), row.getLong(2)), array(calls), array(calls));
        return debits;
    }

    private static UUID[] array(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    /** Fails unless every invariant of money.md section 4 holds on every wallet. */
    public void assertConsistent() {
        assertThat(Invariants.breaches(this, Verification::full))
                .as("breaches of the books' invariants")
                .isEmpty();
    }

    /** What has come since the last checkpoints; costs little, however much there is. */
    public void assertLatestConsistent() {
        assertThat(Invariants.breaches(this, Verification::tail))
                .as("breaches of the books' invariants by what is new")
                .isEmpty();
    }

    /** Chains everything that is posted, however young. */
    public void seal() throws SQLException {
        try (Connection owner = asOwner()) {
            Verification books = new Verification(Session.over(owner));
            books.seal(books.now());
        }
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        Connection open = connection;
        if (open == null || !open.isValid(5)) {
            open = postgres.connectAsOwner();
            connection = open;
        }
        PreparedStatement statement = open.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
