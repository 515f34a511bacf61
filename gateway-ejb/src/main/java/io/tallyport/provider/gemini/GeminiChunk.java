package io.tallyport.provider.gemini;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.chat.TokenUse;
import io.tallyport.wire.JsonFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@code GenerateContentResponse}: one chunk of a stream, or a whole plain answer. Only its first candidate counts. */
final class GeminiChunk {
    private final List<GeminiPart> parts = new ArrayList<>();
    private @Nullable String model;
    private @Nullable TokenUse use;
    private @Nullable String finishReason;
    private boolean blocked;
    private boolean failed;
    private int errorCode;

    private GeminiChunk() {}

    /** The chunk in {@code bytes[from, to)}; empty if that is not one JSON object. */
    static Optional<GeminiChunk> read(byte[] bytes, int from, int to) {
        GeminiChunk chunk = new GeminiChunk();
        return JsonFields.tryEach(bytes, from, to, chunk::field) ? Optional.of(chunk) : Optional.empty();
    }

    List<GeminiPart> parts() {
        return parts;
    }

    @Nullable
    String model() {
        return model;
    }

    @Nullable
    TokenUse use() {
        return use;
    }

    @Nullable
    String finishReason() {
        return finishReason;
    }

    /** Whether the prompt was refused. */
    boolean isBlocked() {
        return blocked;
    }

    /** Whether it says how the answer ended, as a plain answer must. */
    boolean isAnswer() {
        return finishReason != null || blocked || failed;
    }

    /** Whether an error came in place of an answer. */
    boolean isFailed() {
        return failed;
    }

    /** The error's HTTP status; 0 if it has none. */
    int errorCode() {
        return errorCode;
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "candidates" -> candidates(value);
            case "promptFeedback" -> JsonFields.nested(value, this::feedback);
            case "usageMetadata" -> use = GeminiUsage.read(value);
            case "modelVersion" -> model = string(value);
            case "error" -> {
                failed = true;
                JsonFields.nested(value, this::error);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void candidates(JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        if (value.nextToken() == JsonToken.START_OBJECT) {
            JsonFields.nested(value, this::candidate);
        }
        skipRest(value);
    }

    private boolean candidate(String name, JsonParser value) throws IOException {
        switch (name) {
            case "content" -> JsonFields.nested(value, this::content);
            case "finishReason" -> finishReason = string(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean content(String name, JsonParser value) throws IOException {
        if (!name.equals("parts") || value.currentToken() != JsonToken.START_ARRAY) {
            return false;
        }
        while (value.nextToken() == JsonToken.START_OBJECT) {
            parts.add(GeminiPart.read(value));
        }
        skipRest(value);
        return true;
    }

    private boolean feedback(String name, JsonParser value) throws IOException {
        blocked |= name.equals("blockReason") && value.currentToken() == JsonToken.VALUE_STRING;
        return false;
    }

    private boolean error(String name, JsonParser value) throws IOException {
        if (name.equals("code")) {
            errorCode = Math.toIntExact(JsonFields.count(value));
        }
        return false;
    }

    private static @Nullable String string(JsonParser value) throws IOException {
        return value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : null;
    }

    /** Leaves the parser on the end of the array it is in. */
    private static void skipRest(JsonParser value) throws IOException {
        while (value.currentToken() != JsonToken.END_ARRAY) {
            value.skipChildren();
            value.nextToken();
        }
    }
}
