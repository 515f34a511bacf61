package io.tallyport.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/**
 * What a model has said so far, for answers whose usage is not reported. Taking a delta costs a copy of its characters;
 * tokens are for whoever asks in the end.
 *
 * <p>Used by one thread at a time.
 */
public final class DeliveredText {
    /** Of a longer text the beginning stands for the rest. */
    private static final int MOST_KEPT = 128 * 1024;

    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final Set<String> NOT_SAID = Set.of(
            "role",
            "type",
            "id",
            "call_id",
            "object",
            "status",
            "finish_reason",
            "signature",
            "encrypted_content",
            "data");

    private final StringBuilder kept = new StringBuilder(0);
    private long characters;

    /** Adds the string that the parser stands on; any other value is nothing said. */
    public void add(JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.VALUE_STRING) {
            return;
        }
        int length = value.getTextLength();
        int room = Math.min(length, MOST_KEPT - kept.length());
        if (room > 0) {
            kept.append(value.getTextCharacters(), value.getTextOffset(), room);
        }
        characters += length;
    }

    public void add(String text) {
        int room = Math.min(text.length(), MOST_KEPT - kept.length());
        if (room > 0) {
            kept.append(text, 0, room);
        }
        characters += text.length();
    }

    /**
     * Adds all strings under the value the parser stands on, names of kinds and ids left out; leaves the parser on the
     * value's last token.
     */
    public void addAll(JsonParser value) throws IOException {
        if (!value.currentToken().isStructStart()) {
            add(value);
            return;
        }
        JsonFields.walk(value, token -> {
            String name = value.currentName();
            if (name == null || !NOT_SAID.contains(name)) {
                add(value);
            }
        });
    }

    public long characters() {
        return characters;
    }

    /** A count that never falls and costs nothing, to measure progress by; not to charge by. */
    public long roughTokens() {
        return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
    }

    /** The text, or the beginning of it: {@link #characters} tells which. */
    public String excerpt() {
        return kept.toString();
    }
}
