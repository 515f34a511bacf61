package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import io.tallyport.chat.Turn;
import io.tallyport.chat.Turn.Role;
import io.tallyport.chat.WireFormat;
import io.tallyport.wire.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads system prompts, messages and their content blocks. */
final class PartReader {
    private static final Set<Class<? extends Part>> OF_USER =
            Set.of(Part.Text.class, Part.Image.class, Part.Document.class, Part.ToolResult.class, Part.Foreign.class);
    private static final Set<Class<? extends Part>> OF_ASSISTANT = Set.of(
            Part.Text.class, Part.Thinking.class, Part.RedactedThinking.class, Part.ToolCall.class, Part.Foreign.class);
    private static final Set<Class<? extends Part>> OF_SYSTEM = Set.of(Part.Text.class);
    private static final Set<Class<? extends Part>> OF_RESULT =
            Set.of(Part.Text.class, Part.Image.class, Part.Document.class, Part.Foreign.class);

    private PartReader() {}

    static Turn turn(String path, JsonNode node) {
        RequestFields message = RequestFields.at(path, node);
        Role role = role(message);
        message.required("content");
        List<Part> parts = content(
                message,
                switch (role) {
                    case USER -> OF_USER;
                    case ASSISTANT -> OF_ASSISTANT;
                    case SYSTEM -> OF_SYSTEM;
                },
                "in messages of role " + message.text("role"));
        message.refuseUnread();
        return new Turn(role, resultsFirst(parts), path);
    }

    /** A string or text blocks. */
    static List<Part.Text> system(RequestFields request) {
        JsonNode system = request.get("system");
        if (system == null) {
            return List.of();
        }
        if (system.isTextual()) {
            return List.of(new Part.Text(system.textValue()));
        }
        return request.list("system", PartReader::textAlone);
    }

    private static Role role(RequestFields message) {
        return switch (message.text("role")) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            default -> throw message.wrong("role", "Input should be 'user', 'assistant' or 'system'");
        };
    }

    private static List<Part> resultsFirst(List<Part> parts) {
        return Stream.concat(
                        parts.stream().filter(Part.ToolResult.class::isInstance),
                        parts.stream().filter(part -> !(part instanceof Part.ToolResult)))
                .toList();
    }

    private static List<Part> content(RequestFields owner, Set<Class<? extends Part>> allowed, String place) {
        JsonNode content = owner.get("content");
        if (content != null && content.isTextual()) {
            return List.of(new Part.Text(content.textValue()));
        }
        return owner.list("content", (path, node) -> {
            RequestFields block = RequestFields.at(path, node);
            Part part = part(block);
            if (!allowed.contains(part.getClass())) {
                throw RequestFields.refused(path, block.text("type") + " blocks are not allowed " + place);
            }
            return part;
        });
    }

    private static Part part(RequestFields block) {
        Part part =
                switch (block.text("type")) {
                    case "text" -> text(block);
                    case "image" -> new Part.Image(media(block, false), null, block.cacheMark());
                    case "document" -> document(block);
                    case "tool_use" -> toolCall(block);
                    case "tool_result" -> toolResult(block);
                    case "thinking" -> new Part.Thinking(block.text("thinking"), signature(block));
                    case "redacted_thinking" -> new Part.RedactedThinking(block.text("data"));
                    default -> new Part.Foreign(WireFormat.MESSAGES, block.whole());
                };
        if (!(part instanceof Part.Foreign)) {
            block.refuseUnread();
        }
        return part;
    }

    private static Part.Text textAlone(String path, JsonNode node) {
        if (part(RequestFields.at(path, node)) instanceof Part.Text text) {
            return text;
        }
        throw RequestFields.refused(path, "Input should be a text block");
    }

    private static Part.Text text(RequestFields block) {
        List<JsonNode> citations = block.list("citations", (path, node) -> node);
        return new Part.Text(
                block.text("text"), citations.isEmpty() ? null : block.get("citations"), block.cacheMark());
    }

    private static Part.Document document(RequestFields block) {
        RequestFields citations = block.object("citations");
        return new Part.Document(
                media(block, true),
                block.optionalText("title"),
                block.optionalText("context"),
                citations != null && citations.isOn("enabled"),
                block.cacheMark());
    }

    private static Part.ToolCall toolCall(RequestFields block) {
        RequestFields caller = block.object("caller");
        if (caller != null && !caller.text("type").equals("direct")) {
            throw block.foreign("caller");
        }
        if (!(block.required("input") instanceof ObjectNode input)) {
            throw block.wrong("input", "Input should be a valid object");
        }
        return new Part.ToolCall(block.text("id"), block.text("name"), JsonTree.text(input), block.cacheMark());
    }

    private static Part.ToolResult toolResult(RequestFields block) {
        return new Part.ToolResult(
                block.text("tool_use_id"),
                content(block, OF_RESULT, "in tool results"),
                block.isOn("is_error"),
                block.cacheMark());
    }

    /** Thinking that no provider signed is given out with an empty signature. */
    private static @Nullable String signature(RequestFields block) {
        String signature = block.optionalText("signature");
        return signature == null || signature.isEmpty() ? null : signature;
    }

    private static Media media(RequestFields block, boolean document) {
        RequestFields source = RequestFields.at(block.pathOf("source"), block.required("source"));
        String type = source.text("type");
        if (!document && (type.equals("text") || type.equals("content"))) {
            throw source.wrong("type", "Input should be 'base64', 'url' or 'file'");
        }
        Media media =
                switch (type) {
                    case "base64" -> new Media.Inline(source.text("media_type"), source.text("data"));
                    case "url" -> new Media.Link(source.text("url"));
                    case "file" -> new Media.Stored(source.text("file_id"));
                    case "text" -> plainText(source);
                    case "content" -> new Media.PlainText(joined(source));
                    default ->
                        throw source.wrong("type", "Input should be 'base64', 'url', 'file', 'text' or 'content'");
                };
        source.refuseUnread();
        return media;
    }

    private static Media plainText(RequestFields source) {
        source.ignore("media_type");
        return new Media.PlainText(source.text("data"));
    }

    /** The text of a document that is given as content blocks, which nobody else tells apart. */
    private static String joined(RequestFields source) {
        source.required("content");
        List<String> texts = new ArrayList<>();
        for (Part part : content(source, OF_SYSTEM, "in documents of another provider's model")) {
            texts.add(((Part.Text) part).text());
        }
        return String.join("\n", texts);
    }
}
