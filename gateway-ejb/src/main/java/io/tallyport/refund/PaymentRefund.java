package io.tallyport.refund;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money on its way back to a payer.
 *
 * @param key what the provider is asked for it by: the order and the step
 * @param refundId the refund of credits (P8); null: it gives back a payment that no order took
 * @param amount with tax, minor units of {@code currency}
 * @param providerRefundId null until the provider has heard of it
 */
public record PaymentRefund(
        long id,
        long orderId,
        String key,
        Way way,
        @Nullable UUID refundId,
        @Nullable Long heldId,
        String provider,
        String paymentId,
        String currency,
        long amount,
        String reason,
        State state,
        @Nullable String providerRefundId,
        int attempts,
        Instant requestedAt) {

    /** Whoever pays it out. */
    public enum Way {
        PROVIDER,
        /** Two people, from our account. */
        BANK
    }

    public enum State {
        /** On the books; nobody has heard of it yet, or nobody has answered. */
        REQUESTED,
        /** The provider is about to. */
        PENDING,
        PAID_OUT,
        /** Also after it was paid out: everything is as before. */
        FAILED
    }

    public boolean isOpen() {
        return state == State.REQUESTED || state == State.PENDING;
    }
}
