package io.tallyport.workbench.bench.ledger;

import java.util.List;

/**
 * {@code ledger [--quick] [--profile] [--growth N]}.
 *
 * @param growth how many entries the books grow to; 0: not
 */
public record LedgerOptions(boolean quick, boolean profile, long growth) {
    private static final String USAGE = "usage: ./tallyport bench ledger [--quick] [--profile] [--growth ENTRIES]";

    public static LedgerOptions read(List<String> arguments) {
        boolean quick = false;
        boolean profile = false;
        long growth = 0;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--quick" -> quick = true;
                case "--profile" -> profile = true;
                case "--growth" -> growth = number(++i < arguments.size() ? arguments.get(i) : "");
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        return new LedgerOptions(quick, profile, growth);
    }

    private static long number(String text) {
        try {
            return Math.max(Long.parseLong(text), 100_000);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(USAGE, e);
        }
    }
}
