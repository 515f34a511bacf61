package io.tallyport.statement;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV as RFC 4180 has it. Text that a spreadsheet would take for a formula gets an apostrophe in front; figures of our
 * own are written as they are.
 */
final class Csv {
    private static final String FORMULA_STARTS = "=+-@\t\r\n";
    private static final String TO_BE_QUOTED = "\",\r\n";

    private final Appendable out;
    private boolean isAtStart = true;

    Csv(Appendable out) {
        this.out = out;
    }

    Csv text(@Nullable String text) {
        boolean isFormula = text != null && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return cell(isFormula ? "'" + text : text);
    }

    /** @param number decimal digits, a point, a sign; null: none */
    Csv figure(@Nullable String number) {
        return cell(number);
    }

    Csv end() {
        append("\r\n");
        isAtStart = true;
        return this;
    }

    private Csv cell(@Nullable String value) {
        if (!isAtStart) {
            append(",");
        }
        isAtStart = false;
        if (value != null) {
            append(quoted(value));
        }
        return this;
    }

    private static String quoted(String value) {
        boolean isPlain = value.chars().noneMatch(c -> TO_BE_QUOTED.indexOf(c) >= 0);
        return isPlain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private void append(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the reader of a statement is gone", e);
        }
    }
}
