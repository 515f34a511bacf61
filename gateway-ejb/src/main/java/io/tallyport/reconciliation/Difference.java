package io.tallyport.reconciliation;

import java.math.BigInteger;

/**
 * Where the books and a payment provider do not agree.
 *
 * @param subject a payment, refund or dispute of the provider, a line of its balance, or the currency
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
        /** The provider gave money back by a refund that is not on our books. */
        REFUND_UNKNOWN,
        /** A refund of more than a day ago is paid out on our books, and the provider has none. */
        REFUND_MISSING,
        /** A refund is not of the amount that was posted. */
        REFUND_AMOUNT,
        /** A payer's dispute that is not on our books; amounts of disputes are with their fee. */
        DISPUTE_UNKNOWN,
        /** A dispute of more than a day ago is on our books, and the provider took nothing for it. */
        DISPUTE_MISSING,
        /** A dispute is not of the amount that was posted. */
        DISPUTE_AMOUNT,
        /** All lines together are not what 1100 has. */
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
