package io.tallyport.usage;

/**
 * What one call costs, in nano: at list, to the customer's wallet, and to us at the provider.
 *
 * @param priceId the price-book row it was rated with
 */
public record Charge(long priceId, long listNano, long debitNano, long costNano) {}
