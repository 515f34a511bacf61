package io.tallyport.provider.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.provider.ChatRequest.Span;
import io.tallyport.provider.ChatRequest.Splice;
import io.tallyport.provider.PromptMarks;
import io.tallyport.provider.PromptParts;
import io.tallyport.wire.JsonFields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the facts of one chat completion request; unknown fields pass. */
final class OpenAiRequestReader {
    private static final int MOST_CHOICES = 128;

    private @Nullable String model;
    private Span modelAt = new Span(0, 0);
    private boolean stream;
    private boolean messages;
    private @Nullable Long maxTokens;
    private @Nullable Long maxCompletionTokens;
    private long choices = 1;
    private boolean includeUsage;
    private @Nullable String session;
    private @Nullable Splice usageSplice;
    /** Providers cache unasked; only an hour, in Anthropic's words, must be asked for. */
    private final PromptMarks marks = new PromptMarks(Caching.FIVE_MINUTES);

    private final PromptParts parts = new PromptParts(marks);

    private OpenAiRequestReader() {}

    static ChatRequest read(byte[] body) {
        OpenAiRequestReader reader = new OpenAiRequestReader();
        JsonFields.each(body, reader::field);
        return reader.request(body);
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "model" -> {
                model = JsonFields.text(value, name);
                modelAt = Span.of(value);
            }
            case "stream" -> stream = JsonFields.flag(value, name);
            case "messages" -> {
                messages(value);
                messages = true;
            }
            case "tools" -> parts.tools(value);
            case "functions" -> marks.lookUnder(value);
            case "cache_control" -> marks.read(value);
            case "prompt_cache_key" -> session = JsonFields.textOrNull(value);
            case "max_tokens" -> maxTokens = JsonFields.positive(value, name);
            case "max_completion_tokens" -> maxCompletionTokens = JsonFields.positive(value, name);
            case "n" -> {
                Long n = JsonFields.positive(value, name);
                choices = n == null ? 1 : n;
            }
            case "stream_options" -> streamOptions(value);
            case "modalities" -> refuseSpokenAnswers(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void messages(JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.START_ARRAY) {
            throw GatewayException.invalid("messages", "The field messages must be an array.");
        }
        int count = 0;
        while (value.nextToken() != JsonToken.END_ARRAY) {
            if (value.currentToken() != JsonToken.START_OBJECT) {
                throw GatewayException.invalid("messages[]", "The field messages[] must be an object.");
            }
            parts.turn(value);
            count++;
        }
        if (count == 0) {
            throw GatewayException.invalid("messages", "messages must hold at least one message.");
        }
    }

    /** Output of sound is a price class that the price book does not have. */
    private static void refuseSpokenAnswers(JsonParser value) throws IOException {
        JsonFields.walk(value, token -> {
            if (token == JsonToken.VALUE_STRING && value.getText().equals("audio")) {
                throw new GatewayException(
                        ErrorCode.UNPRICED_MODEL, "Spoken answers have no price here. Leave audio out of modalities.");
            }
        });
    }

    private void streamOptions(JsonParser value) throws IOException {
        int start = JsonFields.offset(value);
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            usageSplice = new Splice(start, "null".length(), "{\"include_usage\":true}");
            return;
        }
        if (value.currentToken() != JsonToken.START_OBJECT) {
            throw GatewayException.invalid("stream_options", "The field stream_options must be an object.");
        }
        usageSplice = null;
        boolean[] empty = {true};
        JsonFields.nested(value, (name, inner) -> {
            empty[0] = false;
            if (name.equals("include_usage")) {
                includeUsage(inner);
            }
            return true;
        });
        if (usageSplice == null) {
            usageSplice = new Splice(JsonFields.offset(value), 0, (empty[0] ? "" : ",") + "\"include_usage\":true");
        }
    }

    private void includeUsage(JsonParser value) throws IOException {
        includeUsage = JsonFields.flag(value, "stream_options.include_usage");
        usageSplice = new Splice(JsonFields.offset(value), value.getTextLength(), "true");
    }

    private ChatRequest request(byte[] body) {
        if (model == null || model.isBlank()) {
            throw GatewayException.invalid("model", "You must provide a model parameter.");
        }
        if (!messages) {
            throw GatewayException.invalid("messages", "Missing required parameter: 'messages'.");
        }
        if (choices > MOST_CHOICES) {
            throw GatewayException.invalid("n", "n must be an integer of at most " + MOST_CHOICES + ".");
        }
        return new ChatRequest(
                model,
                modelAt,
                stream,
                maxCompletionTokens == null ? maxTokens : maxCompletionTokens,
                (int) choices,
                marks.dearest(),
                marks.audio(),
                marks.unseen(),
                stream && !includeUsage ? splice(body) : null,
                session,
                parts.parts(),
                body.length);
    }

    /** Without stream_options of the caller's, ours stands first in the object. */
    private Splice splice(byte[] body) {
        if (usageSplice != null) {
            return usageSplice;
        }
        int open = 0;
        while (body[open] != '{') {
            open++;
        }
        return new Splice(open + 1, 0, "\"stream_options\":{\"include_usage\":true},");
    }
}
