package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.provider.ChatRequest.Span;
import io.tallyport.provider.PromptMarks;
import io.tallyport.provider.PromptParts;
import io.tallyport.wire.JsonFields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the facts of one Messages request; unknown fields pass. */
final class AnthropicRequestReader {
    private @Nullable String model;
    private Span modelAt = new Span(0, 0);
    private boolean stream;
    private boolean messages;
    private @Nullable Long maxTokens;
    private @Nullable String session;
    private final PromptMarks marks = new PromptMarks(Caching.NONE);
    private final PromptParts parts = new PromptParts(marks);

    private AnthropicRequestReader() {}

    static ChatRequest read(byte[] body) {
        AnthropicRequestReader reader = new AnthropicRequestReader();
        JsonFields.each(body, reader::field);
        return reader.request(body.length);
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "model" -> {
                model = JsonFields.text(value, name);
                modelAt = Span.of(value);
            }
            case "stream" -> stream = JsonFields.flag(value, name);
            case "max_tokens" -> maxTokens = JsonFields.positive(value, name);
            case "messages" -> {
                messages(value);
                messages = true;
            }
            case "tools" -> parts.tools(value);
            case "system" -> parts.system(value);
            case "cache_control" -> marks.read(value);
            case "metadata" -> metadata(value);
            default -> {
                marks.lookUnder(value);
                return false;
            }
        }
        return true;
    }

    private void messages(JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.START_ARRAY) {
            throw GatewayException.invalid("messages", "messages: Input should be a valid list");
        }
        int count = 0;
        while (value.nextToken() != JsonToken.END_ARRAY) {
            if (value.currentToken() != JsonToken.START_OBJECT) {
                throw GatewayException.invalid("messages", "messages." + count + ": Input should be a valid object");
            }
            parts.turn(value);
            count++;
        }
        if (count == 0) {
            throw GatewayException.invalid("messages", "messages: at least one message is required");
        }
    }

    private void metadata(JsonParser value) throws IOException {
        JsonFields.nested(value, (name, inner) -> {
            if (name.equals("user_id")) {
                session = JsonFields.textOrNull(inner);
            }
            return true;
        });
    }

    private ChatRequest request(int bodyBytes) {
        if (model == null || model.isBlank()) {
            throw GatewayException.invalid("model", "model: Field required");
        }
        if (!messages) {
            throw GatewayException.invalid("messages", "messages: Field required");
        }
        if (maxTokens == null) {
            throw GatewayException.invalid("max_tokens", "max_tokens: Field required");
        }
        return new ChatRequest(
                model,
                modelAt,
                stream,
                maxTokens,
                1,
                marks.dearest(),
                marks.audio(),
                marks.unseen(),
                null,
                session,
                parts.parts(),
                bodyBytes);
    }
}
