package io.tallyport.usageapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Torture;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.books.ReplayedStatement;
import io.tallyport.bed.http.Reply;
import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.ledger.Approval;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The CSV statement: its lines replay to the balance (L17), for calls and any cut of them; AuditorIT has every posting. */
@ExtendWith(BooksCheck.class)
class StatementIT {
    private static final String CHAT =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static final Approval AS_A_SPREADSHEET_WOULD_RUN =
            new Approval("maker@x.example", "checker@x.example", "=HYPERLINK(\"x\"),");

    private final Bed bed = Bed.shared();

    @Test
    @Tag("torture")
    @DisplayName("L17 the CSV statement replays to the same balance")
    void theStatementReplaysToTheBalance() {
        Torture.run("statement", 30, 3_000, (operations, seed) -> {
            Customer customer = bed.customer();
            BareLedger ledger = BareLedger.beside(bed);
            Random random = new Random(seed);
            List<String> moments = new ArrayList<>();
            for (int i = 0; i < operations; i++) {
                operate(customer, ledger, random, i);
                moments.add(now());
            }
            ReplayedStatement whole = replayed(customer, "");
            assertThat(whole.closing()).isEqualTo(bed.books().balance(customer));
            assertThat(whole.entries()).hasSize((int) entries(customer));
            String cut = moments.get(random.nextInt(moments.size()));
            ReplayedStatement earlier = replayed(customer, "to=" + cut);
            ReplayedStatement later = replayed(customer, "from=" + cut + "&zone=Europe/Berlin&bom=true");
            assertThat(later.opening()).isEqualTo(earlier.closing());
            assertThat(later.closing()).isEqualTo(whole.closing());
            assertThat(earlier.entries().size() + later.entries().size())
                    .isEqualTo(whole.entries().size());
        });
    }

    @Test
    void aLineNamesItsCallAndWhatItsPriceComesFrom() {
        Customer customer = bed.customer();
        Reply call = bed.chat(customer, CHAT).header("tallyport-tag", "-1").send();
        Map<String, String> line = replayed(customer, "").entries().get(1);

        assertThat(line.get("request")).isEqualTo(call.requestId());
        assertThat(line.get("out_credits")).isEqualTo(call.header("tallyport-cost"));
        assertThat(line.get("model")).isEqualTo("gpt-4o-mini");
        assertThat(line.get("base_factor")).isEqualTo("0.7");
        assertThat(line.get("batch_factor")).isEqualTo("1");
        assertThat(line.get("tag")).as("what a spreadsheet would run").isEqualTo("'-1");
        assertThat(line.get("posting")).isEqualTo("P4");
        assertThat(line.get("to_account")).isEqualTo("X.USE");
        assertThat(line.get("balance_credits")).isEqualTo(call.header("tallyport-balance"));
    }

    @Test
    void onlyManagementKeysOfTheOrganisationReadIt() {
        Customer customer = bed.customer();

        assertThat(bed.get("/v1/statement.csv").bearer(customer.key()).send().status())
                .isEqualTo(403);
        assertThat(bed.get("/v1/statement.csv").send().status()).isEqualTo(401);
        assertThat(bed.get("/v1/statement.csv?zone=Mars")
                        .bearer(bed.managementKey(customer))
                        .send()
                        .status())
                .isEqualTo(400);
    }

    @Test
    @Tag("torture")
    void aLongStatementComesWhileItIsBeingRead() {
        Torture.run("statement-long", 20_000, 1_000_000, (count, seed) -> {
            Customer customer = bed.customer("0");
            fill(customer, count);
            long lines = 0;
            String last = "";
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                    bed.get("/v1/statement.csv")
                            .bearer(bed.managementKey(customer))
                            .open()
                            .body(),
                    StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines++;
                    last = line;
                }
            }
            assertThat(lines).isEqualTo(count + 3);
            assertThat(last)
                    .startsWith("closing,")
                    .endsWith(","
                            + new BigDecimal(count)
                                    .movePointLeft(9)
                                    .stripTrailingZeros()
                                    .toPlainString());
        });
    }

    private void operate(Customer customer, BareLedger ledger, Random random, int i) {
        switch (random.nextInt(4)) {
            case 0 ->
                ledger.credits
                        .adjustUp(customer.walletId(), someNano(random), BareLedger.key(), AS_A_SPREADSHEET_WOULD_RUN)
                        .orThrow();
            case 1 -> ledger.topUp(customer.walletId(), someNano(random), 0, 100);
            case 2 ->
                bed.messages(customer, CHAT.replace("gpt-4o-mini", "claude-sonnet-4-5"))
                        .send();
            default -> bed.chat(customer, CHAT).output("tokens=" + (1 + i % 9)).send();
        }
    }

    private static long someNano(Random random) {
        return 1 + random.nextLong(1_000_000_000L);
    }

    /** As many entries of one nano-credit each. */
    private void fill(Customer customer, int count) {
        bed.books().update("""
                WITH grouped AS (
                    INSERT INTO lot_group (wallet_id, initial_nano, base_minor, base_nano)
                    SELECT ?, n, 0, n FROM (VALUES (?::bigint)) v (n) RETURNING id, wallet_id, initial_nano
                ), lot AS (
                    INSERT INTO credit_lot (group_id, wallet_id, kind, initial_nano, remaining_nano)
                    SELECT id, wallet_id, 'BONUS', initial_nano, initial_nano FROM grouped RETURNING id, wallet_id, initial_nano
                ), tx AS (
                    INSERT INTO ledger_tx (id, kind, idem_key, actor, approver, reason)
                    SELECT gen_random_uuid(), 'P12', 'long:' || gen_random_uuid(), 'maker', 'checker', 'one of many'
                    FROM generate_series(1, (SELECT initial_nano FROM grouped) / 1000) RETURNING id
                ), entry AS (
                    INSERT INTO ledger_entry (tx_id, line, debit_account, credit_account, amount, wallet_id, lot_id)
                    SELECT tx.id, i, a.id, w.bonus_account, 1, w.id, lot.id
                    FROM tx, generate_series(1, 1000) i, lot JOIN wallet w ON w.id = wallet_id, ledger_account a
                    WHERE a.class = 'X.ADJ' ORDER BY tx.id, i
                )
                UPDATE wallet SET posted_b = posted_b + initial_nano, version = version + 1 FROM lot
                WHERE wallet.id = wallet_id
                """, customer.walletId(), (long) count);
        bed.books().update("ANALYZE ledger_entry, ledger_tx"); // as autovacuum does within a minute
    }

    private String now() {
        return bed.books()
                .list(
                        "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
                        row -> row.getString(1))
                .getFirst();
    }

    private long entries(Customer customer) {
        return bed.books().number("SELECT count(*) FROM ledger_entry WHERE wallet_id = ?", customer.walletId());
    }

    private ReplayedStatement replayed(Customer customer, String query) {
        return ReplayedStatement.of(statement(customer, query));
    }

    private String statement(Customer customer, String query) {
        Reply reply = bed.get("/v1/statement.csv?" + query)
                .bearer(bed.managementKey(customer))
                .send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("content-type")).startsWith("text/csv");
        return reply.text();
    }
}
