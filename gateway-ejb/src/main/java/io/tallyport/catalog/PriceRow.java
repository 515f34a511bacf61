package io.tallyport.catalog;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * One row of the price book with the time it holds for.
 *
 * @param aboveInputTokens prompt tokens above which it replaces the whole request's prices; 0: from the first
 * @param to excluded; null: open
 * @param window part of each day it holds in; null: all day, where no row with a window does
 * @param batchPpm what a batch pays of every class, parts per million
 */
public record PriceRow(
        String modelId,
        int aboveInputTokens,
        Instant from,
        @Nullable Instant to,
        @Nullable Window window,
        int batchPpm,
        Prices prices) {

    /**
     * Part of each day in UTC.
     *
     * @param to excluded; past midnight if it is the lesser
     */
    public record Window(LocalTime from, LocalTime to) {
        /** Whether some minute is in both. */
        public boolean overlaps(Window other) {
            return contains(other.from) || other.contains(from);
        }

        boolean contains(LocalTime time) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }

        @Override
        public String toString() {
            return from + "-" + to + " UTC";
        }
    }

    boolean isInForce(Instant now) {
        return !now.isBefore(from)
                && (to == null || now.isBefore(to))
                && (window == null || window.contains(LocalTime.ofInstant(now, ZoneOffset.UTC)));
    }

    /** Whether it holds from {@code now} on without end or pause. */
    boolean isLasting(Instant now) {
        return window == null && to == null && !now.isBefore(from);
    }
}
