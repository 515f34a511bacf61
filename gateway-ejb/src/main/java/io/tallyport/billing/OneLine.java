package io.tallyport.billing;

import io.tallyport.error.GatewayException;
import org.jspecify.annotations.Nullable;

/** What a buyer says that will stand on a document: one line of so many characters, stripped. Anything else is a 400. */
public final class OneLine {
    /** As for a city, a number or a reference. */
    public static final int SHORT = 100;

    private OneLine() {}

    /** May be empty. */
    public static String of(String field, String text, int longest) {
        String line = text.strip();
        if (line.length() > longest || line.chars().anyMatch(Character::isISOControl)) {
            throw GatewayException.invalid(
                    field, "The " + field + " is one line of at most " + longest + " characters.");
        }
        return line;
    }

    static String required(String field, String text, int longest) {
        String line = of(field, text, longest);
        if (line.isEmpty()) {
            throw GatewayException.invalid(field, "An invoice needs a " + field + ".");
        }
        return line;
    }

    /** Null if there is none. */
    public static @Nullable String optional(String field, @Nullable String text, int longest) {
        String line = text == null ? "" : of(field, text, longest);
        return line.isEmpty() ? null : line;
    }
}
