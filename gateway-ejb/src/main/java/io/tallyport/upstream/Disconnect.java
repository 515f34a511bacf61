package io.tallyport.upstream;

import java.util.Locale;

/** What an account's provider does, by its own words, when whoever called it leaves. */
public enum Disconnect {
    /** It goes on and charges for all: the answer is read on within limits, for the provider's own count. */
    DRAIN,
    /** It stops, and charges what it has sent. */
    ABORT;

    static Disconnect of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
