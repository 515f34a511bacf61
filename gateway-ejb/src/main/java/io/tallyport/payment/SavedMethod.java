package io.tallyport.payment;

import org.jspecify.annotations.Nullable;

/**
 * What a provider may charge again while the buyer is away.
 *
 * @param reference the provider's; no card data
 * @param instrument as a receipt shows it: VISA **** 4242
 */
public record SavedMethod(
        String provider, String reference, @Nullable String instrument) {}
