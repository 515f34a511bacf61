package io.tallyport.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** L42: the running hour and the 720 full hours before it, whatever a calendar says. */
class SpendWindowProperties {
    private static final long LEAP_DAY = hour("2028-02-29T00:00:00Z");

    private record Step(boolean isCommit, long hour, long spendNano) {}

    @Property
    @Label("L42: any order of commits, reversals and questions sums exactly the hours inside the window")
    void aWindowIsTheSumOfItsHours(@ForAll("steps") List<Step> steps) {
        SpendWindow window = new SpendWindow();
        TreeMap<Long, Long> model = new TreeMap<>();
        long latest = Long.MIN_VALUE;
        for (Step step : steps) {
            if (step.isCommit()) {
                window.set(step.hour(), step.spendNano());
                model.put(step.hour(), step.spendNano());
                continue;
            }
            latest = Math.max(latest, step.hour());
            window.forgetBefore(latest);
            model.headMap(latest - SpendWindow.FULL_HOURS).clear();
            assertThat(window.total(latest)).isEqualTo(sum(model, latest));
        }
    }

    @Example
    @Label("L42: both edges of the window")
    void theOldestHourCountsWholeAndTheNextOlderNotAtAll() {
        SpendWindow window = new SpendWindow();
        long hour = LEAP_DAY + 7;
        window.set(hour - 721, 1);
        window.set(hour - 720, 10);
        window.set(hour, 100);
        window.set(hour + 1, 1_000);

        assertThat(window.total(hour)).isEqualTo(110);
        assertThat(window.total(hour + 1)).isEqualTo(1_100);
        assertThat(window.total(hour - 1)).isEqualTo(11);
    }

    @Example
    @Label("L42: an hour lasts until its last microsecond")
    void anHourBeginsWithItsFirstMicrosecond() {
        long start = SpendWindow.startMicros(LEAP_DAY);

        assertThat(SpendWindow.hourAt(start)).isEqualTo(LEAP_DAY);
        assertThat(SpendWindow.hourAt(start - 1)).isEqualTo(LEAP_DAY - 1);
        assertThat(SpendWindow.hourAt(-1)).isEqualTo(-1);
    }

    @Example
    @Label("L42: a month with a leap day, and summer time going either way, are 720 hours like any other")
    void calendarsDoNotMoveTheWindow() {
        for (String turn : List.of("2026-03-29T12:00", "2026-10-25T12:00", "2028-03-01T12:00", "2026-04-05T12:00")) {
            for (String zone :
                    List.of("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")) {
                Instant now = ZonedDateTime.of(LocalDateTime.parse(turn), ZoneId.of(zone))
                        .toInstant();
                long hour = SpendWindow.hourAt(TimeUnit.SECONDS.toMicros(now.getEpochSecond()));
                Instant windowStart = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(720));
                SpendWindow window = new SpendWindow();
                window.set(SpendWindow.hourAt(TimeUnit.SECONDS.toMicros(windowStart.getEpochSecond())), 10);
                window.set(SpendWindow.hourAt(TimeUnit.SECONDS.toMicros(windowStart.getEpochSecond() - 1)), 1);

                assertThat(window.total(hour)).as("%s in %s", turn, zone).isEqualTo(10);
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> hours = Arbitraries.longs().between(LEAP_DAY - 800, LEAP_DAY + 800);
        Arbitrary<Long> spends = Arbitraries.longs().between(0, 1_000_000_000_000L);
        return Combinators.combine(Arbitraries.of(true, true, false), hours, spends)
                .as(Step::new)
                .list()
                .ofMaxSize(200);
    }

    private static long sum(Map<Long, Long> model, long hour) {
        return model.entrySet().stream()
                .filter(entry -> entry.getKey() <= hour && entry.getKey() >= hour - 720)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static long hour(String instant) {
        return Instant.parse(instant).getEpochSecond() / 3600;
    }
}
