package io.tallyport.payment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment as its provider has it at this moment.
 *
 * @param sessionId the provider's page that it is made on
 * @param paymentId the money's own object; null until there is one
 * @param amount with tax, minor units of {@code currency} as ISO 4217 has them
 * @param live whether it is real money
 * @param orderId our reference, which the provider was given; null: not one of our orders
 * @param instrument what it was paid with, as a receipt shows it: VISA **** 4242
 * @param instrumentCountry where that was issued, ISO 3166-1; null: the provider does not say
 * @param refunds all that were ever asked for, by us or at the provider
 * @param dispute the newest; null: nobody disputed it
 */
public record ProviderPayment(
        String provider,
        String sessionId,
        @Nullable String paymentId,
        Status status,
        String currency,
        long amount,
        boolean live,
        @Nullable Long orderId,
        @Nullable String instrument,
        @Nullable String instrumentCountry,
        List<ProviderRefund> refunds,
        @Nullable ProviderDispute dispute) {

    public ProviderPayment {
        refunds = List.copyOf(refunds);
    }

    public enum Status {
        /** Nothing was paid yet. */
        OPEN,
        /** The buyer did all; the money is on its way. */
        PROCESSING,
        PAID,
        FAILED,
        EXPIRED
    }
}
