package io.tallyport.accounting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider asks for its calls, beside our own reckoning; minor units of {@code currency}.
 *
 * @param provider as accounts 2500 and 5100 name it
 * @param periodEnd the calls before it are on this invoice or an earlier one
 * @param difference invoiced above (below 0: under) what calls have cost by our reckoning
 * @param paymentReference the bank's, of our payment; null: not paid yet
 */
public record ProviderInvoice(
        String provider,
        String number,
        String currency,
        long amount,
        Instant periodEnd,
        long difference,
        @Nullable String paymentReference) {}
