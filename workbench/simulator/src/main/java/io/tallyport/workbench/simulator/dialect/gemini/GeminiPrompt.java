package io.tallyport.workbench.simulator.dialect.gemini;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.workbench.simulator.prompt.Prompt;
import io.tallyport.workbench.simulator.prompt.PromptDigest;
import io.tallyport.workbench.simulator.request.PromptReader;
import io.tallyport.workbench.simulator.request.RequestFields;
import io.tallyport.workbench.simulator.request.RequestFields.Slice;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks system instruction, tools and contents in that order. */
final class GeminiPrompt {
    private static final Set<String> SPEAKERS = Set.of("user", "model");

    private final RequestFields fields;
    private final PromptDigest digest = new PromptDigest();
    private final PromptReader reader = new PromptReader(digest);
    private boolean plain = true;

    GeminiPrompt(RequestFields fields) {
        this.fields = fields;
    }

    /** Whether the contents are nothing but texts, so that no rule can be broken. */
    boolean isPlain() {
        return plain;
    }

    Prompt finish() {
        return digest.finish();
    }

    void read() throws IOException {
        value(fields.slice("systemInstruction"));
        value(fields.array("tools"));
        digest.structure('c');
        Slice contents = fields.array("contents");
        if (contents == null) {
            return;
        }
        try (JsonParser parser = fields.parser(contents)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                plain &= content(parser);
                digest.endBlock(null);
            }
        }
    }

    private void value(@Nullable Slice slice) throws IOException {
        if (slice == null) {
            return;
        }
        try (JsonParser parser = fields.parser(slice)) {
            parser.nextToken();
            reader.value(parser, true);
        }
    }

    private boolean content(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            reader.value(parser, true);
            return false;
        }
        boolean hasSpeaker = false;
        boolean hasTexts = false;
        boolean hasMore = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("parts") && value == JsonToken.START_ARRAY) {
                hasTexts = texts(parser);
                continue;
            }
            reader.field(parser);
            hasSpeaker |= name.equals("role") && SPEAKERS.contains(parser.getText());
            hasMore |= !name.equals("role");
        }
        return hasSpeaker && hasTexts && !hasMore;
    }

    private boolean texts(JsonParser parser) throws IOException {
        int count = 0;
        boolean areTexts = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            areTexts &= text(parser);
            count++;
        }
        return areTexts && count > 0;
    }

    private boolean text(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            reader.value(parser, true);
            return false;
        }
        int names = 0;
        boolean hasText = false;
        digest.structure('{');
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            hasText |= parser.nextToken() == JsonToken.VALUE_STRING && name.equals("text");
            reader.field(parser);
            names++;
        }
        digest.structure('}');
        return hasText && names == 1;
    }
}
