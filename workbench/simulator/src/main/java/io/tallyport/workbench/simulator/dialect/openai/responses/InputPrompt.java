package io.tallyport.workbench.simulator.dialect.openai.responses;

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

/** Walks tools, instructions and input in that order. */
final class InputPrompt {
    private static final Set<String> SPEAKERS = Set.of("system", "developer", "user", "assistant");

    private final RequestFields fields;
    private final PromptDigest digest = new PromptDigest();
    private final PromptReader reader = new PromptReader(digest);
    private boolean plain = true;

    InputPrompt(RequestFields fields) {
        this.fields = fields;
    }

    /** Whether the input is nothing but words, so that no rule can be broken. */
    boolean isPlain() {
        return plain;
    }

    Prompt finish() {
        return digest.finish();
    }

    void read() throws IOException {
        values(fields.array("tools"));
        text(fields.text("instructions"));
        digest.structure('i');
        text(fields.text("input"));
        Slice items = fields.array("input");
        if (items == null) {
            return;
        }
        try (JsonParser parser = fields.parser(items)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                plain &= item(parser);
            }
        }
    }

    private void values(@Nullable Slice array) throws IOException {
        if (array == null) {
            return;
        }
        try (JsonParser parser = fields.parser(array)) {
            parser.nextToken();
            reader.value(parser, true);
        }
    }

    private void text(@Nullable String text) {
        if (text != null) {
            digest.text(text.toCharArray(), 0, text.length());
        }
    }

    private boolean item(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            reader.value(parser, true);
            return false;
        }
        boolean hasSpeaker = false;
        boolean hasWords = false;
        boolean hasMore = false;
        digest.structure('{');
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
            reader.field(parser);
            switch (name) {
                case "role" -> hasSpeaker = isText && SPEAKERS.contains(parser.getText());
                case "content" -> hasWords = isText;
                default -> hasMore = true;
            }
        }
        digest.structure('}');
        return hasSpeaker && hasWords && !hasMore;
    }
}
