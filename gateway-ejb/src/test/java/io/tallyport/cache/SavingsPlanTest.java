package io.tallyport.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.Prices;
import io.tallyport.usage.Factors;
import java.util.List;
import org.junit.jupiter.api.Test;

class SavingsPlanTest {
    private static final PriceList SONNET = new PriceList(
            new Prices(1, 3_000_000_000L, 15_000_000_000L, 300_000_000L, 3_750_000_000L, 6_000_000_000L, null),
            List.of());
    private static final Factors LIST = new Factors(1_000_000, 1_000_000);
    private static final Factors SCALE = new Factors(700_000, 600_000);

    private final SavingsPlan plan = new SavingsPlan(100, 10_000, 500, 800_000, 1, 1);

    @Test
    void withoutACacheAllOfThePromptIsPlainInput() {
        // 100 calls of 10,000 in at 3.00 and 500 out at 15.00 per million
        assertThat(plan.costNano(SONNET, CacheChoice.OFF, LIST)).isEqualTo(3_750_000_000L);
    }

    @Test
    void aSharedPrefixIsWrittenOnceAndReadByTheOtherCalls() {
        // 100 * 2,000 at 3.00, 100 * 500 at 15.00, 8,000 at 3.75 or 6.00, 99 * 8,000 at 0.30
        assertThat(plan.costNano(SONNET, CacheChoice.FIVE_MINUTES, LIST)).isEqualTo(1_617_600_000L);
        assertThat(plan.costNano(SONNET, CacheChoice.ONE_HOUR, LIST)).isEqualTo(1_635_600_000L);
    }

    @Test
    void theTiersFactorsComeOnTop() {
        assertThat(plan.costNano(SONNET, CacheChoice.FIVE_MINUTES, SCALE)).isEqualTo(679_392_000L);
    }

    @Test
    void longPausesWriteAgain() {
        SavingsPlan paused = new SavingsPlan(100, 10_000, 500, 800_000, 100, 10);

        assertThat(paused.costNano(SONNET, CacheChoice.FIVE_MINUTES, LIST))
                .isGreaterThan(paused.costNano(SONNET, CacheChoice.OFF, LIST))
                .isGreaterThan(paused.costNano(SONNET, CacheChoice.ONE_HOUR, LIST));
    }

    @Test
    void whatDoesNotFitIsAnErrorAndNeverWraps() {
        SavingsPlan huge = new SavingsPlan(Long.MAX_VALUE, 10, 10, 0, 1, 1);

        assertThatThrownBy(() -> huge.costNano(SONNET, CacheChoice.OFF, LIST)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new SavingsPlan(5, 10, 10, 0, 6, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
