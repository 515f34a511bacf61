package io.tallyport.provider.openai.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.CacheMark;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.WireFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tools and whether one must be called. */
final class ToolReader {

    private ToolReader() {}

    static List<Tool> tools(Fields request) {
        List<Tool> tools = new ArrayList<>();
        for (Fields tool : request.objects("tools")) {
            tools.add(tool(tool));
        }
        return tools;
    }

    private static Tool tool(Fields tool) {
        String type = tool.text("type");
        if (type != null && !type.equals("function")) {
            return new Tool.Foreign(WireFormat.CHAT_COMPLETIONS, tool.node());
        }
        Fields function = tool.requiredObject("function");
        Fields schema = function.object("parameters");
        CacheMark mark = tool.cacheMark();
        CacheMark innerMark = function.cacheMark();
        String name = function.requiredText("name");
        String description = function.text("description");
        Boolean strict = function.flag("strict");
        Map<String, JsonNode> extras = new HashMap<>(tool.rest());
        extras.putAll(function.rest());
        return new Tool.Function(
                name,
                description,
                schema == null ? null : schema.node(),
                strict,
                mark == null ? innerMark : mark,
                extras);
    }

    static @Nullable ToolChoice choice(Fields request) {
        JsonNode choice = request.get("tool_choice");
        if (choice == null) {
            return null;
        }
        return choice.isTextual() ? word(choice.textValue()) : named(request.requiredObject("tool_choice"));
    }

    private static ToolChoice word(String word) {
        return switch (word) {
            case "auto" -> new ToolChoice.Auto();
            case "required" -> new ToolChoice.Any();
            case "none" -> new ToolChoice.None();
            default -> throw Fields.wrong("tool_choice", "auto, required, none or a named function");
        };
    }

    private static ToolChoice named(Fields choice) {
        if (!choice.requiredText("type").equals("function")) {
            throw Fields.unsupported(choice.path("type"));
        }
        Fields function = choice.requiredObject("function");
        ToolChoice read = new ToolChoice.Named(function.requiredText("name"));
        function.refuseRest();
        choice.refuseRest();
        return read;
    }
}
