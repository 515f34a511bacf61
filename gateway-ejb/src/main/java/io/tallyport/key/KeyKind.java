package io.tallyport.key;

/** What a key is for. */
public enum KeyKind {
    /** Calls models, and reads its own calls. */
    CALLS("sk-tp-"),
    /** Reads its organisation's usage and statements, and more by its {@link KeyRole}; never calls a model. */
    MANAGEMENT("mk-tp-");

    private final String prefix;

    KeyKind(String prefix) {
        this.prefix = prefix;
    }

    /** What its text begins with; all of one length. */
    String prefix() {
        return prefix;
    }
}
