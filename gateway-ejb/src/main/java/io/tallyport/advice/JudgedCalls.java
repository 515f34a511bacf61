package io.tallyport.advice;

import io.tallyport.catalog.Prices;
import io.tallyport.usage.Factors;
import io.tallyport.usage.TokenCounts;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one price row and the same factors that fared alike, added up.
 *
 * @param begin of their day or month, of UTC
 * @param reason null: they read from a cache
 * @param missed the prompt tokens that a cache could have held, of calls that read nothing
 * @param spread null: affinity did nothing for them
 * @param listNano what they cost at list, and {@code debitNano} what was charged, nano-credits
 */
record JudgedCalls(
        LocalDate begin,
        @Nullable MissReason reason,
        long calls,
        TokenCounts tokens,
        TokenCounts missed,
        Prices prices,
        Factors factors,
        @Nullable Spread spread,
        long listNano,
        long debitNano) {

    /**
     * What even spreading would have had to find.
     *
     * @param accounts over which it would have spread
     * @param before calls that had the same in the cache while it lived
     * @param longLived whether it lived for an hour, not five minutes
     */
    record Spread(int accounts, long before, boolean longLived) {}
}
