package io.tallyport.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.Turn;
import io.tallyport.chat.WireFormat;
import io.tallyport.wire.JsonTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads recorded Messages and counts. Left out: requests whose tools the provider runs, for their prompts are unknown, and
 * the one recording of the newer tokenizer, which was needed for its factor.
 */
final class AnthropicRecordings {
    private AnthropicRecordings() {}

    static List<Recording> all() {
        return Stream.of("anthropic/count_tokens", "anthropic/messages")
                .flatMap(api -> Recording.of(api).stream())
                .map(AnthropicRecordings::read)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Recording> read(Path name) {
        JsonNode request = Recording.json(name, ".request.json");
        Recording.Draft draft = new Recording.Draft();
        request.path("tools").forEach(tool -> tool(tool, draft));
        for (JsonNode message : request.path("messages")) {
            List<Part> parts = parts(message.path("content"));
            Turn.Role role = message.path("role").asText().equals("user") ? Turn.Role.USER : Turn.Role.ASSISTANT;
            draft.turns.add(new Turn(role, parts, ""));
        }
        String model = request.path("model").asText();
        if (model.startsWith("claude-sonnet-5")
                || request.has("mcp_servers")
                || draft.tools.stream().anyMatch(Tool.Foreign.class::isInstance)
                || draft.turns.stream()
                        .flatMap(turn -> turn.parts().stream())
                        .anyMatch(AnthropicRecordings::isUnknown)) {
            return Optional.empty();
        }
        parts(request.path("system")).forEach(part -> draft.system.add((Part.Text) part));
        choice(request.path("tool_choice"), draft);
        draft.thinking = request.path("thinking").path("type").asText().equals("enabled") ? Reasoning.Mode.ON : null;
        draft.schema = request.path("output_config").path("format").get("schema");
        return Optional.of(answered(name, model, draft));
    }

    private static boolean isUnknown(Part part) {
        return switch (part) {
            case Part.Foreign foreign -> true;
            case Part.Image image -> image.media() instanceof Media.Link;
            case Part.ToolResult result -> result.content().stream().anyMatch(AnthropicRecordings::isUnknown);
            default -> false;
        };
    }

    private static void tool(JsonNode tool, Recording.Draft draft) {
        if (tool.has("input_schema")) {
            draft.function(tool, "input_schema");
            return;
        }
        draft.tools.add(new Tool.Foreign(WireFormat.MESSAGES, tool));
    }

    private static void choice(JsonNode choice, Recording.Draft draft) {
        draft.choice = switch (choice.path("type").asText()) {
            case "any" -> new ToolChoice.Any();
            case "tool" -> new ToolChoice.Named(choice.path("name").asText());
            default -> null;
        };
        draft.parallel = choice.path("disable_parallel_tool_use").asBoolean() ? false : null;
    }

    private static List<Part> parts(JsonNode content) {
        List<Part> parts = new ArrayList<>();
        if (content.isTextual()) {
            parts.add(new Part.Text(content.asText()));
        }
        if (content.isArray()) {
            content.forEach(block -> parts.add(part(block)));
        }
        return parts;
    }

    private static Part part(JsonNode block) {
        return switch (block.path("type").asText()) {
            case "text" -> new Part.Text(block.path("text").asText());
            case "thinking" -> new Part.Thinking(block.path("thinking").asText(), "s");
            case "redacted_thinking" ->
                new Part.RedactedThinking(block.path("data").asText());
            case "tool_use" ->
                new Part.ToolCall(
                        block.path("id").asText(),
                        block.path("name").asText(),
                        JsonTree.text(block.path("input")),
                        null);
            case "tool_result" ->
                new Part.ToolResult(block.path("tool_use_id").asText(), parts(block.path("content")), false, null);
            case "image" -> new Part.Image(media(block.path("source")), null, null);
            case "document" -> new Part.Document(media(block.path("source")), null, null, false, null);
            default -> new Part.Foreign(WireFormat.MESSAGES, block);
        };
    }

    private static Media media(JsonNode source) {
        return switch (source.path("type").asText()) {
            case "url" -> new Media.Link(source.path("url").asText());
            case "text" -> new Media.PlainText(source.path("data").asText());
            default ->
                new Media.Inline(
                        source.path("media_type").asText(), source.path("data").asText());
        };
    }

    private static Recording answered(Path name, String model, Recording.Draft draft) {
        long input = 0;
        long output = 0;
        boolean plain = true;
        StringBuilder text = new StringBuilder();
        for (JsonNode event : Recording.answers(name)) {
            JsonNode message = event.has("message") ? event.path("message") : event;
            JsonNode usage = message.path("usage").isObject() ? message.path("usage") : message;
            long prompt = usage.path("input_tokens").asLong()
                    + usage.path("cache_creation_input_tokens").asLong()
                    + usage.path("cache_read_input_tokens").asLong();
            input = prompt > 0 ? prompt : input;
            output = usage.path("output_tokens").asLong(output);
            for (JsonNode block : message.path("content")) {
                plain &= block.path("type").asText().equals("text")
                        && !block.path("citations").has(0);
                text.append(block.path("text").asText());
            }
            plain &= !event.has("content_block")
                    || event.path("content_block").path("type").asText().equals("text");
            plain &= !event.path("delta").has("citation");
            text.append(event.path("delta").path("text").asText(""));
        }
        return new Recording(
                name.getFileName().toString(),
                model,
                draft.conversation(model),
                input,
                plain && output > 0 ? text.toString() : null,
                output);
    }
}
