package io.tallyport.catalog;

import io.tallyport.catalog.PriceList.LongContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of one model that are in force, or soon will be. */
final class Timetable {
    private final List<PriceRow> rows;

    Timetable(List<PriceRow> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Whether the prices at {@code now} stay as they are. */
    boolean isLasting(Instant now) {
        return rows.stream().allMatch(row -> row.isLasting(now));
    }

    /** The prices at {@code now}; empty if the model has none for prompts of any length. */
    Optional<PriceList> at(Instant now) {
        SortedMap<Integer, PriceRow> byThreshold = new TreeMap<>();
        for (PriceRow row : rows) {
            if (row.isInForce(now)) {
                byThreshold.merge(row.aboveInputTokens(), row, Timetable::narrower);
            }
        }
        @Nullable PriceRow base = byThreshold.remove(0);
        if (base == null) {
            return Optional.empty();
        }
        List<LongContext> longContext = byThreshold.values().stream()
                .map(row -> new LongContext(row.aboveInputTokens(), row.prices()))
                .toList();
        return Optional.of(new PriceList(base.prices(), longContext, base.batchPpm()));
    }

    /** Prices to know a model by that has none at the moment; never to rate with. */
    Optional<PriceList> any() {
        return rows.stream()
                .filter(row -> row.aboveInputTokens() == 0)
                .findFirst()
                .map(row -> new PriceList(row.prices(), List.of(), row.batchPpm()));
    }

    /** A window goes before the whole day; the database lets no two of a kind hold at a time. */
    private static PriceRow narrower(PriceRow one, PriceRow other) {
        return one.window() == null ? other : one;
    }
}
