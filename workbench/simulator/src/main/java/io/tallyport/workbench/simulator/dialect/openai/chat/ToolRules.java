package io.tallyport.workbench.simulator.dialect.openai.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.FunctionOffer;
import io.tallyport.workbench.simulator.dialect.FunctionOffer.Function;
import io.tallyport.workbench.simulator.dialect.openai.shared.Functions;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import io.tallyport.workbench.simulator.request.RequestFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code tools}, {@code tool_choice} and {@code parallel_tool_calls}. */
final class ToolRules {
    private static final Set<String> KNOWN = Set.of("name", "description", "parameters", "strict");

    private final JsonNode tools;
    private final JsonNode choice;
    private final Rules rules;
    private String mode = "auto";

    ToolRules(JsonNode tools, JsonNode choice, Rules rules) {
        this.tools = tools;
        this.choice = choice;
        this.rules = rules;
    }

    /** Whether the caller forces one function by its name. */
    boolean namesFunction() {
        return choice.path("type").asText().equals("function");
    }

    void check(RequestFields fields) {
        if (fields.has("tools") && tools.isEmpty()) {
            rules.add(Refused.emptyArray("tools"));
        }
        for (int i = 0; i < tools.size(); i++) {
            tool("tools[" + i + "]", tools.get(i));
        }
        for (String name : List.of("tool_choice", "parallel_tool_calls")) {
            if (fields.has(name) && tools.isEmpty()) {
                rules.add(Refused.refusal(
                        "Invalid value for '" + name + "': '" + name + "' is only allowed when 'tools' are specified.",
                        name,
                        null));
            }
        }
        choice(fields.text("tool_choice"));
    }

    /** What may be called; nothing if the caller forbids it. */
    FunctionOffer offer(boolean parallel) {
        List<Function> functions = new ArrayList<>();
        Set<String> allowed = allowed();
        tools.forEach(tool -> {
            JsonNode function = tool.path("function");
            String name = function.path("name").asText();
            boolean isCallable = !mode.equals("none") && function.isObject();
            if (isCallable && (allowed.isEmpty() || allowed.contains(name))) {
                functions.add(new Function(name, function.path("parameters")));
            }
        });
        Optional<String> only = namesFunction()
                ? Optional.of(choice.path("function").path("name").asText())
                : Optional.empty();
        return new FunctionOffer(functions, only, parallel);
    }

    private Set<String> allowed() {
        Set<String> names = new HashSet<>();
        choice.path("allowed_tools")
                .path("tools")
                .forEach(tool -> names.add(tool.path("function").path("name").asText()));
        return names;
    }

    private void tool(String path, JsonNode tool) {
        if (!rules.required(path, tool, "type")) {
            return;
        }
        switch (tool.get("type").asText()) {
            case "function" -> {
                rules.onlyKnown(path, tool, Set.of("type", "function"));
                if (rules.object(path, tool, "function")) {
                    rules.onlyKnown(path + ".function", tool.get("function"), KNOWN);
                    new Functions(rules).check(path + ".function", tool.get("function"));
                }
            }
            case "custom" -> rules.onlyKnown(path, tool, Set.of("type", "custom"));
            default -> rules.add(Refused.value(path + ".type", tool.get("type").asText(), "'function' and 'custom'"));
        }
    }

    private void choice(@Nullable String word) {
        if (word != null) {
            mode = word;
            if (!Set.of("none", "auto", "required").contains(word)) {
                rules.add(Refused.value("tool_choice", word, "'none', 'auto', and 'required'"));
            }
            return;
        }
        if (!namesFunction()) {
            return;
        }
        String name = choice.path("function").path("name").asText();
        boolean isOffered = offer(false).functions().stream()
                .anyMatch(function -> function.name().equals(name));
        if (!isOffered) {
            rules.add(
                    Refused.refusal("Tool choice '" + name + "' not found in 'tools' parameter.", "tool_choice", null));
        }
    }
}
