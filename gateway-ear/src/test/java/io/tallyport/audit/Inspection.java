package io.tallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.ledger.BareLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads what a step did to the books and compares it with the auditor's: new entries, lots, groups, wallets. */
final class Inspection {
    private static final String ENTRIES = """
            SELECT e.seq, e.tx_id, t.kind, d.class AS debit, c.class AS credit, e.amount, e.unit, e.debit_account,
                e.credit_account, d.wallet_id AS debtor, c.wallet_id AS creditor
            FROM ledger_entry e JOIN ledger_tx t ON t.id = e.tx_id
            JOIN ledger_account d ON d.id = e.debit_account JOIN ledger_account c ON c.id = e.credit_account
            WHERE e.seq > ? ORDER BY e.seq
            """;

    private static final String UNBALANCED = """
            SELECT count(*) FROM (
                SELECT FROM account_entry e JOIN ledger_account a ON a.id = e.account_id
                WHERE e.seq > ? GROUP BY e.tx_id, e.unit HAVING sum(e.amount) <> 0 OR bool_or(a.unit <> e.unit)) found
            """;

    /** The bonus of a sale, expiry, and what the roll-up recognises or takes back: seen in lots, groups and 2100. */
    private static final Pattern BESIDE = Pattern.compile(
            "P2 X\\.ISS\\.B -> W\\.B .*|P16 W\\.[PB] -> X\\.EXP .*|P16 2100 -> 4190 .*|P4 2100 -> 4100 .*|P9 4100 -> 2100 .*");

    private final BareLedger ledger;
    private final List<ModelWallet> wallets;
    private final Map<UUID, List<String>> expected = new HashMap<>();
    private final List<List<String>> beside = new ArrayList<>();
    /** Sum of a customer's account by class, debit +. */
    private final Map<String, Long> totals = new HashMap<>();

    private long lastSeq;
    private long lastLot;

    private record Entry(
            long seq,
            UUID transaction,
            String kind,
            String debit,
            String credit,
            long amount,
            String unit,
            long debtor,
            long creditor) {

        String line() {
            return kind + " " + debit + " -> " + credit + " " + amount + " " + unit;
        }
    }

    Inspection(BareLedger ledger, List<ModelWallet> wallets) {
        this.ledger = ledger;
        this.wallets = wallets;
        this.lastSeq = ledger.number("SELECT coalesce(max(seq), 0) FROM ledger_entry");
        this.lastLot = ledger.number("SELECT coalesce(max(id), 0) FROM credit_lot");
    }

    void expect(UUID transaction, List<String> lines) {
        expected.put(transaction, lines);
    }

    /** A transaction whose id no answer tells. */
    void expectBeside(String line) {
        beside.add(List.of(line));
    }

    /** Lots that the step made in a wallet. */
    List<Long> newLots(long walletId) {
        return ledger.database.list(
                "SELECT id FROM credit_lot WHERE id > ? AND wallet_id = ? ORDER BY id",
                row -> row.getLong(1),
                lastLot,
                walletId);
    }

    long groupOf(long lotId) {
        return ledger.number("SELECT group_id FROM credit_lot WHERE id = ?", lotId);
    }

    void compare() {
        compareEntries();
        lastLot = ledger.number("SELECT coalesce(max(id), 0) FROM credit_lot");
        wallets.forEach(this::compare);
    }

    private void compareEntries() {
        assertThat(ledger.number(UNBALANCED, lastSeq))
                .as("L11: transactions that do not balance in one of their units")
                .isZero();
        Map<UUID, List<String>> found = new HashMap<>();
        List<Entry> entries = ledger.database.list(
                ENTRIES,
                row -> new Entry(
                        row.getLong("seq"),
                        row.getObject("tx_id", UUID.class),
                        row.getString("kind"),
                        row.getString("debit"),
                        row.getString("credit"),
                        row.getLong("amount"),
                        row.getString("unit"),
                        row.getLong("debtor"),
                        row.getLong("creditor")),
                lastSeq);
        for (Entry entry : entries) {
            found.computeIfAbsent(entry.transaction(), id -> new ArrayList<>()).add(entry.line());
            totals.merge(entry.debtor() + entry.debit(), entry.amount(), Math::addExact);
            totals.merge(entry.creditor() + entry.credit(), -entry.amount(), Math::addExact);
            lastSeq = entry.seq();
        }
        expected.forEach((id, lines) -> {
            List<String> posted = found.remove(id);
            assertThat(posted == null ? List.of() : posted).isEqualTo(lines);
        });
        for (List<String> lines : beside) {
            assertThat(found.values().remove(lines)).as("%s beside", lines).isTrue();
        }
        beside.clear();
        assertThat(found.values())
                .as("what nobody expected; of these, the figures below are known")
                .allSatisfy(lines ->
                        assertThat(lines).allMatch(line -> BESIDE.matcher(line).matches()));
        expected.clear();
    }

    private long credit(ModelWallet wallet, String accountClass) {
        return -totals.getOrDefault(wallet.id + accountClass, 0L);
    }

    private void compare(ModelWallet wallet) {
        String row = ledger.text("""
                SELECT concat_ws(' ', posted_p, posted_b, leased, debt_nano,
                    (SELECT coalesce(sum(debit_nano), 0) FROM spend_bucket WHERE wallet_id = w.id))
                FROM wallet w WHERE id = ?
                """, wallet.id);
        assertThat(row)
                .as("wallet: paid, bonus, leased, debt, spend")
                .isEqualTo("%d %d %d %d %d"
                        .formatted(wallet.paid(), wallet.bonus(), wallet.leased, wallet.debt, wallet.spend));
        assertThat(List.of(credit(wallet, "W.P"), credit(wallet, "W.B"), -credit(wallet, "DEBT")))
                .as("entries of the wallet")
                .containsExactly(wallet.paid(), wallet.bonus(), wallet.debt);
        assertThat(credit(wallet, "2100")).as("2100 of the wallet").isEqualTo(wallet.inLedger());
        Map<Long, String> lots = new TreeMap<>();
        wallet.lots.forEach(lot -> lots.put(lot.id, lot.remaining + " " + lot.withdrawn));
        assertThat(map(
                        "SELECT id, concat_ws(' ', remaining_nano, withdrawn_nano) FROM credit_lot WHERE wallet_id = ?",
                        wallet.id))
                .as("lots: remaining, withdrawn")
                .isEqualTo(lots);
        Map<Long, String> groups = new TreeMap<>();
        wallet.groups.forEach(group -> groups.put(
                group.id,
                "%d %d %d %d %d %d"
                        .formatted(
                                group.net,
                                group.recognised,
                                group.refunded,
                                group.breakage,
                                group.tax,
                                group.taxRefunded)));
        assertThat(map("""
                        SELECT id, concat_ws(' ', net_minor, recognised_minor, refunded_minor, breakage_minor, tax_minor,
                            tax_refunded_minor) FROM lot_group WHERE wallet_id = ?
                        """, wallet.id))
                .as("groups: net, recognised, refunded, breakage, tax, tax refunded")
                .isEqualTo(groups);
    }

    private Map<Long, String> map(String sql, long walletId) {
        Map<Long, String> found = new TreeMap<>();
        ledger.database.list(sql, row -> found.put(row.getLong(1), row.getString(2)), walletId);
        return found;
    }
}
