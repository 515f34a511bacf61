package io.tallyport.workbench.simulator.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.workbench.simulator.prompt.PromptDigest;
import java.io.IOException;
import java.util.Set;

/**
 * Feeds JSON values into a {@link PromptDigest}.
 *
 * <p>Textual content is every string value except those under {@link #NOT_TEXT}; names, numbers,
 * roles and such only count for the hash. White space never matters, key order does.
 */
public final class PromptReader {
    private static final Set<String> NOT_TEXT = Set.of(
            "type",
            "role",
            "id",
            "tool_use_id",
            "tool_call_id",
            "call_id",
            "media_type",
            "mimeType",
            "data",
            "file_data",
            "image_url",
            "url",
            "fileUri",
            "file_id",
            "signature",
            "thoughtSignature",
            "encrypted_content");

    private final PromptDigest digest;

    public PromptReader(PromptDigest digest) {
        this.digest = digest;
    }

    /** Reads the value that the parser stands on. */
    public void value(JsonParser parser, boolean textual) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                digest.structure('[');
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(parser, textual);
                }
                digest.structure(']');
            }
            case VALUE_STRING -> string(parser, textual);
            default -> digest.structure(parser.getText().hashCode());
        }
    }

    /** Reads a field's value; the parser stands on it. */
    public void field(JsonParser parser) throws IOException {
        String name = parser.currentName();
        digest.structure(name.hashCode());
        value(parser, !NOT_TEXT.contains(name));
    }

    private void object(JsonParser parser) throws IOException {
        digest.structure('{');
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            parser.nextToken();
            field(parser);
        }
        digest.structure('}');
    }

    private void string(JsonParser parser, boolean textual) throws IOException {
        digest.structure('"');
        if (textual) {
            digest.text(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            return;
        }
        digest.structure(parser.getText().hashCode());
    }
}
