package io.tallyport.providerusage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.providerusage.UsageReport.Import;
import io.tallyport.usage.TokenCounts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);
    private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 3);
    private static final long CENT_NANO = 10_000_000;

    @Test
    void whatIsTheSameInBothBooksNeedsNoExplanation() {
        Difference one = single(ExportFormat.NEUTRAL, line(MONDAY, 10, 500L), accrual(MONDAY, 10, 500, 3));

        assertThat(one.agrees()).isTrue();
        assertThat(one.explanations()).isEmpty();
        assertThat(one.costNano()).isZero();
    }

    @Test
    void aLineThatTellsMoreIsADifferenceNothingExplains() {
        Difference one = single(ExportFormat.NEUTRAL, line(MONDAY, 15, 900L), accrual(MONDAY, 10, 500, 3));

        assertThat(one.costNano()).isEqualTo(400);
        assertThat(one.tokens()).isEqualTo(new TokenDifference(5, 0, 0, 0, 0, 0));
        assertThat(one.explanations()).isEmpty();
        assertThat(one.agrees()).isFalse();
    }

    @Test
    void aLineThatIsMissingOrAdditionalIsSaidToBe() {
        List<Difference> all = Comparison.of(
                ExportFormat.NEUTRAL,
                List.of(
                        line(MONDAY, 10, 500L),
                        new UsageLine(TUESDAY, "m", tokens(1), 7L, 1),
                        line(TUESDAY, "x", 1, 9L)),
                List.of(accrual(MONDAY, 10, 500, 3), accrual(MONDAY, "n", 4, 40, 1)),
                Set.of("m", "n"));

        assertThat(all).extracting(Difference::model).containsExactly("m", "n", "m", "x");
        assertThat(all)
                .extracting(Difference::explanations)
                .containsExactly(
                        Set.of(),
                        Set.of(Explanation.NOT_IN_THE_FILE),
                        Set.of(Explanation.NOT_ON_OUR_BOOKS),
                        Set.of(Explanation.UNKNOWN_MODEL));
        assertThat(all).extracting(Difference::costNano).containsExactly(0L, -40L, 7L, 9L);
    }

    @Test
    void ourRoundingUpOfEachCallExplainsANanoEach() {
        assertThat(single(ExportFormat.NEUTRAL, line(MONDAY, 10, 497L), accrual(MONDAY, 10, 500, 3))
                        .explanations())
                .containsExactly(Explanation.ROUNDING);
        assertThat(single(ExportFormat.NEUTRAL, line(MONDAY, 10, 496L), accrual(MONDAY, 10, 500, 3))
                        .explanations())
                .isEmpty();
    }

    @Test
    void wholeCentsExplainHalfACentForEachRow() {
        UsageLine twoRows = new UsageLine(MONDAY, "m", null, 3 * CENT_NANO, 2);

        assertThat(single(ExportFormat.ANTHROPIC_COST, twoRows, accrual(MONDAY, 10, 2 * CENT_NANO - 1, 1))
                        .explanations())
                .containsExactly(Explanation.ROUNDING);
        assertThat(single(ExportFormat.ANTHROPIC_COST, twoRows, accrual(MONDAY, 10, 2 * CENT_NANO - 2, 1))
                        .explanations())
                .isEmpty();
    }

    @Test
    void attemptsThatFailedAndCallsThatWereEstimatedMayBeBehindADifference() {
        Accrual accrual = new Accrual(MONDAY, "m", tokens(10), 500, 3, 1, 2, 100);

        assertThat(single(ExportFormat.NEUTRAL, line(MONDAY, 12, 600L), accrual).explanations())
                .containsExactlyInAnyOrder(Explanation.FAILED_ATTEMPTS, Explanation.ESTIMATED);
    }

    @Test
    void callsAroundMidnightMoveFromOneDayToTheNext() {
        List<Difference> all = Comparison.of(
                ExportFormat.NEUTRAL,
                List.of(line(MONDAY, 12, 600L), line(TUESDAY, 8, 400L)),
                List.of(accrual(MONDAY, 10, 500, 1), accrual(TUESDAY, 10, 500, 1)),
                Set.of("m"));

        assertThat(all).extracting(Difference::explanations).containsOnly(Set.of(Explanation.MIDNIGHT));
    }

    @Test
    void aFileOfTokensOnlySaysNothingOfMoney() {
        Difference one = single(ExportFormat.ANTHROPIC_USAGE, line(MONDAY, 10, null), accrual(MONDAY, 10, 500, 3));

        assertThat(one.costNano()).isNull();
        assertThat(one.agrees()).isTrue();
    }

    @Test
    void theTotalIsTheSumOfAllLines() {
        List<Difference> all = Comparison.of(
                ExportFormat.NEUTRAL,
                List.of(line(MONDAY, 12, 600L), line(TUESDAY, 8, 350L)),
                List.of(accrual(MONDAY, 10, 500, 1), new Accrual(TUESDAY, "m", tokens(10), 500, 1, 0, 1, 60)),
                Set.of("m"));
        Import source = new Import(1, 1, "a", MONDAY, TUESDAY, ExportFormat.NEUTRAL, "f", "p", Instant.EPOCH);

        assertThat(new UsageReport(source, all).total())
                .isEqualTo(
                        new UsageReport.Total(950L, 1_000, -50L, tokens(20), tokens(20), TokenDifference.NONE, 60, 2));
    }

    private static Difference single(ExportFormat format, UsageLine line, Accrual accrual) {
        List<Difference> all = Comparison.of(format, List.of(line), List.of(accrual), Set.of("m"));
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static UsageLine line(LocalDate day, long input, @Nullable Long cost) {
        return line(day, "m", input, cost);
    }

    private static UsageLine line(LocalDate day, String model, long input, @Nullable Long cost) {
        return new UsageLine(day, model, tokens(input), cost, 1);
    }

    private static Accrual accrual(LocalDate day, long input, long cost, long calls) {
        return new Accrual(day, "m", tokens(input), cost, calls, 0, 0, 0);
    }

    private static Accrual accrual(LocalDate day, String model, long input, long cost, long calls) {
        return new Accrual(day, model, tokens(input), cost, calls, 0, 0, 0);
    }

    private static TokenCounts tokens(long input) {
        return new TokenCounts(input, 0, 0, 0, 0);
    }
}
