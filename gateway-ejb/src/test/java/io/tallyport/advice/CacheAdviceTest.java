package io.tallyport.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.advice.CacheAdvice.Affinity;
import io.tallyport.advice.CacheAdvice.Direct;
import io.tallyport.advice.CacheAdvice.Miss;
import io.tallyport.advice.JudgedCalls.Spread;
import io.tallyport.catalog.Prices;
import io.tallyport.usage.Factors;
import io.tallyport.usage.TokenCounts;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** At 3,000 nano a token of input: written 3,750 or 6,000, read 300, output 15,000; and 70 % of that. */
class CacheAdviceTest {
    private static final Prices SONNET =
            new Prices(1, 3_000_000_000L, 15_000_000_000L, 300_000_000L, 3_750_000_000L, 6_000_000_000L, null);
    private static final Factors STARTER = new Factors(700_000, 1_000_000);
    private static final TokenCounts WRITE = new TokenCounts(12, 1_000, 0, 0, 80);
    private static final TokenCounts READ = new TokenCounts(10, 0, 0, 1_000, 50);
    private static final TokenCounts PLAIN = new TokenCounts(2_000, 0, 0, 0, 5);
    private static final TokenCounts SHORT = new TokenCounts(100, 0, 0, 0, 5);

    @Test
    void everyMissHasItsReasonWithWhatItCostAboveReading() {
        CacheAdvice advice = CacheAdvice.of(List.of(
                miss(MissReason.EXPIRED, WRITE, new TokenCounts(0, 1_000, 0, 0, 0)),
                miss(MissReason.EXPIRED, WRITE, new TokenCounts(0, 1_000, 0, 0, 0)),
                miss(MissReason.FIRST_WRITE, WRITE, new TokenCounts(0, 0, 1_000, 0, 0)),
                miss(MissReason.NOT_MARKED, PLAIN, new TokenCounts(2_000, 0, 0, 0, 0)),
                miss(MissReason.BELOW_MINIMUM, SHORT, new TokenCounts(100, 0, 0, 0, 0)),
                hit(null)));

        // 2 * 1,000 * 3,450 * 0.7; 1,000 * 5,700 * 0.7; 2,000 * 2,700 * 0.7
        assertThat(advice.misses())
                .containsExactly(
                        new Miss(MissReason.BELOW_MINIMUM, 1, 100, 0),
                        new Miss(MissReason.NOT_MARKED, 1, 2_000, 3_780_000),
                        new Miss(MissReason.FIRST_WRITE, 1, 1_000, 3_990_000),
                        new Miss(MissReason.EXPIRED, 2, 2_000, 4_830_000));
        assertThat(advice.calls()).isEqualTo(6);
        assertThat(advice.hits()).isEqualTo(1);
    }

    @Test
    void readsSaveAndWritesCost() {
        CacheAdvice advice = CacheAdvice.of(List.of(miss(MissReason.FIRST_WRITE, WRITE, WRITE), hit(null), hit(null)));

        // 0.7 * (2,000 * 2,700 - 1,000 * 750)
        assertThat(advice.savedNano()).isEqualTo(3_255_000);
        assertThat(advice.readTokens()).isEqualTo(2_000);
        assertThat(advice.writtenTokens()).isEqualTo(1_000);
        assertThat(advice.promptTokens()).isEqualTo(1_012 + 2 * 1_010);
    }

    @Test
    void affinitySavesWhatEvenSpreadingWouldHaveHadToWriteAgain() {
        CacheAdvice advice = CacheAdvice.of(List.of(hit(new Spread(4, 2, false)), hit(null)));

        // 1,000 * 3,450 * 0.7 * (3/4)^2 = 1,358,437.5
        assertThat(advice.affinity()).isEqualTo(new Affinity(1, 1_000, 1_358_437));
    }

    @Test
    void affinityInAnHoursCacheSavesAnHoursWrite() {
        // 1,000 * 5,700 * 0.7 * 1/2
        assertThat(CacheAdvice.of(List.of(hit(new Spread(2, 1, true)))).affinity())
                .isEqualTo(new Affinity(1, 1_000, 1_995_000));
    }

    @Test
    void goingDirectIsEvenWhereWritesForWantOfHitsEatUpTheDiscount() {
        JudgedCalls write = calls(null, new TokenCounts(0, 1_000, 0, 0, 0), TokenCounts.NONE, null);
        JudgedCalls read = calls(null, new TokenCounts(0, 0, 0, 1_000, 0), TokenCounts.NONE, null);

        // direct 3,750,000 + 300,000; written 0.7 * 7,500,000; read 0.7 * 600,000: 1,200,000 / 4,830,000
        assertThat(CacheAdvice.of(List.of(write, read)).direct()).isEqualTo(new Direct(20, 14, 500_000L, 248_448L));
    }

    @Test
    void whatIsReadFromNoCacheHasNoBreakEven() {
        assertThat(CacheAdvice.of(List.of(miss(MissReason.NOT_MARKED, PLAIN, PLAIN)))
                        .direct()
                        .breakEvenPpm())
                .isNull();
    }

    @Test
    void enoughPlainTokensMakeEverySingleHitRateCheaperThanGoingDirect() {
        JudgedCalls call = calls(null, new TokenCounts(100_000, 10, 0, 10, 0), TokenCounts.NONE, null);

        assertThat(CacheAdvice.of(List.of(call)).direct().breakEvenPpm()).isZero();
    }

    @Test
    void withoutDiscountOnlyAsManyHitsAsDirectAreEven() {
        JudgedCalls call = new JudgedCalls(
                LocalDate.EPOCH,
                null,
                1,
                new TokenCounts(7, 500, 0, 500, 3),
                TokenCounts.NONE,
                SONNET,
                new Factors(1_000_000, 1_000_000),
                null,
                10,
                10);

        assertThat(CacheAdvice.of(List.of(call)).direct().breakEvenPpm()).isEqualTo(500_000);
    }

    @Test
    void ofNoCallsNothingIsSaid() {
        assertThat(CacheAdvice.of(List.of()))
                .isEqualTo(new CacheAdvice(
                        0, 0, 0, 0, 0, 0, List.of(), new Affinity(0, 0, 0), new Direct(0, 0, null, null)));
    }

    private static JudgedCalls hit(@Nullable Spread spread) {
        return calls(null, READ, TokenCounts.NONE, spread);
    }

    private static JudgedCalls miss(MissReason reason, TokenCounts tokens, TokenCounts missed) {
        return calls(reason, tokens, missed, null);
    }

    private static JudgedCalls calls(
            @Nullable MissReason reason, TokenCounts tokens, TokenCounts missed, @Nullable Spread spread) {
        return new JudgedCalls(LocalDate.EPOCH, reason, 1, tokens, missed, SONNET, STARTER, spread, 10, 7);
    }
}
