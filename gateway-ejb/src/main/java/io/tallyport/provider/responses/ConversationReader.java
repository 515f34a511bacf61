package io.tallyport.provider.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.Conversation;
import io.tallyport.provider.responses.answer.PackedThinking;
import io.tallyport.wire.JsonTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a whole request that must be told in another format. */
final class ConversationReader {
    private static final List<String> STORED_STATE = List.of("previous_response_id", "conversation", "prompt");
    private static final Set<String> UNDERSTOOD = Set.of(
            "model",
            "stream",
            "input",
            "instructions",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "max_output_tokens",
            "temperature",
            "top_p",
            "top_logprobs",
            "reasoning",
            "text",
            "include",
            "truncation",
            "background",
            "cache_control",
            "user",
            "safety_identifier",
            "prompt_cache_key");
    /** What does not change the answer; {@code client_metadata} is Codex's. */
    private static final Set<String> LEFT_OUT = Set.of(
            "store",
            "metadata",
            "service_tier",
            "max_tool_calls",
            "prompt_cache_retention",
            "prompt_cache_options",
            "stream_options",
            "context_management",
            "moderation",
            "client_metadata");

    private ConversationReader() {}

    static Conversation read(byte[] body) {
        Fields request = Fields.of(JsonTree.request(body), "");
        refuseStoredState(request);
        checkInclude(request);
        checkTruncation(request);
        InputReader input = InputReader.read(request);
        return new Conversation(
                request.text("model"),
                Boolean.TRUE.equals(request.flag("stream")),
                input.system(),
                input.turns(),
                ToolReader.tools(request),
                ToolReader.choice(request),
                request.flag("parallel_tool_calls"),
                SettingsReader.sampling(request),
                SettingsReader.reasoning(request),
                SettingsReader.format(request),
                ContentReader.mark(request),
                user(request),
                request.optionalText("prompt_cache_key"),
                extras(request));
    }

    private static void refuseStoredState(Fields request) {
        for (String name : STORED_STATE) {
            if (request.has(name)) {
                throw request.refusal(
                        name,
                        "Nothing is stored for this model: send the whole conversation in input, without " + name
                                + ".");
            }
        }
        if (Boolean.TRUE.equals(request.flag("background"))) {
            throw request.refusal("background", "Background responses are not served here.");
        }
    }

    private static void checkInclude(Fields request) {
        int index = 0;
        for (JsonNode wanted : request.value("include")) {
            if (!wanted.asText().equals(PackedThinking.INCLUDE)) {
                throw request.refusal(
                        "include[" + index + "]",
                        "This model's provider cannot include '" + wanted.asText() + "'; only '"
                                + PackedThinking.INCLUDE + "' is.");
            }
            index++;
        }
    }

    private static void checkTruncation(Fields request) {
        String truncation = request.optionalText("truncation");
        if (truncation != null && !truncation.equals("disabled") && !truncation.equals("auto")) {
            throw request.refusal("truncation", "truncation must be 'auto' or 'disabled'.");
        }
    }

    private static @Nullable String user(Fields request) {
        String user = request.optionalText("user");
        String safetyIdentifier = request.optionalText("safety_identifier");
        return safetyIdentifier == null ? user : safetyIdentifier;
    }

    private static Map<String, JsonNode> extras(Fields request) {
        Map<String, JsonNode> extras = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : request.node().properties()) {
            String name = field.getKey();
            boolean known = UNDERSTOOD.contains(name) || LEFT_OUT.contains(name) || STORED_STATE.contains(name);
            if (!known && request.has(name)) {
                extras.put(name, field.getValue());
            }
        }
        return extras;
    }
}
