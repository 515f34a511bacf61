package io.tallyport.workbench.simulator.dialect.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.FunctionOffer;
import io.tallyport.workbench.simulator.dialect.FunctionOffer.Function;
import io.tallyport.workbench.simulator.dialect.openai.shared.Functions;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code tools} and {@code tool_choice}, which are flatter here than in chat. */
final class ToolRules {
    private static final Set<String> KNOWN = Set.of(
            "type", "name", "description", "parameters", "strict", "defer_loading", "allowed_callers", "output_schema");
    private static final Set<String> OTHERS = Set.of(
            "file_search",
            "computer",
            "computer_use",
            "computer_use_preview",
            "web_search",
            "web_search_2025_08_26",
            "web_search_preview",
            "web_search_preview_2025_03_11",
            "mcp",
            "code_interpreter",
            "programmatic_tool_calling",
            "image_generation",
            "local_shell",
            "shell",
            "custom",
            "namespace",
            "tool_search",
            "apply_patch");

    private final JsonNode tools;
    private final JsonNode choice;
    private final Rules rules;
    private String mode = "auto";

    ToolRules(JsonNode tools, JsonNode choice, Rules rules) {
        this.tools = tools;
        this.choice = choice;
        this.rules = rules;
    }

    /** @param word the choice, if it is just a word */
    void check(@Nullable String word) {
        for (int i = 0; i < tools.size(); i++) {
            tool("tools[" + i + "]", tools.get(i));
        }
        if (word != null) {
            mode = word;
            if (!Set.of("none", "auto", "required").contains(word)) {
                rules.add(Refused.value("tool_choice", word, "'none', 'auto', and 'required'"));
            }
            return;
        }
        boolean isNamed = choice.path("type").asText().equals("function");
        if (isNamed && offer(false).calls().isEmpty()) {
            rules.add(Refused.refusal("Tool choice 'function' not found in 'tools' parameter.", "tool_choice", null));
        }
    }

    /** What may be called; nothing if the caller forbids it. */
    FunctionOffer offer(boolean parallel) {
        List<Function> functions = new ArrayList<>();
        Set<String> allowed = new HashSet<>();
        choice.path("tools").forEach(tool -> allowed.add(tool.path("name").asText()));
        tools.forEach(tool -> {
            String name = tool.path("name").asText();
            boolean isCallable =
                    !mode.equals("none") && tool.path("type").asText().equals("function");
            if (isCallable && (allowed.isEmpty() || allowed.contains(name))) {
                functions.add(new Function(name, tool.path("parameters")));
            }
        });
        Optional<String> only = choice.path("type").asText().equals("function")
                ? Optional.of(choice.path("name").asText())
                : Optional.empty();
        return new FunctionOffer(functions, only, parallel);
    }

    private void tool(String path, JsonNode tool) {
        if (!rules.required(path, tool, "type")) {
            return;
        }
        String type = tool.get("type").asText();
        if (type.equals("function")) {
            rules.onlyKnown(path, tool, KNOWN);
            new Functions(rules).check(path, tool);
            return;
        }
        if (!OTHERS.contains(type)) {
            rules.add(Refused.value(path + ".type", type, "'function', 'custom', 'web_search', 'mcp', ..."));
        }
    }
}
