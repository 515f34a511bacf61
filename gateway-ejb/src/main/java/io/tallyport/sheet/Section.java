package io.tallyport.sheet;

import java.util.List;

/**
 * A part of a document: a title, and rows of one layout, under headings that every page repeats.
 *
 * @param title empty for none
 * @param headings empty for none
 * @param together whether its rows stay on one page
 */
public record Section(String title, Layout layout, List<String> headings, List<Row> rows, boolean together) {

    public Section {
        headings = List.copyOf(headings);
        rows = List.copyOf(rows);
    }

    /** How many cells a row has, and where they stand. */
    public enum Layout {
        /** What was bought: name, description, quantity, unit price, tax rate, net. */
        LINES,
        /** A text and three numbers. */
        TABLE,
        /** A text and six numbers. */
        WIDE,
        /** A label and a value. */
        PAIRS,
        /** One text over the full width. */
        TEXT,
        /** A label and an amount, at the right. */
        TOTALS,
        /** {@link Row#bars}: a chart. */
        PICTURE
    }

    /**
     * @param strong set off: a sum
     * @param bars of a chart, else empty
     */
    public record Row(boolean strong, List<String> cells, List<Bar> bars) {
        public Row {
            cells = List.copyOf(cells);
            bars = List.copyOf(bars);
        }

        static Row of(String... cells) {
            return new Row(false, List.of(cells), List.of());
        }

        static Row strong(String... cells) {
            return new Row(true, List.of(cells), List.of());
        }
    }

    /**
     * @param label under it, empty for none
     * @param value in any unit, 0 or more
     * @param words the value as text, for the axis
     */
    public record Bar(String label, long value, String words) {}

    static Section pairs(String title, List<Row> rows) {
        return new Section(title, Layout.PAIRS, List.of(), rows, true);
    }

    static Section text(String title, List<String> paragraphs) {
        return new Section(
                title, Layout.TEXT, List.of(), paragraphs.stream().map(Row::of).toList(), true);
    }
}
