package io.tallyport.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.notify.RetrySchedule.Verdict;
import io.tallyport.outbound.Posted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final RetrySchedule schedule = new RetrySchedule(new Random(1));

    @Test
    void failuresAreTriedAgainNineTimesWithLittleJitter() {
        List<Duration> pauses = List.of(
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(30),
                Duration.ofHours(2),
                Duration.ofHours(5),
                Duration.ofHours(10),
                Duration.ofHours(14),
                Duration.ofHours(20),
                Duration.ofHours(24));
        for (int step = 0; step < pauses.size(); step++) {
            Verdict verdict = after(500, null, step);
            assertThat(verdict.state()).isEqualTo(Delivery.State.PENDING);
            assertThat(verdict.pause())
                    .isBetween(
                            pauses.get(step), pauses.get(step).multipliedBy(11).dividedBy(10));
            assertThat(verdict.slow()).isZero();
        }
        assertThat(after(500, null, 9).state()).isEqualTo(Delivery.State.FAILED);
    }

    @Test
    void onlyTwoHundredsAreDelivered() {
        assertThat(after(204, null, 0).state()).isEqualTo(Delivery.State.DELIVERED);
        assertThat(after(302, null, 0).state()).isEqualTo(Delivery.State.PENDING);
        assertThat(after(404, null, 0).state()).isEqualTo(Delivery.State.PENDING);
        assertThat(schedule.after(new Posted(null, "timed out", null, null, 20_000), 0, NOW)
                        .state())
                .isEqualTo(Delivery.State.PENDING);
    }

    @Test
    void goneDisables() {
        assertThat(after(410, null, 0))
                .isEqualTo(new Verdict(Delivery.State.FAILED, Duration.ZERO, Duration.ZERO, true));
    }

    @Test
    void anOverloadedEndpointIsLeftAloneAsLongAsItAsks() {
        for (int status : List.of(429, 502, 504)) {
            assertThat(after(status, null, 0).slow()).isEqualTo(Duration.ofMinutes(1));
            assertThat(after(status, "600", 0).slow()).isEqualTo(Duration.ofSeconds(600));
            assertThat(after(status, "600", 0).pause()).isEqualTo(Duration.ofSeconds(600));
        }
        assertThat(after(503, "600", 0).pause()).isEqualTo(Duration.ofSeconds(600));
        assertThat(after(503, "600", 0).slow()).isZero();
    }

    @Test
    void retryAfterMayBeADateAndIsNeverMoreThanADay() {
        assertThat(after(429, "Sun, 29 Nov 2026 12:10:00 GMT", 0).slow()).isEqualTo(Duration.ofMinutes(10));
        assertThat(after(429, "Sun, 29 Nov 2026 11:00:00 GMT", 0).slow()).isEqualTo(Duration.ofMinutes(1));
        assertThat(after(429, "999999999", 0).slow()).isEqualTo(Duration.ofHours(24));
        assertThat(after(429, "soon", 0).slow()).isEqualTo(Duration.ofMinutes(1));
    }

    private Verdict after(int status, @Nullable String retryAfter, int step) {
        return schedule.after(new Posted(status, null, null, retryAfter, 1), step, NOW);
    }
}
