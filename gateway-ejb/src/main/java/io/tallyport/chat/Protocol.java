package io.tallyport.chat;

import java.util.Locale;

/** The vendors' families of wire formats; the name in lower case is what the database holds of an upstream account. */
public enum Protocol {
    OPENAI,
    ANTHROPIC,
    GEMINI;

    /** @throws IllegalArgumentException for any other name */
    public static Protocol of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
