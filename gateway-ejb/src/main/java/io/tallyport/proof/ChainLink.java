package io.tallyport.proof;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it is chained: its canonical form, and what it changed, in nano-credits.
 *
 * @param at when it came; null: its transaction is gone
 * @param shown whether it stands on the customer's statement; entries of the money ledger do not
 * @param link JSON of what a statement shows
 * @param house JSON of what only we know
 * @param spent debit settled, or below 0 reversed
 */
record ChainLink(
        long seq,
        @Nullable OffsetDateTime at,
        boolean shown,
        String link,
        String house,
        long paid,
        long bonus,
        long debt,
        long spent) {}
