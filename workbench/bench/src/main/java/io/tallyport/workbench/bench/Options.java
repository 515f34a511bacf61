package io.tallyport.workbench.bench;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** {@code [calls] [--quick] [--profile] [--only PART,...]}. */
record Options(boolean quick, boolean profile, Set<Part> parts) {
    static final String USAGE =
            "usage: ./tallyport bench translation | routing | affinity [--quick] [--seed N] | ledger [--growth N] | invoices [--quick] [--documents N] | [calls] [--quick] [--profile] [--only PART,...]  with PART of "
                    + EnumSet.allOf(Part.class).toString().toLowerCase(Locale.ROOT);

    /** What is measured, in this order. */
    enum Part {
        RATIO,
        PLAIN,
        STREAMING,
        TRANSLATION,
        LARGE,
        STREAMS
    }

    static Options read(String... arguments) {
        boolean quick = false;
        boolean profile = false;
        Set<Part> parts = EnumSet.allOf(Part.class);
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "calls" -> {}
                case "--quick" -> quick = true;
                case "--profile" -> profile = true;
                case "--only" -> parts = parts(++i < arguments.length ? arguments[i] : "");
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        return new Options(quick, profile, parts);
    }

    int runs() {
        return quick ? 1 : 3;
    }

    private static Set<Part> parts(String names) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String name : names.split(",", -1)) {
            try {
                parts.add(Part.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(USAGE, e);
            }
        }
        return parts;
    }
}
