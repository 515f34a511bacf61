package io.tallyport.pricing;

import io.tallyport.catalog.PriceRow;
import io.tallyport.catalog.PriceRow.Window;
import io.tallyport.catalog.Prices;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one row of the price book.
 *
 * @param old the row that stands; null: there is none
 * @param now its prices from then on, without an id; null: it is closed
 * @param batchPpm of {@code now}
 */
public record PriceChange(
        String modelId,
        int above,
        @Nullable Window window,
        @Nullable PriceRow old,
        @Nullable Prices now,
        int batchPpm) {
    private static final int NANO_DIGITS = 9;
    private static final int PPM_DIGITS = 6;

    /** In the order in which people look at them. */
    public enum Kind {
        NEW,
        CHANGED,
        CLOSED,
        UNCHANGED
    }

    /**
     * One figure that changes, in USD per million tokens.
     *
     * @param from as it is; null: none
     * @param to as it will be; null: none
     * @param percent such as {@code +12.5 %}; empty where there is nothing to compare
     */
    public record Figure(
            String name, @Nullable String from, @Nullable String to, String percent) {}

    public Kind kind() {
        if (old == null) {
            return Kind.NEW;
        }
        if (now == null) {
            return Kind.CLOSED;
        }
        return figures().isEmpty() ? Kind.UNCHANGED : Kind.CHANGED;
    }

    /** The figures that change; all of a row that is new or closed. */
    public List<Figure> figures() {
        @Nullable Prices before = old == null ? null : old.prices();
        List<Figure> figures = new ArrayList<>();
        add(figures, "input", before == null ? null : (Long) before.input(), now == null ? null : (Long) now.input());
        add(
                figures,
                "output",
                before == null ? null : (Long) before.output(),
                now == null ? null : (Long) now.output());
        add(figures, "cache read", before == null ? null : before.cacheRead(), now == null ? null : now.cacheRead());
        add(
                figures,
                "cache write 5m",
                before == null ? null : before.cacheWrite5m(),
                now == null ? null : now.cacheWrite5m());
        add(
                figures,
                "cache write 1h",
                before == null ? null : before.cacheWrite1h(),
                now == null ? null : now.cacheWrite1h());
        add(figures, "audio input", before == null ? null : before.audioInput(), now == null ? null : now.audioInput());
        if (old != null && now != null && old.batchPpm() != batchPpm) {
            figures.add(new Figure("batch", factor(old.batchPpm()), factor(batchPpm), ""));
        }
        return figures;
    }

    private static void add(List<Figure> figures, String name, @Nullable Long before, @Nullable Long after) {
        if (before == null ? after == null : before.equals(after)) {
            return;
        }
        figures.add(new Figure(
                name,
                before == null ? null : usd(before),
                after == null ? null : usd(after),
                before == null || after == null || before == 0 ? "" : percent(before, after)));
    }

    private static String usd(long nanos) {
        BigDecimal usd = BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros();
        return usd.setScale(Math.max(2, usd.scale())).toPlainString();
    }

    private static String factor(int ppm) {
        return "× " + BigDecimal.valueOf(ppm, PPM_DIGITS).stripTrailingZeros().toPlainString();
    }

    private static String percent(long before, long after) {
        BigDecimal change = BigDecimal.valueOf(after)
                .subtract(BigDecimal.valueOf(before))
                .movePointRight(2)
                .divide(BigDecimal.valueOf(before), 1, RoundingMode.HALF_UP);
        return (change.signum() > 0 ? "+" : change.signum() < 0 ? "−" : "")
                + change.abs().toPlainString() + " %";
    }

    /** Everything that the change is made of, for the digest that binds a draft to what its author saw. */
    String fingerprint() {
        return String.join(
                "|",
                kind().name(),
                modelId,
                String.valueOf(above),
                String.valueOf(window),
                old == null ? "" : String.valueOf(old.prices().id()),
                String.valueOf(now),
                String.valueOf(batchPpm));
    }

    /** Where the row holds, such as {@code above 200000, 16:30-00:30 UTC}; empty for plain ones. */
    public String scope() {
        List<String> words = new ArrayList<>();
        if (above > 0) {
            words.add("above " + above + " tokens");
        }
        if (window != null) {
            words.add(window.toString());
        }
        return String.join(", ", words);
    }
}
