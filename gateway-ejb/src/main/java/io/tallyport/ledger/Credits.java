package io.tallyport.ledger;

import java.math.BigDecimal;

/** Nano-credits as people read them. */
public final class Credits {
    private static final int NANO_DIGITS = 9;

    private Credits() {}

    /** Exact decimal credits without trailing zeros, such as {@code 0.0088583}. */
    public static String decimal(long nanoCredits) {
        return BigDecimal.valueOf(nanoCredits, NANO_DIGITS).stripTrailingZeros().toPlainString();
    }
}
