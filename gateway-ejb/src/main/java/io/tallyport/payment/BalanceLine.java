package io.tallyport.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What moved our balance at a payment provider, as the provider has it.
 *
 * @param id the provider's; it never comes with other content
 * @param gross minor units of {@code currency}; less than 0 is taken off the balance
 * @param fee what the provider keeps of it, in the same; less than 0: it gives a fee back
 * @param paymentId the money's own object, as in {@link ProviderPayment}; null where it is about none
 * @param sourceId the refund ({@link ProviderRefund}) or dispute ({@link ProviderDispute}) it is about; null: neither
 */
public record BalanceLine(
        String id,
        Type type,
        String currency,
        long gross,
        long fee,
        @Nullable String paymentId,
        @Nullable String sourceId,
        Instant at) {

    /** What is on the balance afterwards, and was not before. */
    public long net() {
        return Math.subtractExact(gross, fee);
    }

    public enum Type {
        CHARGE,
        REFUND,
        /** Money of a refund that came back. */
        REFUND_FAILURE,
        DISPUTE,
        DISPUTE_REVERSAL,
        /** A fee that belongs to no payment. */
        FEE,
        /** To our bank account, or back from it. */
        PAYOUT,
        OTHER
    }
}
