package io.tallyport.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** L40: the time of the database, told by the monotonic clock alone. */
class ClockOffsetTest {
    private static final long SECOND = 1_000_000_000;
    private static final long DATABASE = 1_790_000_000_000_000L;

    @Test
    void theMiddleOfARoundTripIsTheBestGuess() {
        ClockOffset offset = ClockOffset.of(SECOND, DATABASE, SECOND + 200_000);

        assertThat(offset.micros(SECOND + 100_000)).isBetween(DATABASE - 1, DATABASE + 1);
    }

    @Test
    void aSlowAnswerDoesNotSpoilAQuickOne() {
        ClockOffset quick = ClockOffset.of(0, DATABASE, 100_000);
        ClockOffset slow = ClockOffset.of(SECOND, DATABASE + 1_000_000, SECOND + 900_000_000);

        assertThat(quick.and(slow).micros(SECOND)).isBetween(DATABASE + 999_000, DATABASE + 1_001_000);
    }

    @Test
    void aClockThatWasSetIsFollowedAtOnce() {
        for (long step : new long[] {600_000_000, -600_000_000}) {
            ClockOffset before = ClockOffset.of(0, DATABASE, 100_000);
            ClockOffset after = ClockOffset.of(SECOND, DATABASE + 1_000_000 + step, SECOND + 100_000);

            assertThat(before.and(after).micros(SECOND))
                    .isBetween(DATABASE + 999_000 + step, DATABASE + 1_001_000 + step);
        }
    }

    @Property
    @Label("L40: whatever the round trips and the drift, the error stays below the quickest answer's and what drifted")
    void theErrorIsThatOfTheQuickestAnswer(@ForAll long seed, @ForAll @IntRange(min = -400, max = 400) int driftPpm) {
        Random random = new Random(seed);
        ClockOffset offset = ClockOffset.of(0, DATABASE, 100_000);
        for (int second = 1; second < 100; second++) {
            long sent = second * SECOND;
            long there = random.nextLong(1, 50_000_000);
            long back = random.nextLong(1, 50_000_000);
            offset = offset.and(ClockOffset.of(sent, truth(sent + there, driftPpm), sent + there + back));
            long asked = sent + there + back;

            assertThat(offset.micros(asked) - truth(asked, driftPpm)).isBetween(-60_000L, 60_000L);
        }
    }

    private static long truth(long monotonicNanos, int driftPpm) {
        return DATABASE + monotonicNanos / 1_000 + monotonicNanos / 1_000_000 * driftPpm / 1_000;
    }
}
