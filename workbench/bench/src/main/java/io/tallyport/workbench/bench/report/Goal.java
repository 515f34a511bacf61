package io.tallyport.workbench.bench.report;

import java.util.Locale;

/** A figure to reach. */
public record Goal(String name, double value, Bound bound, double limit) {
    enum Bound {
        AT_LEAST(">="),
        AT_MOST("<="),
        EXACTLY("=");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }
    }

    public static Goal atLeast(String name, double value, double limit) {
        return new Goal(name, value, Bound.AT_LEAST, limit);
    }

    public static Goal atMost(String name, double value, double limit) {
        return new Goal(name, value, Bound.AT_MOST, limit);
    }

    public static Goal exactly(String name, double value, double limit) {
        return new Goal(name, value, Bound.EXACTLY, limit);
    }

    public boolean isMet() {
        return switch (bound) {
            case AT_LEAST -> value >= limit;
            case AT_MOST -> value <= limit;
            case EXACTLY -> value == limit;
        };
    }

    public String text() {
        String number =
                limit == Math.rint(limit) ? String.valueOf((long) limit) : String.format(Locale.ROOT, "%.2f", limit);
        return bound.sign + " " + number;
    }
}
