package io.tallyport.usage;

/**
 * What a finished call is told about itself; amounts in nano-credits.
 *
 * @param tokens the tokens charged
 * @param cacheSavedNano what the prompt cache saved, see {@link Rating#cacheSaved}; below 0 if writes cost more than reads saved
 * @param balanceNano the wallet right after the commit that this call was part of, debt deducted
 * @param overheadMicros in the gateway before the upstream was asked and after its last byte
 */
public record Receipt(
        TokenCounts tokens, long debitNano, String tier, long cacheSavedNano, long balanceNano, int overheadMicros) {}
