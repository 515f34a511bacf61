package io.tallyport.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconciliationTimerTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-01T02:59:59Z, 2026-02-28T03:00:00Z",
        "2026-03-01T03:00:00Z, 2026-03-01T03:00:00Z",
        "2026-03-01T23:59:59Z, 2026-03-01T03:00:00Z"
    })
    void itIsDueOnceANight(Instant now, Instant due) {
        assertThat(ReconciliationTimer.due(now, LocalTime.of(3, 0))).isEqualTo(due);
    }
}
