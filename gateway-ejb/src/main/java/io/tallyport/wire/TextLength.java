package io.tallyport.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/** Counts what a model said: the local estimate for answers that do not report their usage. */
public final class TextLength {
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final Set<String> NOT_SAID = Set.of("role", "type", "id", "finish_reason", "signature");

    private TextLength() {}

    /**
     * Characters of all strings under the value the parser stands on, names of kinds and ids left out; leaves the parser
     * on the value's last token.
     */
    public static long of(JsonParser value) throws IOException {
        if (!value.currentToken().isStructStart()) {
            return value.currentToken() == JsonToken.VALUE_STRING ? value.getTextLength() : 0;
        }
        long length = 0;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = value.nextToken();
            if (token.isStructStart()) {
                depth++;
            }
            if (token.isStructEnd()) {
                depth--;
            }
            String name = value.currentName();
            if (token == JsonToken.VALUE_STRING && (name == null || !NOT_SAID.contains(name))) {
                length += value.getTextLength();
            }
        }
        return length;
    }

    public static long tokens(long characters) {
        return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
    }
}
