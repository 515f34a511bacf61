package io.tallyport.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Torture;
import io.tallyport.bed.books.BooksCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** L51: one flipped byte anywhere in history is found, whoever flipped it. All of it is rolled back. */
@ExtendWith(BooksCheck.class)
class TamperingIT {
    /** Says when a checkpoint was written, which nothing depends on. */
    private static final Set<String> OF_NO_CONSEQUENCE = Set.of("chain_checkpoint.at");

    /** Entries of no customer are chained under it. */
    private static final long HOUSE = 0;

    private final Bed bed = Bed.shared();
    private final Tamper tamper = new Tamper(bed);
    private final History history = new History(bed);
    private final Customer customer = history.customer;

    /** In rows by chance: of whatever was posted, before the first checkpoint or after it, the house's own among them. */
    @Test
    @Tag("torture")
    @DisplayName("L51: a flipped byte in any column of history")
    void aFlippedByteInAnyColumnOfHistoryIsFound() {
        Torture.run("tampering", 1, 40, (rounds, seed) -> {
            history.goOn();
            bed.books().seal();
            history.goOn();
            bed.books().seal();
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
        history.goOn();
        bed.books().seal();
        long seq = bed.books().number("SELECT max(seq) FROM ledger_entry WHERE tx_id = ?", history.call);

        assertThat(tamper.found("UPDATE usage_event SET total_micros = total_micros # 1 WHERE request_id = '"
                        + history.call + "'"))
                .singleElement()
                .satisfies(breach -> {
                    assertThat(breach.walletId()).isEqualTo(customer.walletId());
                    assertThat(breach.what()).contains("seq " + seq);
                });
    }

    @Test
    void aChangedRemovedOrAddedAttemptIsFound() throws SQLException {
        history.goOn();
        String attempt =
                "INSERT INTO usage_attempt SELECT request_id, %d, 7, 429, 'rate_limited', 5, NULL, 900, created_at"
                        + " FROM usage_event WHERE request_id = '" + history.call + "'";
        bed.books().update(attempt.formatted(1));
        bed.books().seal();
        String ofCall = " WHERE request_id = '" + history.call + "'";

        assertThat(tamper.found(attempt.formatted(2))).isNotEmpty();
        assertThat(tamper.found("UPDATE usage_attempt SET cost_nano = cost_nano + 1" + ofCall))
                .isNotEmpty();
        assertThat(tamper.found("DELETE FROM usage_attempt" + ofCall)).isNotEmpty();
    }

    @Test
    void aRemovedOrAddedEntryIsFound() throws SQLException {
        history.goOn();
        bed.books().seal();
        String last = "(SELECT max(seq) FROM ledger_entry WHERE wallet_id = %d)".formatted(customer.walletId());

        assertThat(tamper.found("DELETE FROM ledger_entry WHERE seq = " + last)).isNotEmpty();
        assertThat(tamper.found(
                        "DELETE FROM ledger_tx WHERE id = (SELECT tx_id FROM ledger_entry WHERE seq = " + last + ")"))
                .isNotEmpty();
        assertThat(tamper.found(
                        "INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount, wallet_id, lot_id) "
                                + "SELECT tx_id, 7, debit_account, credit_account, 1, wallet_id, lot_id FROM ledger_entry WHERE seq = "
                                + last))
                .isNotEmpty();
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
                        "CASE WHEN length(%1$s) > 0 THEN set_byte(%1$s, 0, get_byte(%1$s, 0) # 1) ELSE '\\x01' END"
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
        String ofWallet =
                switch (table) {
                    case "ledger_tx" ->
                        "id IN (SELECT tx_id FROM ledger_entry WHERE wallet_id = %d OR wallet_id IS NULL)";
                    case "lot_consumption" -> "lot_id IN (SELECT id FROM credit_lot WHERE wallet_id = %d)";
                    case "ledger_entry" -> "(wallet_id = %d OR wallet_id IS NULL)";
                    default -> "wallet_id = %d";
                };
        List<String> keys = bed.books()
                .list(
                        "SELECT quote_literal(" + key + "::text) FROM " + table + " WHERE "
                                + ofWallet.formatted(customer.walletId()),
                        row -> row.getString(1));
        String row = key + "::text = " + keys.get(random.nextInt(keys.size()));
        return "UPDATE %s SET %s = %s WHERE %s".formatted(table, name, flipped, row);
    }

    /** What the database refuses even so needs no finding; everything is proved only where its chain shows nothing. */
    private boolean isFound(String change) throws SQLException {
        return tamper.after(change, session -> {
                    ChainCheck chains = new ChainCheck(new ProofStore(session));
                    return chains.wallet(customer.walletId()).isPresent()
                            || chains.wallet(HOUSE).isPresent()
                            || Tamper.everything(session).stream().anyMatch(finding -> !finding.holds());
                })
                .orElse(true);
    }
}
