package io.tallyport.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.alert.LossWatch.Loss;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LossWatchTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final LossWatch watch = new LossWatch();

    @Test
    void theFirstCallThatCostsMoreThanItBringsIsToldAtOnce() {
        assertThat(count(100, 90, 1)).isNull();
        assertThat(count(0, 11, 2)).isEqualTo(new Loss(1, 2, 1, 100, 101));
    }

    @Test
    void aCallBelowCostAmongOthersThatMakeUpForItIsNotTold() {
        count(100, 90, 1);

        assertThat(count(0, 10, 2)).isNull();
    }

    @Test
    void aLossThatGoesOnIsToldOnceAnHourWithItsSums() {
        count(0, 1, 1);

        assertThat(count(5, 6, 2)).isNull();
        assertThat(count(5, 6, HOUR)).isNull();
        assertThat(count(5, 6, HOUR + 1)).isEqualTo(new Loss(HOUR, 3, 3, 15, 18));
        assertThat(count(5, 6, HOUR + 2)).isNull();
    }

    @Test
    void aLossAfterAGoodHourIsToldAtOnceAgain() {
        count(0, 1, 1);
        assertThat(count(5, 4, HOUR + 1)).isNull();

        assertThat(count(5, 6, HOUR + 2)).isEqualTo(new Loss(1, 1, 1, 5, 6));
    }

    @Test
    void goodHoursHideNoBadOne() {
        count(1_000, 0, 1);
        assertThat(count(1_000, 0, HOUR + 1)).isNull();

        assertThat(count(0, 1, HOUR + 2)).isEqualTo(new Loss(1, 1, 1, 0, 1));
    }

    @Test
    void modelsAndAccountsAreToldApart() {
        assertThat(count(0, 1, 1)).isNotNull();
        assertThat(watch.count("other", "model", 0, 1, 2)).isNotNull();
        assertThat(watch.count("account", "other", 0, 1, 3)).isNotNull();
        assertThat(watch.count("other", "model", 0, 1, 4)).isNull();
    }

    private @Nullable Loss count(long debit, long cost, long now) {
        return watch.count("account", "model", debit, cost, now);
    }
}
