package io.tallyport.provider.embeddings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.CachedParts;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.provider.ChatRequest.Span;
import io.tallyport.wire.JsonFields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the facts of one embeddings request; unknown fields pass. */
final class EmbeddingsRequestReader {
    private @Nullable String model;
    private Span modelAt = new Span(0, 0);
    private boolean input;

    private EmbeddingsRequestReader() {}

    static ChatRequest read(byte[] body) {
        EmbeddingsRequestReader reader = new EmbeddingsRequestReader();
        JsonFields.each(body, reader::field);
        return reader.request(body.length);
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "model" -> {
                model = JsonFields.text(value, name);
                modelAt = Span.of(value);
            }
            case "input" -> {
                if (value.currentToken() != JsonToken.VALUE_STRING && value.currentToken() != JsonToken.START_ARRAY) {
                    throw GatewayException.invalid("input", "The field input must be a string or an array.");
                }
                input = true;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private ChatRequest request(int bodyBytes) {
        if (model == null || model.isBlank()) {
            throw GatewayException.invalid("model", "You must provide a model parameter.");
        }
        if (!input) {
            throw GatewayException.invalid("input", "Missing required parameter: 'input'.");
        }
        return new ChatRequest(
                model,
                modelAt,
                false,
                0L,
                1,
                Caching.NONE,
                false,
                ChatRequest.Unseen.NOTHING,
                null,
                null,
                CachedParts.NONE,
                bodyBytes);
    }
}
