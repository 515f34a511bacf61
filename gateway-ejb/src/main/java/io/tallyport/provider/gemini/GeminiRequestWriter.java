package io.tallyport.provider.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.catalog.Model;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Part;
import io.tallyport.error.GatewayException;
import io.tallyport.wire.JsonTree;
import java.util.List;
import java.util.Set;

/**
 * Writes a request. Left out, for it does not change the answer: cache marks (Gemini caches by itself), the caller's user
 * and cache key, and {@code strict} of tools.
 */
final class GeminiRequestWriter {

    /** Fields that are written here, in both spellings that Gemini takes, and those that change the price. */
    private static final Set<String> NOT_FOR_CALLERS = Set.of(
            "contents",
            "tools",
            "systemInstruction",
            "system_instruction",
            "toolConfig",
            "tool_config",
            "generationConfig",
            "generation_config",
            "serviceTier",
            "service_tier");

    private GeminiRequestWriter() {}

    static byte[] write(Conversation conversation, Model model) {
        ObjectNode request = JsonTree.newObject();
        conversation.extras().forEach((name, value) -> {
            if (NOT_FOR_CALLERS.contains(name)) {
                throw GatewayException.untranslatable(name, name + " is not a field of this API.");
            }
            request.set(name, value);
        });
        system(conversation.system(), request);
        request.set("contents", GeminiContents.of(conversation.turns(), model));
        GeminiTools.write(conversation, request);
        ObjectNode generation = GeminiGeneration.config(conversation, model);
        if (!generation.isEmpty()) {
            request.set("generationConfig", generation);
        }
        return JsonTree.bytes(request);
    }

    private static void system(List<Part.Text> system, ObjectNode request) {
        ArrayNode parts = JsonTree.newObject().putArray("parts");
        system.stream().filter(part -> !part.text().isEmpty()).forEach(part -> parts.addObject()
                .put("text", part.text()));
        if (!parts.isEmpty()) {
            request.putObject("systemInstruction").set("parts", parts);
        }
    }
}
