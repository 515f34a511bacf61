package io.tallyport.catalog;

import java.util.Locale;

/** Something a model can do; the name in lower case is what the database holds. */
public enum Capability {
    /** Takes images. */
    VISION,
    PDF_INPUT,
    AUDIO_INPUT,
    TOOLS,
    WEB_SEARCH,
    /** Runs code in its provider's sandbox. */
    CODE_EXECUTION,
    CITATIONS,
    /** JSON by a schema. */
    STRUCTURED_OUTPUT,
    THINKING,
    /** Thinks as much as it sees fit. */
    ADAPTIVE_THINKING,
    /** Takes a number of tokens to think. */
    THINKING_BUDGET,
    /** Takes temperature, top_p and top_k. */
    SAMPLING,
    /** Reads cached prompts at a price of their own. */
    CACHING,
    /** Caches where the caller says so. */
    CACHING_CONTROL,
    CONTEXT_MANAGEMENT;

    static Capability of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
