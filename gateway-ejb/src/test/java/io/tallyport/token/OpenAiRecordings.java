package io.tallyport.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.Part;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.Turn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads recorded chat completions; those with files, sound, linked images or web search are left out. */
final class OpenAiRecordings {
    private OpenAiRecordings() {}

    static List<Recording> all() {
        return Recording.of("openai/chat").stream()
                .map(OpenAiRecordings::read)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Recording> read(Path name) {
        JsonNode request = Recording.json(name, ".request.json");
        Recording.Draft draft = new Recording.Draft();
        for (JsonNode message : request.path("messages")) {
            for (JsonNode part : message.path("content")) {
                if (!part.path("type").asText().equals("text")) {
                    return Optional.empty();
                }
            }
            message(message, draft);
        }
        if (request.has("web_search_options")) {
            return Optional.empty();
        }
        request.path("tools").forEach(tool -> draft.function(tool.path("function"), "parameters"));
        request.path("functions").forEach(function -> draft.function(function, "parameters"));
        draft.choice = switch (request.path("tool_choice").asText("")) {
            case "required" -> new ToolChoice.Any();
            default -> null;
        };
        draft.schema = request.path("response_format").path("json_schema").get("schema");
        return answered(name, request.path("model").asText(), draft);
    }

    private static void message(JsonNode message, Recording.Draft draft) {
        String role = message.path("role").asText();
        List<Part> parts = new ArrayList<>();
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            parts.add(new Part.Text(content.asText()));
        }
        content.forEach(part -> parts.add(new Part.Text(part.path("text").asText())));
        if (draft.turns.isEmpty() && (role.equals("system") || role.equals("developer"))) {
            parts.forEach(part -> draft.system.add((Part.Text) part));
            return;
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            parts.add(new Part.ToolCall(
                    call.path("id").asText(),
                    function.path("name").asText(),
                    function.path("arguments").asText(),
                    null));
        }
        List<Part> said = role.equals("tool")
                ? List.of(new Part.ToolResult(message.path("tool_call_id").asText(), parts, false, null))
                : parts;
        draft.turns.add(new Turn(role.equals("assistant") ? Turn.Role.ASSISTANT : Turn.Role.USER, said, ""));
    }

    private static Optional<Recording> answered(Path name, String model, Recording.Draft draft) {
        JsonNode usage = null;
        boolean plain = true;
        StringBuilder text = new StringBuilder();
        for (JsonNode answer : Recording.answers(name)) {
            usage = answer.path("usage").isObject() ? answer.path("usage") : usage;
            for (JsonNode choice : answer.path("choices")) {
                JsonNode said = choice.has("message") ? choice.path("message") : choice.path("delta");
                plain &= !said.has("tool_calls") && !said.has("function_call");
                text.append(said.path("content").asText(""))
                        .append(said.path("refusal").asText(""));
            }
        }
        if (usage == null) {
            return Optional.empty();
        }
        long output = usage.path("completion_tokens").asLong()
                - usage.path("completion_tokens_details")
                        .path("reasoning_tokens")
                        .asLong();
        return Optional.of(new Recording(
                name.getFileName().toString(),
                model,
                draft.conversation(model),
                usage.path("prompt_tokens").asLong(),
                plain && output > 0 ? text.toString() : null,
                output));
    }
}
