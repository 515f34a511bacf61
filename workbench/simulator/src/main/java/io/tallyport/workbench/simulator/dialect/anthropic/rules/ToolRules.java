package io.tallyport.workbench.simulator.dialect.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.FunctionOffer;
import io.tallyport.workbench.simulator.dialect.FunctionOffer.Function;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code tools} and {@code tool_choice}. */
public final class ToolRules {
    private static final Set<String> KNOWN = Set.of(
            "type",
            "name",
            "description",
            "input_schema",
            "cache_control",
            "strict",
            "allowed_callers",
            "defer_loading",
            "eager_input_streaming",
            "input_examples");
    private static final Pattern SERVER_SIDE = Pattern.compile("(bash|computer|computer_toolset|text_editor|web_search"
            + "|web_fetch|code_execution|memory|advisor|browser_toolset|mcp_toolset"
            + "|tool_search_tool_(bm25|regex))(_\\d{8})?");

    private final JsonNode tools;
    private final JsonNode choice;
    private final Complaints complaints;

    public ToolRules(JsonNode tools, JsonNode choice, Complaints complaints) {
        this.tools = tools;
        this.choice = choice;
        this.complaints = complaints;
    }

    public void check() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tools.size(); i++) {
            tool("tools." + i, tools.get(i));
            if (!names.add(tools.get(i).path("name").asText())) {
                complaints.add("tools: Tool names must be unique.");
            }
        }
        if (!choice.isMissingNode()) {
            choice(names);
        }
    }

    /** Whether the caller leaves the model no other way than to call one. */
    boolean isForced() {
        return Blocks.isOf(choice, "any") || Blocks.isOf(choice, "tool");
    }

    /** What may be called; nothing if the caller forbids it. */
    public FunctionOffer offer() {
        List<Function> functions = new ArrayList<>();
        if (!Blocks.isOf(choice, "none")) {
            tools.forEach(tool -> {
                if (isCustom(tool)) {
                    functions.add(new Function(tool.path("name").asText(), tool.path("input_schema")));
                }
            });
        }
        Optional<String> only =
                Blocks.isOf(choice, "tool") ? Optional.of(choice.path("name").asText()) : Optional.empty();
        return new FunctionOffer(
                functions, only, !choice.path("disable_parallel_tool_use").asBoolean());
    }

    private void tool(String path, JsonNode tool) {
        String type = tool.path("type").asText();
        if (!isCustom(tool)) {
            if (!SERVER_SIDE.matcher(type).matches()) {
                complaints.tag(path, type, "'bash_20250124', 'custom', 'text_editor_20250728', 'web_search_20250305'");
            }
            return;
        }
        String inner = path + ".custom";
        complaints.onlyKnown(inner, tool, KNOWN);
        complaints.matching(inner, tool, "name", Blocks.NAME);
        if (!complaints.required(inner, tool, "input_schema")) {
            return;
        }
        JsonNode schema = tool.get("input_schema");
        if (!schema.isObject()) {
            complaints.add(inner + ".input_schema: Input should be a valid dictionary");
            return;
        }
        if (complaints.required(inner + ".input_schema", schema, "type") && !Blocks.isOf(schema, "object")) {
            complaints.add(inner + ".input_schema.type: Input should be 'object'");
        }
    }

    private void choice(Set<String> names) {
        if (tools.isEmpty()) {
            complaints.add("tool_choice may only be specified while providing tools.");
        }
        String type = choice.path("type").asText();
        switch (type) {
            case "auto", "any" ->
                complaints.onlyKnown("tool_choice." + type, choice, Set.of("type", "disable_parallel_tool_use"));
            case "none" -> complaints.onlyKnown("tool_choice.none", choice, Set.of("type"));
            case "tool" -> {
                complaints.onlyKnown("tool_choice.tool", choice, Set.of("type", "name", "disable_parallel_tool_use"));
                if (!names.contains(choice.path("name").asText())) {
                    complaints.add("Tool '" + choice.path("name").asText() + "' not found in provided tools");
                }
            }
            default -> complaints.tag("tool_choice", type, "'any', 'auto', 'none', 'tool'");
        }
    }

    private static boolean isCustom(JsonNode tool) {
        JsonNode type = tool.path("type");
        return type.isMissingNode() || type.isNull() || type.asText().equals("custom");
    }
}
