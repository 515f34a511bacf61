package io.tallyport.usage;

import org.jspecify.annotations.Nullable;

/**
 * What one call costs, in nano: at list, to the customer's wallet, and to us at the provider.
 *
 * @param priceId the price-book row it was rated with
 * @param costPriceId the row of the provider cost profile; null: the provider charges us its list price
 */
public record Charge(long priceId, @Nullable Long costPriceId, long listNano, long debitNano, long costNano) {

    /** The same call charged at most {@code nano}. */
    public Charge cappedAt(long nano) {
        return new Charge(priceId, costPriceId, listNano, Math.min(debitNano, nano), costNano);
    }
}
