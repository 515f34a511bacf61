package io.tallyport.advice;

import java.math.BigInteger;

/** What even spreading over accounts loses. */
final class SpreadChance {
    private static final BigInteger PPM = BigInteger.valueOf(1_000_000);
    /** With this many calls before, the chance is below one in a million for any pool of up to 700 accounts. */
    private static final long MANY = 10_000;

    private SpreadChance() {}

    /**
     * The chance that a call meets none of the calls before it on its account, if each goes to any account alike:
     * {@code (1 - 1/n)^m}. Parts per million, rounded down.
     */
    static long missPpm(int accounts, long before) {
        if (accounts <= 1 || before >= MANY) {
            return 0;
        }
        int calls = Math.toIntExact(before);
        return PPM.multiply(BigInteger.valueOf(accounts - 1L).pow(calls))
                .divide(BigInteger.valueOf(accounts).pow(calls))
                .longValueExact();
    }
}
