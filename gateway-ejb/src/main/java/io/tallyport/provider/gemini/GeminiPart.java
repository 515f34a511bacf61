package io.tallyport.provider.gemini;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.WireFormat;
import io.tallyport.wire.JsonFields;
import io.tallyport.wire.JsonTree;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One part of an answer, read in one pass: a text, a thought, a function call or something that only Gemini knows. */
final class GeminiPart {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private String text = "";
    private boolean thought;
    private @Nullable String signature;
    private boolean call;
    private String callId = "";
    private String function = "";
    private String arguments = "{}";
    private boolean argumentsInPieces;
    private @Nullable JsonNode foreign;

    private GeminiPart() {}

    /** The parser stands on the part's first token, and is left on its last. */
    static GeminiPart read(JsonParser value) throws IOException {
        GeminiPart part = new GeminiPart();
        JsonFields.nested(value, part::field);
        return part;
    }

    boolean isCall() {
        return call;
    }

    /** A call in pieces, which come only to who asks for them: the gateway never does. */
    boolean isUnreadable() {
        return call && (function.isEmpty() || argumentsInPieces);
    }

    /**
     * What the part tells; nothing if it is empty.
     *
     * @param number the call's among the calls of its answer
     * @param ids makes the ids of calls that came without one
     */
    List<AnswerEvent> events(int number, Supplier<String> ids) {
        if (call) {
            String id = SignedCallId.isCarrier(callId) ? callId : ids.get();
            return List.of(
                    new AnswerEvent.ToolCallStarted(number, new SignedCallId(id, signature).text(), function),
                    new AnswerEvent.ArgumentsDelta(number, arguments));
        }
        if (foreign != null) {
            return List.of(new AnswerEvent.ForeignPart(WireFormat.GENERATE_CONTENT, foreign));
        }
        if (text.isEmpty()) {
            return List.of();
        }
        return List.of(thought ? new AnswerEvent.ThinkingDelta(text) : new AnswerEvent.TextDelta(text));
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "text" -> text = string(value);
            case "thought" -> thought = value.currentToken() == JsonToken.VALUE_TRUE;
            case "thoughtSignature" -> signature = string(value);
            case "functionCall" -> {
                call = true;
                JsonFields.nested(value, this::callField);
            }
            case "partMetadata", "videoMetadata", "mediaResolution" -> {
                return false;
            }
            default -> foreign(name, value);
        }
        return true;
    }

    private boolean callField(String name, JsonParser value) throws IOException {
        switch (name) {
            case "id" -> callId = string(value);
            case "name" -> function = string(value);
            case "args" -> arguments = value.currentToken() == JsonToken.START_OBJECT ? json(value) : "{}";
            case "partialArgs" -> argumentsInPieces = true;
            case "willContinue" -> argumentsInPieces |= value.currentToken() == JsonToken.VALUE_TRUE;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void foreign(String name, JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.START_OBJECT) {
            foreign = JsonTree.newObject()
                    .set(name, JsonTree.value(json(value)).orElseThrow(IllegalArgumentException::new));
        }
    }

    private static String string(JsonParser value) throws IOException {
        return value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : "";
    }

    /** The value the parser stands on, without the white space of plain answers; leaves the parser on its last token. */
    private static String json(JsonParser value) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.copyCurrentStructure(value);
        }
        return text.toString();
    }
}
