package io.tallyport.provider.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.chat.TokenUse;
import io.tallyport.wire.JsonFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one chunk of a stream says, or a whole plain answer, whose {@code message} has the fields of a {@code delta}. Read
 * whole before it is told, because vendors put fields in any order. Of several choices, the first counts.
 */
final class Chunk {
    @Nullable
    String model;

    @Nullable
    TokenUse use;

    boolean hasChoices;
    boolean hasChoice;
    boolean failed;

    @Nullable
    String finishReason;

    @Nullable
    String text;

    @Nullable
    String refusal;

    @Nullable
    String reasoning;

    private boolean callsAreWhole;
    final List<ThinkingBlock> blocks = new ArrayList<>();
    final List<CallPiece> calls = new ArrayList<>();

    /** An entry of {@code thinking_blocks}; redacted if it has {@code data}. */
    record ThinkingBlock(
            String text,
            @Nullable String signature,
            @Nullable String data) {

        void write(JsonGenerator json) throws IOException {
            if (data != null) {
                json.writeStringField("type", "redacted_thinking");
                json.writeStringField("data", data);
                return;
            }
            json.writeStringField("type", "thinking");
            json.writeStringField("thinking", text);
            json.writeStringField("signature", signature);
        }
    }

    /** An entry of {@code tool_calls}, of which vendors leave out this and that. */
    static final class CallPiece {
        @Nullable
        Integer index;

        @Nullable
        String id;

        @Nullable
        String name;

        String arguments = "";

        private boolean field(String field, JsonParser value) throws IOException {
            switch (field) {
                case "index" -> index(value);
                case "id" -> id = text(value);
                case "function" -> JsonFields.nested(value, this::function);
                default -> {}
            }
            return false;
        }

        private void index(JsonParser value) throws IOException {
            if (value.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                index = value.getIntValue();
            }
        }

        private boolean function(String field, JsonParser value) throws IOException {
            switch (field) {
                case "name" -> name = text(value);
                case "arguments" -> arguments = Objects.requireNonNullElse(text(value), "");
                default -> {}
            }
            return false;
        }
    }

    /** @return null if the bytes are not one JSON object */
    static @Nullable Chunk read(byte[] bytes, int from, int to) {
        Chunk chunk = new Chunk();
        return JsonFields.tryEach(bytes, from, to, chunk::field) ? chunk : null;
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "model" -> model = text(value);
            case "choices" -> choices(value);
            case "usage" -> usage(value);
            case "error" -> failed = value.currentToken() != JsonToken.VALUE_NULL;
            default -> {}
        }
        return false;
    }

    private void usage(JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        try {
            use = OpenAiUsage.read(value);
        } catch (IllegalArgumentException e) {
            // Counts that contradict each other are no report; the answer goes on.
            use = null;
        }
    }

    private void choices(JsonParser value) throws IOException {
        hasChoices = value.currentToken() == JsonToken.START_ARRAY;
        eachObject(value, choice -> {
            if (hasChoice) {
                choice.skipChildren();
                return;
            }
            hasChoice = true;
            JsonFields.nested(choice, this::choice);
        });
    }

    private boolean choice(String name, JsonParser value) throws IOException {
        switch (name) {
            case "delta" -> JsonFields.nested(value, this::delta);
            case "message" -> {
                callsAreWhole = true;
                JsonFields.nested(value, this::delta);
            }
            case "finish_reason" -> finishReason = text(value);
            case "usage" -> usage(value);
            default -> {}
        }
        return false;
    }

    private boolean delta(String name, JsonParser value) throws IOException {
        switch (name) {
            case "content" -> content(value);
            case "refusal" -> refusal = text(value);
            // Some vendors send both names, one of them null, or both with the same text.
            case "reasoning_content", "reasoning" -> reasoning = reasoning == null ? text(value) : reasoning;
            case "thinking_blocks" -> eachObject(value, this::block);
            case "tool_calls" -> eachObject(value, this::call);
            default -> {}
        }
        return false;
    }

    /** A string; Mistral's thinking models send an array of parts. */
    private void content(JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.START_ARRAY) {
            text = text(value);
            return;
        }
        eachObject(value, part -> JsonFields.nested(part, this::contentPart));
    }

    private boolean contentPart(String name, JsonParser value) throws IOException {
        switch (name) {
            case "text" -> text = joined(text, text(value));
            case "thinking" -> eachObject(value, thought -> JsonFields.nested(thought, this::thought));
            default -> {}
        }
        return false;
    }

    private boolean thought(String name, JsonParser value) throws IOException {
        if (name.equals("text")) {
            reasoning = joined(reasoning, text(value));
        }
        return false;
    }

    private void block(JsonParser value) throws IOException {
        @Nullable String[] read = new @Nullable String[3];
        JsonFields.nested(value, (name, inner) -> {
            switch (name) {
                case "thinking" -> read[0] = text(inner);
                case "signature" -> read[1] = text(inner);
                case "data" -> read[2] = text(inner);
                default -> {}
            }
            return false;
        });
        blocks.add(new ThinkingBlock(Objects.requireNonNullElse(read[0], ""), read[1], read[2]));
    }

    private void call(JsonParser value) throws IOException {
        CallPiece piece = new CallPiece();
        if (callsAreWhole) {
            piece.index = calls.size();
        }
        JsonFields.nested(value, piece::field);
        calls.add(piece);
    }

    @FunctionalInterface
    private interface ObjectTaker {
        void take(JsonParser object) throws IOException;
    }

    private static void eachObject(JsonParser value, ObjectTaker taker) throws IOException {
        if (value.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        while (value.nextToken() != JsonToken.END_ARRAY) {
            if (value.currentToken() == JsonToken.START_OBJECT) {
                taker.take(value);
            }
            value.skipChildren();
        }
    }

    /** A string that says something, or null. */
    private static @Nullable String text(JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.VALUE_STRING) {
            return null;
        }
        String text = value.getText();
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String joined(@Nullable String first, @Nullable String second) {
        if (first == null) {
            return second;
        }
        return second == null ? first : first + second;
    }
}
