package io.tallyport.catalog;

import java.util.List;

/**
 * The prices of one model in force at one time.
 *
 * @param base for prompts up to the first threshold
 * @param longContext rows that replace the whole request's prices, by rising threshold
 * @param batchPpm what a batch pays of every class, parts per million
 */
public record PriceList(Prices base, List<LongContext> longContext, int batchPpm) {
    private static final int USUAL_BATCH_PPM = 500_000;

    /** @param aboveInputTokens prompt tokens (uncached, read and written) above which the row holds */
    public record LongContext(long aboveInputTokens, Prices prices) {}

    public PriceList {
        longContext = List.copyOf(longContext);
    }

    /** A batch pays half. */
    public PriceList(Prices base, List<LongContext> longContext) {
        this(base, longContext, USUAL_BATCH_PPM);
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

    /** Whether sound has a price of its own in every row that a prompt of at most {@code promptTokens} can come under. */
    public boolean pricesAudio(long promptTokens) {
        return base.audioInput() != null
                && longContext.stream()
                        .filter(row -> promptTokens > row.aboveInputTokens())
                        .allMatch(row -> row.prices().audioInput() != null);
    }
}
