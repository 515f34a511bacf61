package io.tallyport.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Model;
import io.tallyport.chat.Part;
import io.tallyport.chat.Turn;
import io.tallyport.chat.Turn.Role;
import io.tallyport.wire.JsonTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes turns as {@code contents}; turns of one role that follow each other become one.
 *
 * <p>Results of tools stand in a content of their own, ahead of what else the user says: models up to 3.5, and Vertex AI,
 * take a content that has both for the model's (pydantic/pydantic-ai#4210).
 */
final class GeminiContents {

    /** What Google's documentation says to send in place of a signature, for calls that no Gemini model made. */
    private static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private final ArrayNode contents = JsonTree.newObject().putArray("contents");
    private final Map<String, String> functionsByCall = new HashMap<>();
    private final boolean signaturesDemanded;
    private ArrayNode results = contents.arrayNode();
    private ArrayNode said = contents.arrayNode();
    private boolean callWritten;

    private GeminiContents(Model model) {
        // from Gemini 3 on, the models that think by levels, not by a budget
        this.signaturesDemanded = model.can(Capability.THINKING) && !model.can(Capability.THINKING_BUDGET);
    }

    static ArrayNode of(List<Turn> turns, Model model) {
        GeminiContents writer = new GeminiContents(model);
        @Nullable Role role = null;
        for (Turn turn : turns) {
            if (role != null && role != turn.role()) {
                writer.close(role);
            }
            role = turn.role();
            writer.add(turn);
        }
        if (role != null) {
            writer.close(role);
        }
        return writer.contents;
    }

    private void add(Turn turn) {
        if (turn.role() == Role.SYSTEM) {
            throw GeminiParts.refused(
                    turn.path(), "this model takes instructions ahead of the first message only, not between messages");
        }
        turn.parts().forEach(part -> add(part, turn.path()));
    }

    private void add(Part part, String path) {
        switch (part) {
            case Part.Text text -> text(text.text());
            case Part.Refusal refusal -> text(refusal.text());
            case Part.Image image -> said.add(GeminiParts.image(image, path));
            case Part.Document document -> said.addAll(GeminiParts.document(document, path));
            case Part.Audio audio -> said.add(GeminiParts.inline("audio/" + audio.format(), audio.base64()));
            case Part.ToolCall call -> call(call);
            case Part.ToolResult result -> result(result, path);
            case Part.Thinking ignored -> {}
            case Part.RedactedThinking ignored -> {}
            case Part.Foreign ignored ->
                throw GeminiParts.refused(path, "it holds a block that only its own provider understands");
        }
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            said.add(GeminiParts.text(text));
        }
    }

    /** Of calls made at once Gemini signs the first only, so that no other one may be given a made-up signature. */
    private void call(Part.ToolCall call) {
        SignedCallId id = SignedCallId.parse(call.id());
        functionsByCall.put(id.id(), call.name());
        ObjectNode part = said.addObject();
        part.putObject("functionCall")
                .put("id", id.id())
                .put("name", call.name())
                .set("args", arguments(call.arguments()));
        if (id.signature() != null) {
            part.put("thoughtSignature", id.signature());
        } else if (signaturesDemanded && !callWritten) {
            part.put("thoughtSignature", NO_SIGNATURE);
        }
        callWritten = true;
    }

    private static JsonNode arguments(String text) {
        if (text.isBlank()) {
            return JsonTree.newObject();
        }
        return JsonTree.value(text).filter(JsonNode::isObject).orElseGet(() -> JsonTree.newObject()
                .put("INVALID_JSON", text));
    }

    private void result(Part.ToolResult result, String path) {
        String id = SignedCallId.parse(result.callId()).id();
        @Nullable String function = functionsByCall.get(id);
        if (function == null) {
            throw GeminiParts.refused(path, "no tool call of an earlier message has the id " + result.callId());
        }
        GeminiResult written = GeminiResult.of(result, path);
        results.addObject()
                .putObject("functionResponse")
                .put("id", id)
                .put("name", function)
                .set("response", written.response());
        said.addAll(written.beside());
    }

    private void close(Role role) {
        add(role, results);
        add(role, said);
        results = contents.arrayNode();
        said = contents.arrayNode();
        callWritten = false;
    }

    private void add(Role role, ArrayNode parts) {
        if (!parts.isEmpty()) {
            contents.addObject()
                    .put("role", role == Role.ASSISTANT ? "model" : "user")
                    .set("parts", parts);
        }
    }
}
