package io.tallyport.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands on the books stays (L50), and what may not stand on them is refused by the database itself (L53). */
@ExtendWith(BooksCheck.class)
class AppendOnlyIT {
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final Bed bed = Bed.shared();

    @BeforeEach
    void aCallStandsOnTheBooks() {
        assertThat(bed.chat(bed.customer(), BODY).send().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "ledger_tx, kind = kind",
        "ledger_entry, amount = amount + 1",
        "ledger_account, class = class",
        "usage_event, debit_nano = 0",
        "usage_attempt, cost_nano = 0",
        "lot_consumption, amount = amount + 1",
        "period_close, actor = actor",
        "audit_entry, actor = actor",
        "chain_checkpoint, entries = entries + 1"
    })
    @DisplayName("L50: neither role changes or deletes a row")
    void neitherRoleChangesOrDeletesARow(String table, String change) throws SQLException {
        for (boolean owner : new boolean[] {false, true}) {
            assertRefused(owner, "UPDATE " + table + " SET " + change, "42501");
            assertRefused(owner, "DELETE FROM " + table, "42501");
            assertRefused(owner, "TRUNCATE " + table + " CASCADE", "42501");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM wallet",
                "DELETE FROM credit_lease",
                "DELETE FROM spend_bucket",
                "DELETE FROM api_key",
                "DELETE FROM upstream_account",
                "UPDATE operator_key SET user_id = user_id",
                "UPDATE price SET input_nanos_per_million = 0",
                "UPDATE ledger_account SET class = 'X.USE'",
                "DROP TABLE ledger_entry",
                "DELETE FROM alert",
                "DELETE FROM wallet_review",
                "DELETE FROM credit_lot",
                "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
                "DROP TRIGGER ledger_entry_is_append_only ON ledger_entry",
                "CREATE TABLE more (id integer)"
            })
    void theApplicationRoleCannotUndermineTheBooks(String statement) throws SQLException {
        assertRefused(false, statement, "42501");
    }

    @ParameterizedTest
    @CsvSource({
        "posted_b = -1, 23514",
        "leased = posted_p + posted_b + 1, 23514",
        "leased = -1, 23514",
        "frozen = posted_b + posted_p + 1, 23514"
    })
    void aWalletCannotGoBelowZero(String change, String state) throws SQLException {
        Customer customer = bed.customer();
        assertRefused(false, "UPDATE wallet SET " + change + " WHERE id = " + customer.walletId(), state);
    }

    @Test
    @DisplayName("L53: an adjustment needs two people and a reason")
    void anAdjustmentNeedsTwoPeopleAndAReason() throws SQLException {
        String insert = "INSERT INTO ledger_tx (id, kind, idem_key, actor, approver, reason) VALUES "
                + "(gen_random_uuid(), 'P12', gen_random_uuid()::text, %s)";
        assertRefused(false, insert.formatted("'a@x.example', 'a@x.example', 'because'"), "23514");
        assertRefused(false, insert.formatted("'a@x.example', NULL, 'because'"), "23514");
        assertRefused(false, insert.formatted("NULL, 'b@x.example', 'because'"), "23514");
        assertRefused(false, insert.formatted("'a@x.example', 'b@x.example', NULL"), "23514");
    }

    @Test
    void theOpeningBalanceWasGrantedByTwoPeople() {
        Customer customer = bed.granted();

        assertThat(bed.books().list("""
                        SELECT t.kind || ' ' || t.actor || ' ' || t.approver || ' ' || d.class || ' ' || e.amount
                        FROM ledger_tx t JOIN ledger_entry e ON e.tx_id = t.id
                        JOIN ledger_account d ON d.id = e.debit_account JOIN wallet w ON w.bonus_account = e.credit_account
                        WHERE w.id = ? AND t.kind = 'P12'
                        """, row -> row.getString(1), customer.walletId()))
                .containsExactly("P12 maker@test.example checker@test.example X.ADJ 100000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "P4, X.USE, X.ADJ, a posting that no rule knows",
        "P4, X.USE, W.B, the mirror of a rule without a reversal",
        "P12, X.ADJ, X.USE, a posting of another kind",
        "P4, X.USE, X.USE, a posting to itself"
    })
    void aBalancedButWrongPostingIsRefused(String kind, String debit, String credit, String what) throws SQLException {
        String insert = """
                WITH tx AS (INSERT INTO ledger_tx (id, kind, idem_key, actor, approver, reason)
                    VALUES (gen_random_uuid(), '%s', gen_random_uuid()::text, 'a@x.example', 'b@x.example', 'for a test')
                    RETURNING id)
                INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount)
                SELECT tx.id, 1, d.id, c.id, 1 FROM tx, ledger_account d, ledger_account c
                WHERE d.class = '%s' AND c.class = '%s' LIMIT 1
                """.formatted(kind, debit, credit);
        assertRefused(false, insert, debit.equals(credit) ? "23514" : "23503");
    }

    @Test
    void anEntryNeedsItsTransactionAndItsAccounts() throws SQLException {
        String insert = "INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount) "
                + "SELECT %s, 9, %s, %s, 1 FROM ledger_tx WHERE kind = 'P4' LIMIT 1";
        assertRefused(false, insert.formatted("gen_random_uuid()", "1", "2"), "23503");
        assertRefused(false, insert.formatted("id", "999999999", "3"), "23503");
        assertRefused(false, insert.formatted("id", "1", "999999999"), "23503");
    }

    @Test
    void aLeaseThatIsNotOpenPaysForNothing() throws SQLException {
        String close = "UPDATE credit_lease SET state = 'RETURNED' WHERE state = 'OPEN'; ";
        assertRefused(false, close + "UPDATE credit_lease SET consumed = consumed + 1", "23514");
    }

    @Test
    void aTransactionIsReversedOnceAtMost() throws SQLException {
        String reverse = "INSERT INTO ledger_tx (id, kind, reverses_tx_id) SELECT gen_random_uuid(), 'P9', id "
                + "FROM (SELECT id FROM ledger_tx WHERE kind = 'P4' LIMIT 1) one";
        assertRefused(false, reverse + "; " + reverse, "23505");
    }

    private void assertRefused(boolean owner, String statement, String sqlState) throws SQLException {
        try (Connection connection = owner ? bed.books().asOwner() : bed.books().asApplication();
                Statement execution = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> execution.execute(statement))
                    .as(statement)
                    .isInstanceOf(SQLException.class)
                    .satisfies(refusal ->
                            assertThat(((SQLException) refusal).getSQLState()).isEqualTo(sqlState));
            connection.rollback();
        }
    }
}
