package io.tallyport.catalog;

import java.util.List;

/**
 * The prices of one model in force at one time.
 *
 * @param base for prompts up to the first threshold
 * @param longContext rows that replace the whole request's prices, by rising threshold
 */
public record PriceList(Prices base, List<LongContext> longContext) {

    /** @param aboveInputTokens prompt tokens (uncached, read and written) above which the row holds */
    public record LongContext(long aboveInputTokens, Prices prices) {}

    public PriceList {
        longContext = List.copyOf(longContext);
    }

    public Prices forPrompt(long promptTokens) {
        Prices found = base;
        for (LongContext row : longContext) {
            if (promptTokens > row.aboveInputTokens()) {
                found = row.prices();
            }
        }
        return found;
    }
}
