package io.tallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.catalog.Costs.DatedCost;
import io.tallyport.catalog.PriceRow.Window;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which row holds when: peak and off-peak, dated rows (L44), and their edges (L42). */
class TimetableTest {
    private static final Window NIGHT = new Window(LocalTime.of(16, 30), LocalTime.of(0, 30));

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T16:29:59.999999Z, 1",
        "2026-03-01T16:30:00Z, 2",
        "2026-03-01T23:59:59.999999Z, 2",
        "2026-03-02T00:00:00Z, 2",
        "2026-03-02T00:29:59.999999Z, 2",
        "2026-03-02T00:30:00Z, 1",
        "2028-02-29T17:00:00Z, 2",
        // the nights in which Europe changes its clocks: UTC knows nothing of it
        "2026-03-29T00:59:59Z, 1",
        "2026-10-25T00:29:59Z, 2",
        "2026-10-25T00:30:00Z, 1"
    })
    void insideAWindowItsRowGoesBeforeTheRowOfTheWholeDay(Instant now, long row) {
        Timetable timetable = new Timetable(
                List.of(row(1, 0, "2026-01-01T00:00:00Z", null, null), row(2, 0, "2026-01-01T00:00:00Z", null, NIGHT)));

        assertThat(timetable.at(now).orElseThrow().base().id()).isEqualTo(row);
        assertThat(timetable.isLasting(now)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-28T23:59:59.999999Z, 1",
        "2024-02-29T00:00:00Z, 2",
        "2024-02-29T23:59:59.999999Z, 2",
        "2024-03-01T00:00:00Z, 3"
    })
    void aRowHoldsFromItsBeginToJustBeforeItsEnd(Instant now, long row) {
        Timetable timetable = new Timetable(List.of(
                row(1, 0, "1970-01-01T00:00:00Z", "2024-02-29T00:00:00Z", null),
                row(2, 0, "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z", null),
                row(3, 0, "2024-03-01T00:00:00Z", null, null)));

        assertThat(timetable.at(now).orElseThrow().base().id()).isEqualTo(row);
    }

    @Test
    void withoutARowInForceThereIsNoPrice() {
        Timetable timetable = new Timetable(List.of(
                row(1, 0, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z", null),
                row(2, 200_000, "2024-01-01T00:00:00Z", null, null)));

        assertThat(timetable.at(Instant.parse("2023-12-31T23:59:59Z"))).isEmpty();
        assertThat(timetable.at(Instant.parse("2024-02-01T00:00:00Z"))).isEmpty();
        assertThat(timetable.any()).isPresent();
    }

    @Test
    void aThresholdHasWindowsOfItsOwn() {
        Timetable timetable = new Timetable(List.of(
                row(1, 0, "2024-01-01T00:00:00Z", null, null),
                row(2, 200_000, "2024-01-01T00:00:00Z", null, null),
                row(3, 200_000, "2024-01-01T00:00:00Z", null, NIGHT)));

        PriceList night = timetable.at(Instant.parse("2026-01-01T20:00:00Z")).orElseThrow();
        assertThat(night.forPrompt(200_000).id()).isEqualTo(1);
        assertThat(night.forPrompt(200_001).id()).isEqualTo(3);
    }

    @Test
    void soundIsPricedOnlyWhereEveryRowThatCanHoldHasAPriceForIt() {
        Prices without = new Prices(1, 1, 1, null, null, null, null);
        Prices with = new Prices(2, 1, 1, null, null, null, 5L);
        PriceList list = new PriceList(with, List.of(new PriceList.LongContext(1_000, without)));

        assertThat(list.pricesAudio(1_000)).isTrue();
        assertThat(list.pricesAudio(1_001)).isFalse();
        assertThat(new PriceList(without, List.of()).pricesAudio(1)).isFalse();
    }

    @Test
    void aModelsOwnCostGoesBeforeTheAccountsAndBothOnlyWhileTheyHold() {
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        Costs costs = new Costs(List.of(
                new DatedCost(7, Costs.EVERY_MODEL, begin, null, new ProviderCost.Row(1, 0, 650_000, null)),
                new DatedCost(7, "m", begin, begin.plusSeconds(60), new ProviderCost.Row(2, 0, 500_000, null))));

        assertThat(costs.at(7, "m", begin.minusNanos(1))).isEqualTo(ProviderCost.AT_LIST);
        assertThat(id(costs.at(7, "m", begin))).isEqualTo(2);
        assertThat(id(costs.at(7, "m", begin.plusSeconds(60)))).isEqualTo(1);
        assertThat(id(costs.at(7, "other", begin))).isEqualTo(1);
        assertThat(costs.at(8, "m", begin)).isEqualTo(ProviderCost.AT_LIST);
    }

    private static long id(ProviderCost cost) {
        return cost.rows().getFirst().id();
    }

    private static PriceRow row(long id, int above, String from, @Nullable String to, @Nullable Window window) {
        return new PriceRow(
                "m",
                above,
                Instant.parse(from),
                to == null ? null : Instant.parse(to),
                window,
                500_000,
                new Prices(id, 1, 1, null, null, null, null));
    }
}
