package io.tallyport.proof;

/**
 * An entry as it is chained: its canonical form, and what it changed, in nano-credits.
 *
 * @param shown whether it stands on the customer's statement; entries of the money ledger do not
 * @param link JSON of what a statement shows
 * @param house JSON of what only we know
 * @param spent debit settled, or below 0 reversed
 */
record ChainLink(
        long seq,
        long ageSeconds,
        boolean shown,
        String link,
        String house,
        long paid,
        long bonus,
        long debt,
        long spent) {}
