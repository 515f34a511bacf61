package io.tallyport.reconciliation;

import java.math.BigInteger;

/**
 * Where the books and a payment provider do not agree.
 *
 * @param subject a payment of the provider, a line of its balance, or the currency
 * @param books minor units of {@code currency}, as does {@code provided}
 * @param runs how many runs one after the other found it with these amounts, the last one included
 */
public record Difference(
        String provider, Kind kind, String subject, String currency, BigInteger books, BigInteger provided, int runs) {

    public enum Kind {
        /** The provider took money for which no order was credited. */
        NOT_CREDITED,
        /** An order was credited more than a day ago, and the provider has no charge for it. */
        NOT_CHARGED,
        /** The provider took another amount than the order's. */
        AMOUNT,
        /** All lines together are not what 1100 has: a refund, a dispute or a posting is missing on one side. */
        BALANCE,
        /** A line that we do not know how to book. */
        UNKNOWN_LINE
    }

    /** Money that is on its way at the moment of one run is no longer in the next. */
    boolean isForPeople() {
        return kind != Kind.BALANCE || runs > 1;
    }

    @Override
    public String toString() {
        return provider + ": " + kind + " " + subject + ", books " + books + ", provider " + provided
                + " minor units of " + currency;
    }
}
