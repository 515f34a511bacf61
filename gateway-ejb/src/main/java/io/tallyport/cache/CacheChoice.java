package io.tallyport.cache;

import io.tallyport.catalog.Prices;

/** What a caller can ask a provider's prompt cache for. */
public enum CacheChoice {
    OFF("off"),
    FIVE_MINUTES("5m"),
    ONE_HOUR("1h");

    private final String word;

    CacheChoice(String word) {
        this.word = word;
    }

    /** As callers write it. */
    public String word() {
        return word;
    }

    /** Price of a token that is written, nano-USD per 1,000,000. */
    long writePrice(Prices prices) {
        return switch (this) {
            case OFF -> prices.input();
            case FIVE_MINUTES -> prices.write5mPrice();
            case ONE_HOUR -> prices.write1hPrice();
        };
    }

    /** Price of a token that need not be written again, nano-USD per 1,000,000. */
    long readPrice(Prices prices) {
        return this == OFF ? prices.input() : prices.readPrice();
    }

    /** Whether the model has it. */
    boolean isOffered(Prices prices) {
        return switch (this) {
            case OFF -> true;
            case FIVE_MINUTES -> prices.cacheRead() != null;
            case ONE_HOUR -> prices.cacheRead() != null && prices.cacheWrite1h() != null;
        };
    }
}
