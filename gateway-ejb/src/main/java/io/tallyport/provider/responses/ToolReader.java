package io.tallyport.provider.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.error.GatewayException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code tools} and {@code tool_choice}: functions only, since every other kind is OpenAI's own. */
final class ToolReader {
    private static final Set<String> KNOWN =
            Set.of("type", "name", "description", "parameters", "strict", "cache_control");

    private ToolReader() {}

    static List<Tool> tools(Fields request) {
        List<Tool> tools = new ArrayList<>();
        for (Fields tool : request.objects("tools")) {
            tools.add(tool(tool));
        }
        return tools;
    }

    static @Nullable ToolChoice choice(Fields request) {
        if (!request.has("tool_choice")) {
            return null;
        }
        if (!request.value("tool_choice").isTextual()) {
            return named(request.object("tool_choice"));
        }
        return switch (request.text("tool_choice")) {
            case "auto" -> new ToolChoice.Auto();
            case "required" -> new ToolChoice.Any();
            case "none" -> new ToolChoice.None();
            default ->
                throw request.refusal(
                        "tool_choice",
                        "tool_choice must be 'none', 'auto', 'required' or an object that names a tool.");
        };
    }

    private static ToolChoice named(Fields choice) {
        String type = choice.text("type");
        if (!type.equals("function")) {
            throw choice.refusal("type", "A tool_choice of type '" + type + "' is not served for this model.");
        }
        return new ToolChoice.Named(choice.text("name"));
    }

    private static Tool tool(Fields tool) {
        String type = tool.text("type");
        if (!type.equals("function")) {
            throw refusal(tool, type);
        }
        return new Tool.Function(
                tool.text("name"),
                tool.optionalText("description"),
                tool.has("parameters") ? tool.object("parameters").node() : null,
                tool.flag("strict"),
                ContentReader.mark(tool),
                extras(tool));
    }

    private static GatewayException refusal(Fields tool, String type) {
        String why = type.equals("custom")
                ? "Custom tools take free text, which this model's provider cannot be asked for: offer a function tool."
                : "Tools of type '" + type + "' are OpenAI's own and not served for this model: offer function tools.";
        return tool.refusal("type", why);
    }

    private static Map<String, JsonNode> extras(Fields tool) {
        Map<String, JsonNode> extras = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : tool.node().properties()) {
            if (!KNOWN.contains(field.getKey()) && tool.has(field.getKey())) {
                extras.put(field.getKey(), field.getValue());
            }
        }
        return extras;
    }
}
