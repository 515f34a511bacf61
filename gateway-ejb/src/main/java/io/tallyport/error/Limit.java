package io.tallyport.error;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * The limit that a call met, or is nearest to.
 *
 * @param limit and {@code remaining}: calls or connections; nano-credits where the kind is one of money
 * @param resetSeconds until there is room again; {@link #BY_REMEDY_ONLY} where waiting does not help
 */
public record Limit(Scope scope, Kind kind, long limit, long remaining, long resetSeconds) {
    public static final long BY_REMEDY_ONLY = -1;

    private static final int NANO_DIGITS = 9;

    /** Who is limited. */
    public enum Scope {
        KEY("This API key"),
        ORGANISATION("Your organisation"),
        ADDRESS("Your address"),
        NODE("This node");

        private final String words;

        Scope(String words) {
            this.words = words;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is limited. */
    public enum Kind {
        REQUESTS_PER_MINUTE("requests per minute", false),
        CALLS_AT_ONCE("calls at once", false),
        CONNECTIONS("connections at once", false),
        UNKNOWN_KEYS_PER_MINUTE("unknown keys per minute", false),
        BALANCE("credits of balance", true),
        SPEND_CAP("credits of spend", true);

        private final String words;
        private final boolean money;

        Kind(String words, boolean money) {
            this.words = words;
            this.money = money;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Two sentences for people: whose limit it is, what is left of it, when there is room again. */
    public String inWords() {
        return scope.words + "'s limit is " + amount(limit) + ' ' + kind.words + "; " + amount(remaining)
                + (resetSeconds == BY_REMEDY_ONLY ? " left." : " left, room again in " + resetSeconds + " s.");
    }

    /** For programs: {@code requests-per-minute; scope=organisation; limit=120; remaining=0; reset=3}. */
    public String inOneLine() {
        return kind.label() + "; scope=" + scope.label() + "; limit=" + amount(limit) + "; remaining="
                + amount(remaining) + (resetSeconds == BY_REMEDY_ONLY ? "" : "; reset=" + resetSeconds);
    }

    /** Decimal credits for money, else a count. */
    public String amount(long value) {
        if (!kind.money) {
            return Long.toString(value);
        }
        return BigDecimal.valueOf(value, NANO_DIGITS).stripTrailingZeros().toPlainString();
    }
}
