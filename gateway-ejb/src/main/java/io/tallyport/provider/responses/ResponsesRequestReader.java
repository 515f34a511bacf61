package io.tallyport.provider.responses;

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

/** Reads the facts of one Responses request; unknown fields pass. */
final class ResponsesRequestReader {
    private @Nullable String model;
    private Span modelAt = new Span(0, 0);
    private boolean stream;
    private boolean input;
    private @Nullable Long maxOutputTokens;
    private @Nullable String session;
    private final PromptMarks marks = new PromptMarks(Caching.FIVE_MINUTES);
    private final PromptParts parts = new PromptParts(marks);

    private ResponsesRequestReader() {}

    static ChatRequest read(byte[] body) {
        ResponsesRequestReader reader = new ResponsesRequestReader();
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
            case "background" -> refuseBackground(value);
            case "max_output_tokens" -> maxOutputTokens = JsonFields.positive(value, name);
            case "input" -> input(value);
            case "tools" -> parts.tools(value);
            case "instructions" -> parts.system(value);
            case "previous_response_id" -> {
                if (value.currentToken() == JsonToken.VALUE_STRING) {
                    parts.goesOn();
                }
            }
            case "cache_control" -> marks.read(value);
            case "prompt_cache_key" -> session = JsonFields.textOrNull(value);
            default -> {
                marks.lookUnder(value);
                return false;
            }
        }
        return true;
    }

    /** Such a call is answered before it is done, without the usage to charge it by. */
    private static void refuseBackground(JsonParser value) throws IOException {
        if (JsonFields.flag(value, "background")) {
            throw GatewayException.invalid("background", "Background responses are not served here.");
        }
    }

    private void input(JsonParser value) throws IOException {
        input = value.currentToken() != JsonToken.VALUE_NULL;
        if (!input) {
            return;
        }
        if (value.currentToken() == JsonToken.VALUE_STRING) {
            parts.onlyTurn(value);
            return;
        }
        if (value.currentToken() != JsonToken.START_ARRAY) {
            throw GatewayException.invalid("input", "The field input must be a string or an array of items.");
        }
        int count = 0;
        while (value.nextToken() != JsonToken.END_ARRAY) {
            if (value.currentToken() != JsonToken.START_OBJECT) {
                throw GatewayException.invalid("input[" + count + "]", "An input item must be an object.");
            }
            parts.turn(value);
            count++;
        }
        if (count == 0) {
            throw GatewayException.invalid("input", "input must hold at least one item.");
        }
    }

    private ChatRequest request(int bodyBytes) {
        if (model == null || model.isBlank()) {
            throw GatewayException.invalid("model", "Missing required parameter: 'model'.");
        }
        if (!input) {
            throw GatewayException.invalid("input", "Missing required parameter: 'input'.");
        }
        return new ChatRequest(
                model,
                modelAt,
                stream,
                maxOutputTokens,
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
