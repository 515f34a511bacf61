package io.tallyport.catalog;

import java.util.Locale;

/** Where a provider serves a model. */
public enum Api {
    CHAT,
    RESPONSES_ONLY,
    EMBEDDINGS;

    static Api of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
