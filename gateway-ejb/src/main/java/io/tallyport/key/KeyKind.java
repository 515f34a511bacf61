package io.tallyport.key;

import io.tallyport.keytext.KeyText;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** The kind of keys that begin so; empty for those of operators. */
    static Optional<KeyKind> of(KeyText text) {
        return Stream.of(values())
                .filter(kind -> kind.prefix.equals(text.prefix()))
                .findFirst();
    }

    /** What its text begins with; all of one length. */
    String prefix() {
        return prefix;
    }
}
