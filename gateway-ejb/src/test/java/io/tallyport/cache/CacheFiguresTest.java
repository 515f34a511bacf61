package io.tallyport.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.cache.CacheUse.Replay;
import io.tallyport.catalog.Prices;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Rating;
import io.tallyport.usage.TokenCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheFiguresTest {
    private static final Prices SONNET =
            new Prices(1, 3_000_000_000L, 15_000_000_000L, 300_000_000L, 3_750_000_000L, 6_000_000_000L, null);
    private static final Factors STARTER = new Factors(700_000, 1_000_000);

    @Test
    void aWriteThatIsReadTwiceSavesWhatItsThreeLinesOnTheBillSave() {
        List<TokenCounts> calls = List.of(
                new TokenCounts(12, 3_045, 0, 0, 80),
                new TokenCounts(14, 0, 0, 3_045, 80),
                new TokenCounts(15, 0, 0, 3_045, 80));
        CacheFigures figures = CacheFigures.of(List.of(
                use(new TokenCounts(41, 3_045, 0, 6_090, 240), 0, new Replay(6_090, 3_045), new Replay(6_090, 3_045))));

        long byLine = calls.stream()
                .mapToLong(tokens -> Rating.cacheSaved(tokens, SONNET, STARTER))
                .sum();
        assertThat(figures.savedNano()).isBetween(byLine - 3, byLine + 3).isPositive();
        assertThat(figures.promptTokens()).isEqualTo(9_176);
        assertThat(figures.hitRatePpm()).isEqualTo(6_090 * 1_000_000L / 9_176);
        assertThat(figures.advice()).isEqualTo(CacheChoice.FIVE_MINUTES);
        // 9,135 tokens: at 3.00; 3,045 at 3.75 and 6,090 at 0.30; 3,045 at 6.00 and 6,090 at 0.30; all times 0.7
        assertThat(figures.costNano().get(CacheChoice.OFF)).isEqualTo(19_183_500);
        assertThat(figures.costNano().get(CacheChoice.FIVE_MINUTES)).isEqualTo(9_272_025);
        assertThat(figures.costNano().get(CacheChoice.ONE_HOUR)).isEqualTo(14_067_900);
    }

    @Test
    void writesThatNobodyReadAreALossAndTheAdviceIsToLeaveThemOut() {
        CacheFigures figures = CacheFigures.of(
                List.of(use(new TokenCounts(0, 4_000, 0, 0, 10), 4_000, new Replay(0, 4_000), new Replay(0, 4_000))));

        assertThat(figures.savedNano()).isEqualTo(-2_100_000);
        assertThat(figures.neverReadTokens()).isEqualTo(4_000);
        assertThat(figures.neverReadNano()).isEqualTo(2_100_000);
        assertThat(figures.hitRatePpm()).isZero();
        assertThat(figures.advice()).isEqualTo(CacheChoice.OFF);
    }

    @Test
    void pausesOfMoreThanFiveMinutesSpeakForAnHour() {
        CacheFigures figures = CacheFigures.of(List.of(
                use(new TokenCounts(0, 30_000, 0, 0, 10), 30_000, new Replay(0, 30_000), new Replay(27_000, 3_000))));

        assertThat(figures.advice()).isEqualTo(CacheChoice.ONE_HOUR);
    }

    @Test
    void withoutCacheableTokensThereIsNothingToAdvise() {
        CacheFigures figures =
                CacheFigures.of(List.of(use(new TokenCounts(100, 0, 0, 0, 10), 0, new Replay(0, 0), new Replay(0, 0))));

        assertThat(figures.advice()).isNull();
        assertThat(figures.breakEvenPpm()).containsEntry(CacheChoice.FIVE_MINUTES, 217_392L);
        assertThat(CacheFigures.of(List.of()).hitRatePpm()).isNull();
    }

    private static CacheUse use(TokenCounts tokens, long neverRead5m, Replay within5m, Replay within1h) {
        return new CacheUse(SONNET, STARTER, tokens, neverRead5m, 0, within5m, within1h);
    }
}
