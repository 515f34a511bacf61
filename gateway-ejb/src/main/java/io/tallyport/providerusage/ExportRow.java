package io.tallyport.providerusage;

import io.tallyport.error.GatewayException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One row of an export.
 *
 * @param number of its line in the file
 * @param cells by column
 */
record ExportRow(int number, Map<String, String> cells) {
    private static final int NANO_DIGITS = 9;
    private static final int DATE_LENGTH = "2026-11-30".length();
    /** Spreadsheets and data frames write whole numbers as decimals. */
    private static final Pattern COUNT = Pattern.compile("([0-9]{1,18})(\\.0*)?");

    private static final Pattern MONEY = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,40})?");

    String text(String column) {
        return cells.getOrDefault(column, "");
    }

    boolean has(String column) {
        return !text(column).isEmpty();
    }

    String named(String column) {
        if (!has(column)) {
            throw wrong("has nothing under " + column);
        }
        return text(column);
    }

    /** The date that a date or a time of UTC begins with. */
    LocalDate day(String column) {
        String text = text(column);
        boolean isUtc = text.length() == DATE_LENGTH || text.matches(".{10}[T ].*(Z|\\+00:?00| UTC)");
        try {
            if (isUtc) {
                return LocalDate.parse(text.substring(0, DATE_LENGTH));
            }
        } catch (DateTimeException e) {
            throw wrong("has no date under " + column + ": " + text);
        }
        throw wrong("has no date of UTC under " + column + ": " + text);
    }

    /** A whole number; nothing is 0. */
    long count(String column) {
        if (!has(column)) {
            return 0;
        }
        var match = COUNT.matcher(text(column));
        if (!match.matches()) {
            throw wrong("has no whole number under " + column + ": " + text(column));
        }
        return Long.parseLong(match.group(1));
    }

    /** Exactly. */
    long nanoUsd(String column) {
        String text = text(column);
        if (!MONEY.matcher(text).matches()) {
            throw wrong("has no amount of USD under " + column + ": " + text);
        }
        try {
            return new BigDecimal(text).movePointRight(NANO_DIGITS).longValueExact();
        } catch (ArithmeticException e) {
            throw wrong("has more than nine decimals, or too much, under " + column + ": " + text);
        }
    }

    GatewayException wrong(String what) {
        return GatewayException.invalid("file", "Row " + number + " " + what + ".");
    }
}
