package io.tallyport.workbench.simulator.dialect.openai.chat;

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

/** Walks tools and messages in that order; one digest block for each message. */
final class ChatPrompt {
    private static final Set<String> SPEAKERS = Set.of("system", "developer", "user", "assistant");

    private final RequestFields fields;
    private final PromptDigest digest = new PromptDigest();
    private final PromptReader reader = new PromptReader(digest);
    private boolean plain = true;
    private boolean empty = true;

    ChatPrompt(RequestFields fields) {
        this.fields = fields;
    }

    /** Whether all messages are nothing but a role and words, so that no rule can be broken. */
    boolean isPlain() {
        return plain;
    }

    boolean isEmpty() {
        return empty;
    }

    Prompt finish() {
        return digest.finish();
    }

    void read(Slice messages) throws IOException {
        readTools(fields.array("tools"));
        digest.structure('m');
        try (JsonParser parser = fields.parser(messages)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                plain &= message(parser);
                empty = false;
                digest.endBlock(null);
            }
        }
    }

    private void readTools(@Nullable Slice tools) throws IOException {
        if (tools == null) {
            return;
        }
        try (JsonParser parser = fields.parser(tools)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                reader.value(parser, true);
            }
        }
    }

    private boolean message(JsonParser parser) throws IOException {
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
