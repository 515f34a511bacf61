package io.tallyport.payment;

/**
 * A payer's dispute of a payment, as it stands at the provider. While it is open the provider has taken the money back.
 *
 * @param amount with tax, minor units of the payment's currency
 * @param fee what the provider charges for it, in the same; 0: nothing
 */
public record ProviderDispute(String id, long amount, long fee, Status status) {

    public enum Status {
        OPEN,
        WON,
        LOST
    }
}
