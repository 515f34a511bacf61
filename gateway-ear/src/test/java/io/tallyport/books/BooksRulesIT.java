package io.tallyport.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallyport.accounting.Accounts;
import io.tallyport.accounting.PeriodClose;
import io.tallyport.accounting.Snapshots;
import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Account;
import io.tallyport.ledger.Approval;
import io.tallyport.lot.TopUp;
import io.tallyport.lot.TopUp.Sale;
import io.tallyport.revenue.Horizon;
import io.tallyport.revenue.RollUp;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the books refuse by API and by SQL (L16, L52, L53), and their totals. */
class BooksRulesIT {
    private static final long MAX = Long.MAX_VALUE;

    private final BareLedger ledger = BareLedger.get();

    @Test
    @DisplayName("L16: overflow at the bigint edge fails closed, in Java")
    void aBalanceBeyondTheRangeIsRefusedWithoutEffect() {
        long wallet = ledger.wallet();
        ledger.topUp(wallet, MAX - 10, 5, 100);

        assertThatThrownBy(() -> ledger.topUp(wallet, 6, 0, 100)).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> ledger.topUp(wallet, 1, MAX, 100)).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> ledger.credits.adjustUp(wallet, 6, BareLedger.key(), BareLedger.TWO_PEOPLE))
                .isInstanceOf(GatewayException.class);
        assertThat(ledger.balance(wallet)).isEqualTo(MAX - 5);
        ledger.topUp(wallet, 5, 0, 100);
        ledger.call(wallet, MAX);
        assertThat(ledger.balance(wallet)).isZero();
        ledger.bean(RollUp.class).recognise(wallet);
        ledger.assertConsistent(wallet);
        assertThat(ledger.unused(wallet)).isZero();
    }

    @Test
    @DisplayName("L16: overflow at the bigint edge fails closed, in SQL")
    void theDatabaseRefusesABalanceBeyondTheRange() throws SQLException {
        long wallet = ledger.wallet();
        ledger.topUp(wallet, MAX - 10, 0, 100);

        assertRefused("UPDATE wallet SET posted_p = posted_p + 11 WHERE id = " + wallet, "22003");
        assertRefused("UPDATE wallet SET posted_b = 11 WHERE id = " + wallet, "22003");
        assertRefused("UPDATE wallet SET leased = posted_p + 11 WHERE id = " + wallet, "22003");
    }

    @Test
    @DisplayName("L52: no posting before the period close, nor into a transaction before it")
    void aPostingBeforeTheCloseIsRefused() throws SQLException {
        Instant before = ledger.bean(Horizon.class).now().toInstant().minusSeconds(60);
        PeriodClose close = ledger.bean(PeriodClose.class);
        Approval alone = new Approval("maker@x.example", "maker@x.example", "month end");

        assertThatThrownBy(() -> close.close(before, alone)).isInstanceOf(GatewayException.class);
        close.close(before, BareLedger.TWO_PEOPLE);
        assertThatThrownBy(() -> close.close(before, BareLedger.TWO_PEOPLE)).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> close.close(Instant.now().plusSeconds(60), BareLedger.TWO_PEOPLE))
                .isInstanceOf(GatewayException.class);
        long wallet = ledger.wallet();
        assertRefused("""
                WITH tx AS (INSERT INTO ledger_tx (id, kind, created_at)
                    VALUES (gen_random_uuid(), 'P1', '%s'::timestamptz - interval '1 microsecond') RETURNING id)
                INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount, wallet_id)
                SELECT tx.id, 1, a.id, w.paid_account, 5, w.id FROM tx, wallet w, ledger_account a
                WHERE w.id = %d AND a.class = 'X.ISS.P'
                """.formatted(before, wallet), "23514");
        assertRefused(
                "INSERT INTO period_close (closed_before, actor, approver) "
                        + "VALUES (clock_timestamp(), 'a@x.example', 'a@x.example')",
                "23514");
        assertRefused("DELETE FROM period_close", "42501");
        ledger.topUp(wallet, 5, 0, 100);
        assertThat(ledger.balance(wallet)).isEqualTo(5);
        close.close(ledger.bean(Horizon.class).now().toInstant(), BareLedger.TWO_PEOPLE);
        assertThat(assertRefused("""
                INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount, wallet_id, lot_id)
                SELECT tx_id, 9, debit_account, credit_account, 1, wallet_id, lot_id FROM ledger_entry WHERE wallet_id = %d
                LIMIT 1
                """.formatted(wallet), "23514")).contains("the books are closed");
    }

    @Test
    void aPeriodIsNotClosedWhileSomethingInItIsStillBeingPosted() throws SQLException {
        try (Connection connection = ledger.asApplication();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT 1");
            Instant now = Instant.now();

            assertThatThrownBy(() -> ledger.bean(PeriodClose.class).close(now, BareLedger.TWO_PEOPLE))
                    .isInstanceOf(GatewayException.class)
                    .hasMessageContaining("still being posted");
            connection.rollback();
        }
    }

    @Test
    @DisplayName("L53: by SQL")
    void theDatabaseKnowsNoAdjustmentOrMoveByOnePerson() throws SQLException {
        for (String kind : new String[] {"P12", "P18"}) {
            String insert = "INSERT INTO ledger_tx (id, kind, idem_key, actor, approver, reason) "
                    + "VALUES (gen_random_uuid(), '" + kind + "', 'by-sql', %s)";
            assertRefused(insert.formatted("'a@x.example', 'a@x.example', 'because'"), "23514");
            assertRefused(insert.formatted("'a@x.example', 'A@X.example', 'because'"), "23514");
            assertRefused(insert.formatted("'a@x.example', null, 'because'"), "23514");
            assertRefused(insert.formatted("'a@x.example', 'b@x.example', null"), "23514");
        }
    }

    @Test
    void whatWasRefundedOrRefusedIsNotChanged() throws SQLException {
        for (String table : new String[] {
            "credit_refund", "credit_refund_payout", "operation_refusal", "ledger_snapshot", "account_snapshot"
        }) {
            assertRefused("DELETE FROM " + table, "42501");
            assertRefusedToOwner("DELETE FROM " + table, "42501");
        }
    }

    @Test
    void totalsFromASnapshotAreTheSameAsFromTheEntries() {
        long wallet = ledger.wallet();
        ledger.topUp(wallet, 1_000, 100, 10_000);
        ledger.call(wallet, 300);
        Accounts accounts = ledger.bean(Accounts.class);
        Account used = Account.ofCredits("X.USE");
        BigInteger before = accounts.total(used);
        Snapshots snapshots = ledger.bean(Snapshots.class);

        assertThat(before).isEqualTo(new BigInteger(ledger.text("""
                SELECT sum(e.amount) FROM account_entry e JOIN ledger_account a ON a.id = e.account_id
                WHERE a.class = 'X.USE'
                """)));
        long mark = ledger.number("SELECT max(seq) FROM ledger_entry");
        assertThat(snapshots.write(mark)).isTrue();
        assertThat(snapshots.write(mark)).isFalse();
        assertThat(accounts.total(used)).isEqualTo(before);
        ledger.call(wallet, 50);
        assertThat(accounts.total(used)).isEqualTo(before.subtract(BigInteger.valueOf(50)));
        assertThat(accounts.trialBalanceSums().values()).isNotEmpty().allMatch(BigInteger.ZERO::equals);
    }

    @Test
    void anAccountsHistoryIsReadPageByPage() {
        long wallet = ledger.wallet();
        ledger.credits
                .topUp(new TopUp(wallet, Sale.untaxed("stripe", "USD", 100), 1_000, 0, null), BareLedger.key())
                .orThrow();
        UUID call = ledger.call(wallet, 300);
        Accounts accounts = ledger.bean(Accounts.class);
        Account paid = new Account("W.P", "CRD", wallet, "");

        Accounts.Page newest = accounts.history(paid, MAX, 1);
        assertThat(newest.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.transactionId()).isEqualTo(call);
            assertThat(entry.amount()).isEqualTo(300);
        });
        Accounts.Page rest = accounts.history(paid, newest.next().orElseThrow(), 10);
        assertThat(rest.entries()).singleElement().satisfies(entry -> assertThat(entry.amount())
                .isEqualTo(-1_000));
        assertThat(rest.next()).isEmpty();
        assertThat(accounts.history(Account.unusedCredits(wallet, "USD"), MAX, 10)
                        .entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.amount()).isEqualTo(-100));
    }

    /** @return in which words */
    private String assertRefused(String statement, String state) throws SQLException {
        try (Connection connection = ledger.asApplication()) {
            return assertRefused(connection, statement, state);
        }
    }

    private void assertRefusedToOwner(String statement, String state) throws SQLException {
        try (Connection connection = ledger.asOwner()) {
            assertRefused(connection, statement, state);
        }
    }

    private static String assertRefused(Connection connection, String sql, String state) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            SQLException refusal = catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
            assertThat((Throwable) refusal).as(sql).isNotNull();
            assertThat(refusal.getSQLState()).as(sql).isEqualTo(state);
            return refusal.getMessage();
        } finally {
            connection.rollback();
        }
    }
}
