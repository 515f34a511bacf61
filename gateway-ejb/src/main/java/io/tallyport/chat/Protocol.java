package io.tallyport.chat;

/** The two public wire formats; the name in lower case is what the database holds. */
public enum Protocol {
    OPENAI,
    ANTHROPIC;

    public static Protocol of(String name) {
        return switch (name) {
            case "openai" -> OPENAI;
            case "anthropic" -> ANTHROPIC;
            default -> throw new IllegalArgumentException("unknown protocol: " + name);
        };
    }
}
