package io.tallyport.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tallyport.accounting.ProviderInvoice;
import io.tallyport.accounting.ProviderInvoices;
import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.database.TimeOrderedId;
import io.tallyport.error.GatewayException;
import io.tallyport.providerusage.Difference;
import io.tallyport.providerusage.Explanation;
import io.tallyport.providerusage.ProviderUsages;
import io.tallyport.providerusage.UsageReport;
import io.tallyport.revenue.ProviderCosts;
import io.tallyport.settlement.Settling;
import io.tallyport.usage.UsageEvent.TriedAttempt;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a provider says that we used, against what we have accrued for it (P15). */
class ProviderUsageIT {
    private static final long CENT_NANO = 10_000_000;

    private final BareLedger ledger = BareLedger.get();
    private final ProviderUsages usages = ledger.bean(ProviderUsages.class);
    private final String account = "account-" + UUID.randomUUID();
    private final LocalDate today =
            LocalDate.parse(ledger.text("SELECT (clock_timestamp() AT TIME ZONE 'UTC')::date::text"));
    private long accountId;

    /** Three calls of one model for 30 cents, one of another for 5, and 2 more for an attempt that failed. */
    @BeforeEach
    void callsStandOnTheBooks() {
        long provider = ledger.number("""
                INSERT INTO upstream_provider (name, protocol, base_url, serves) VALUES (?, 'openai', 'https://x.example', '{x}')
                RETURNING id
                """, account);
        // calls of other tests stand under the first account there is
        account("first-" + account, provider);
        accountId = account(account, provider);
        long wallet = ledger.wallet();
        ledger.topUp(wallet, 10_000_000_000L, 0, 1_000);
        TriedAttempt failed = new TriedAttempt(1, accountId, 500, "server_error", 2 * CENT_NANO, null, 5);
        ledger.settle(List.of(
                call(wallet, "model-a", 10 * CENT_NANO, List.of()),
                call(wallet, "model-a", 10 * CENT_NANO, List.of()),
                call(wallet, "model-a", 10 * CENT_NANO, List.of()),
                call(wallet, "model-b", 5 * CENT_NANO, List.of(failed))));
        post();
    }

    @Test
    @DisplayName("L82: a provider's usage is what 2500 owes it")
    void l82AFileThatTellsTheSameAgreesToTheNanoAnd2500OwesIt() {
        UsageReport report = take("""
                day,model,input,output,cost_usd
                %1$s,model-a,3,3,0.30
                %1$s,model-b,1,1,0.07
                """);

        assertThat(report.lines()).hasSize(2).allMatch(Difference::agrees);
        assertThat(report.total().costNano()).isZero();
        assertThat(report.total().theirCostNano()).isEqualTo(37 * CENT_NANO);
        assertThat(report.total().failedNano()).isEqualTo(2 * CENT_NANO);
        assertThat(owed()).isEqualTo(37);
    }

    @Test
    @DisplayName("L82: a line that is missing, other, or additional is found")
    void l82ALineThatIsMissingOtherOrAdditionalIsFound() {
        assertThat(take("day,model,input,output,cost_usd\n%1$s,model-b,1,1,0.07\n")
                        .lines())
                .filteredOn(line -> !line.agrees())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.model()).isEqualTo("model-a");
                    assertThat(line.costNano()).isEqualTo(-30 * CENT_NANO);
                    assertThat(line.explanations()).containsExactly(Explanation.NOT_IN_THE_FILE);
                });
        assertThat(take("day,model,input,output,cost_usd\n%1$s,model-a,4,3,0.31\n%1$s,model-b,1,1,0.05\n")
                        .lines())
                .extracting(Difference::model, Difference::costNano, Difference::explanations)
                .containsExactly(
                        tuple("model-a", CENT_NANO, Set.of()),
                        tuple("model-b", -2 * CENT_NANO, Set.of(Explanation.FAILED_ATTEMPTS)));
        UsageReport more = take("""
                day,model,input,output,cost_usd
                %1$s,model-a,3,3,0.30
                %1$s,model-b,1,1,0.07
                %1$s,model-x,7,0,0.000000001
                """);
        assertThat(more.lines())
                .filteredOn(line -> !line.agrees())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.costNano()).isEqualTo(1);
                    assertThat(line.explanations()).containsExactly(Explanation.UNKNOWN_MODEL);
                });
        assertThat(more.total().costNano()).isEqualTo(1);
        assertThat(more.total().differing()).isEqualTo(1);
    }

    @Test
    @DisplayName("L82: after the provider's invoice 2500 owes what was invoiced")
    void l82TheInvoiceOfWhatTheFileTellsLeavesItIn2500() {
        UsageReport report = take("day,model,cost_usd\n%1$s,model-a,0.31\n%1$s,model-b,0.07\n");
        assertThat(report.total().costNano()).isEqualTo(CENT_NANO);
        long invoiced = Objects.requireNonNull(report.total().theirCostNano()) / CENT_NANO;
        Instant end = Instant.now().plusSeconds(60);

        ProviderInvoice invoice = ledger.bean(ProviderInvoices.class)
                .enter(new ProviderInvoices.Entry(account, "R-1", "USD", invoiced, end), BareLedger.TWO_PEOPLE);

        assertThat(invoice.difference()).isEqualTo(1);
        assertThat(owed()).isEqualTo(38);
    }

    @Test
    @DisplayName("L82: the same file again changes nothing")
    void l82TheSameFileAgainChangesNothing() {
        String file = "day,model,cost_usd\n%1$s,model-a,0.30\n";
        UsageReport first = take(file);
        UsageReport again = take(file);

        assertThat(again.source()).isEqualTo(first.source());
        assertThat(again.lines()).isEqualTo(first.lines());
        assertThat(imports()).isEqualTo(1);
        assertThat(ledger.number(
                        "SELECT count(*) FROM provider_usage_line WHERE import_id = ?",
                        first.source().id()))
                .isEqualTo(1);
        take(file + "%1$s,model-b,0.07\n");
        assertThat(imports()).isEqualTo(2);
        assertThat(usages.report(first.source().id()).lines()).isEqualTo(first.lines());
        assertThat(usages.all())
                .extracting(UsageReport.Import::id)
                .contains(first.source().id());
    }

    @Test
    void aProvidersNamesOfModelsAreThoseOfThePriceBook() throws SQLException {
        String id = "model-" + UUID.randomUUID();
        ledger.database.update("""
                INSERT INTO model (id, display_name, provider, kind, api, status, context_window, listed_since)
                VALUES (?, ?, 'x', 'chat', 'chat', 'listed', 1000, now())
                """, id, "Display of " + id);
        try (Connection owner = ledger.asOwner();
                PreparedStatement alias =
                        owner.prepareStatement("INSERT INTO model_alias (alias, model_id) VALUES (?, ?)")) {
            alias.setString(1, id + "-latest");
            alias.setString(2, id);
            alias.executeUpdate();
        }
        long wallet = ledger.wallet();
        ledger.topUp(wallet, 1_000_000_000L, 0, 100);
        ledger.settle(List.of(call(wallet, id, 4 * CENT_NANO, List.of())));

        for (String name : List.of(id, id + "-latest", id + "-20260101", id + "-2026-01-01", "display OF " + id)) {
            assertThat(take("day,model,input,output\n%1$s," + name + ",1,1\n%1$s,model-a,3,3\n%1$s,model-b,1,1\n")
                            .lines())
                    .as(name)
                    .hasSize(3)
                    .allMatch(Difference::agrees);
        }
    }

    @Test
    void anExportWithoutUsageIsComparedToo() {
        assertThat(take("day,model,cost_usd\n").lines())
                .extracting(Difference::model, Difference::costNano, Difference::explanations)
                .containsExactly(
                        tuple("model-a", -30 * CENT_NANO, Set.of(Explanation.NOT_IN_THE_FILE)),
                        tuple(
                                "model-b",
                                -7 * CENT_NANO,
                                Set.of(Explanation.NOT_IN_THE_FILE, Explanation.FAILED_ATTEMPTS)));
    }

    @Test
    void onlyAccountsThatAreThereHaveUsage() {
        assertThatThrownBy(() -> usages.take(
                        new ProviderUsages.Period("nobody", today, today.plusDays(1), "f.csv", "maker@x.example"),
                        "day,model,cost_usd\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(GatewayException.class);
    }

    /** @param text with today's date for {@code %1$s} */
    private UsageReport take(String text) {
        return usages.take(
                new ProviderUsages.Period(account, today, today.plusDays(1), "usage.csv", "maker@x.example"),
                text.formatted(today).getBytes(StandardCharsets.UTF_8));
    }

    private long account(String name, long provider) {
        return ledger.number(
                "INSERT INTO upstream_account (name, provider_id) VALUES (?, ?) RETURNING id", name, provider);
    }

    private long imports() {
        return ledger.number("SELECT count(*) FROM provider_usage_import WHERE upstream_account_id = ?", accountId);
    }

    private Settling.Call call(long wallet, String model, long cost, List<TriedAttempt> tried) {
        UUID lease = Objects.requireNonNull(ledger.lease(wallet, cost));
        return new Settling.Call(TimeOrderedId.next(), wallet, model, cost, lease, cost, accountId, tried);
    }

    private void post() {
        while (ledger.bean(ProviderCosts.class).post()) {
            // a stretch at a time
        }
    }

    /** Minor units of 2500, credit +. */
    private long owed() {
        return ledger.number("""
                SELECT coalesce(-sum(e.amount), 0) FROM ledger_account a JOIN account_entry e ON e.account_id = a.id
                WHERE a.class = '2500' AND a.detail = ?
                """, account);
    }
}
