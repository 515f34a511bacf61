package io.tallyport.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.BooksCheck;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Torture;
import io.tallyport.database.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** L51: one flipped byte anywhere in history is found, whoever flipped it. All of it is rolled back. */
@ExtendWith(BooksCheck.class)
class TamperingIT {
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    /** Says when a checkpoint was written, which nothing depends on. */
    private static final Set<String> OF_NO_CONSEQUENCE = Set.of("chain_checkpoint.at");

    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();

    /** In rows by chance: of the grant or of a call, before, between and after checkpoints. */
    @Test
    @Tag("torture")
    @DisplayName("L51: a flipped byte in any column of history")
    void aFlippedByteInAnyColumnOfHistoryIsFound() {
        Torture.run("tampering", 1, 40, (rounds, seed) -> {
            callAndSeal();
            callAndSeal();
            Random random = new Random(seed);
            List<String> missed = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                for (String table :
                        List.of("ledger_entry", "ledger_tx", "usage_event", "lot_consumption", "chain_checkpoint")) {
                    for (Column column : columns(table)) {
                        String change = flip(table, column, random);
                        if (!OF_NO_CONSEQUENCE.contains(table + "." + column.name()) && !isFound(change)) {
                            missed.add(change);
                        }
                    }
                }
            }
            assertThat(missed).as("changes that were not found").isEmpty();
        });
    }

    @Test
    void theFlippedEntryIsNamed() throws SQLException {
        callAndSeal();
        long seq = bed.books().number("SELECT max(seq) FROM ledger_entry WHERE wallet_id = ?", customer.walletId());

        assertThat(found("UPDATE usage_event SET total_micros = total_micros # 1 WHERE request_id = "
                        + "(SELECT tx_id FROM ledger_entry WHERE seq = " + seq + ")"))
                .singleElement()
                .satisfies(breach -> {
                    assertThat(breach.walletId()).isEqualTo(customer.walletId());
                    assertThat(breach.what()).contains("seq " + seq);
                });
    }

    @Test
    void aRemovedOrAddedEntryIsFound() throws SQLException {
        callAndSeal();
        String last = "(SELECT max(seq) FROM ledger_entry WHERE wallet_id = %d)".formatted(customer.walletId());

        assertThat(found("DELETE FROM ledger_entry WHERE seq = " + last)).isNotEmpty();
        assertThat(found("DELETE FROM ledger_tx WHERE id = (SELECT tx_id FROM ledger_entry WHERE seq = " + last + ")"))
                .isNotEmpty();
        assertThat(found(
                        "INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount, wallet_id, lot_id) "
                                + "SELECT tx_id, 7, debit_account, credit_account, 1, wallet_id, lot_id FROM ledger_entry WHERE seq = "
                                + last))
                .isNotEmpty();
    }

    @Test
    void aBalanceThatNoEntryExplainsIsFound() throws SQLException {
        callAndSeal();
        String wallet = " WHERE id = " + customer.walletId();

        // first: an idle lease is given back after five seconds
        assertThat(found("UPDATE credit_lease SET consumed = consumed + 1 WHERE state = 'OPEN' AND wallet_id = "
                        + customer.walletId()))
                .isNotEmpty();
        for (String change : List.of("posted_b = posted_b + 1", "posted_p = posted_p + 1", "debt_nano = 1")) {
            assertThat(found("UPDATE wallet SET " + change + wallet)).as(change).isNotEmpty();
        }
        String lots = " WHERE wallet_id = " + customer.walletId();
        assertThat(found("UPDATE credit_lot SET remaining_nano = remaining_nano - 1" + lots))
                .isNotEmpty();
        assertThat(found("UPDATE spend_bucket SET debit_nano = debit_nano + 1" + lots))
                .isNotEmpty();
    }

    @Test
    void aGuardThatWasTakenAwayIsFound() throws SQLException {
        String table = "ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_is_append_only; ";

        assertThat(found(table + "UPDATE wallet SET version = version WHERE id = " + customer.walletId()))
                .extracting(Breach::what)
                .containsExactly("trigger ledger_entry_is_append_only is off or gone");
    }

    private void callAndSeal() throws SQLException {
        for (int i = 0; i < 3; i++) {
            assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
        }
        try (Connection owner = bed.books().asOwner()) {
            new Verification(Session.over(owner)).seal(Duration.ZERO);
        }
    }

    private record Column(String name, String type) {}

    private List<Column> columns(String table) {
        return bed.books()
                .list(
                        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = ? ORDER BY 1",
                        row -> new Column(row.getString(1), row.getString(2)),
                        table);
    }

    private String flip(String table, Column column, Random random) {
        String name = column.name();
        String flipped =
                switch (column.type()) {
                    case "text" -> name.equals("kind") ? "'P5'" : "coalesce(%s, '') || '.'".formatted(name);
                    case "boolean" -> "NOT " + name;
                    case "bytea" ->
                        "set_byte(coalesce(%1$s, '\\x00'), 0, get_byte(coalesce(%1$s, '\\x00'), 0) # 1)"
                                .formatted(name);
                    case "uuid" -> "gen_random_uuid()";
                    case "timestamp with time zone" -> name + " + interval '1 microsecond'";
                    default -> "coalesce(%s, 0) + 1".formatted(name);
                };
        String key =
                switch (table) {
                    case "ledger_entry" -> "seq";
                    case "ledger_tx" -> "id";
                    case "usage_event" -> "request_id";
                    default -> "ctid";
                };
        String ofWallet = table.equals("ledger_tx")
                ? "id IN (SELECT tx_id FROM ledger_entry WHERE wallet_id = %d)"
                : table.equals("lot_consumption")
                        ? "lot_id IN (SELECT id FROM credit_lot WHERE wallet_id = %d)"
                        : "wallet_id = %d";
        List<String> keys = bed.books()
                .list(
                        "SELECT quote_literal(" + key + "::text) FROM " + table + " WHERE "
                                + ofWallet.formatted(customer.walletId()),
                        row -> row.getString(1));
        String row = key + "::text = " + keys.get(random.nextInt(keys.size()));
        return "UPDATE %s SET %s = %s WHERE %s".formatted(table, name, flipped, row);
    }

    /** What the database refuses even so needs no finding. */
    private boolean isFound(String change) throws SQLException {
        return tamper(change, this::firstBreaches)
                .map(breaches -> !breaches.isEmpty())
                .orElse(true);
    }

    private List<Breach> found(String change) throws SQLException {
        return tamper(change, TamperingIT::breaches).orElseThrow();
    }

    /** Everything is proved only where the wallet's own chain shows nothing. */
    private List<Breach> firstBreaches(Session session) {
        return new ChainCheck(new ProofStore(session))
                .wallet(customer.walletId())
                .map(List::of)
                .orElseGet(() -> breaches(session));
    }

    private static List<Breach> breaches(Session session) {
        return new Verification(session)
                .full().stream()
                        .filter(finding -> !finding.holds())
                        .flatMap(finding -> finding.breaches().stream())
                        .toList();
    }

    /** What a proof finds after a change that no trigger stops; empty if a constraint stops it. */
    private Optional<List<Breach>> tamper(String change, Function<Session, List<Breach>> proof) throws SQLException {
        try (Connection connection = bed.books().asSuperuser();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL session_replication_role = replica");
            statement.execute("ALTER TABLE ledger_entry ALTER COLUMN seq SET GENERATED BY DEFAULT");
            Savepoint before = connection.setSavepoint();
            try {
                statement.execute(change);
            } catch (SQLException e) {
                assertThat(e.getSQLState()).as("%s: %s", change, e.getMessage()).startsWith("23");
                connection.rollback(before);
                connection.rollback();
                return Optional.empty();
            }
            List<Breach> breaches = proof.apply(Session.over(connection));
            connection.rollback();
            return Optional.of(breaches);
        }
    }
}
