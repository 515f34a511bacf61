package io.tallyport.payment;

import org.jspecify.annotations.Nullable;

/**
 * Money that a provider gives back of a payment, as it stands there.
 *
 * @param key what we asked for it by ({@link PaymentProvider.RefundOrder}); null: it was not asked for by us
 * @param amount with tax, minor units of the payment's currency
 */
public record ProviderRefund(String id, @Nullable String key, long amount, Status status) {

    public enum Status {
        PENDING,
        SUCCEEDED,
        /** Also days after it succeeded. */
        FAILED
    }
}
