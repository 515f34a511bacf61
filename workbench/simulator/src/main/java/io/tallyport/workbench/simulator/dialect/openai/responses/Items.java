package io.tallyport.workbench.simulator.dialect.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The items of the input: what each holds, and that calls and their outputs come in pairs. */
final class Items {
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "message", Set.of("type", "role", "content", "id", "status", "phase"),
            "function_call", Set.of("type", "id", "call_id", "name", "arguments", "status", "caller", "namespace"),
            "function_call_output", Set.of("type", "id", "call_id", "name", "output", "status", "caller", "namespace"),
            "reasoning", Set.of("type", "id", "summary", "content", "encrypted_content", "status"),
            "item_reference", Set.of("type", "id"));
    private static final Map<String, String> PREFIXES =
            Map.of("message", "msg", "function_call", "fc", "reasoning", "rs");

    /** Of tools that run at the provider; nobody looks into these here. */
    private static final Set<String> OTHERS = Set.of(
            "file_search_call",
            "computer_call",
            "computer_call_output",
            "web_search_call",
            "tool_search_call",
            "tool_search_output",
            "additional_tools",
            "compaction",
            "compaction_trigger",
            "compaction_summary",
            "image_generation_call",
            "code_interpreter_call",
            "local_shell_call",
            "local_shell_call_output",
            "shell_call",
            "shell_call_output",
            "apply_patch_call",
            "apply_patch_call_output",
            "mcp_list_tools",
            "mcp_approval_request",
            "mcp_approval_response",
            "mcp_call",
            "custom_tool_call",
            "custom_tool_call_output",
            "program",
            "program_output");

    private final JsonNode items;
    private final Rules rules;
    private final ItemContent content;

    /** @param items missing if the input is a text */
    Items(JsonNode items, Rules rules) {
        this.items = items;
        this.rules = rules;
        this.content = new ItemContent(rules);
    }

    /** Whether it is the model's turn to answer a question, not to go on from an output. */
    boolean ask() {
        return !type(items.path(items.size() - 1)).endsWith("_output");
    }

    void check() {
        for (int i = 0; i < items.size(); i++) {
            item("input[" + i + "]", items.get(i));
        }
        pairs();
    }

    private void item(String path, JsonNode item) {
        String type = type(item);
        if (OTHERS.contains(type)) {
            return;
        }
        Set<String> known = KNOWN.get(type);
        if (known == null) {
            rules.add(Refused.value(
                    path,
                    type,
                    "'message', 'function_call', 'function_call_output', 'reasoning', and 'item_reference'"));
            return;
        }
        rules.onlyKnown(path, item, known);
        id(path, type, item);
        switch (type) {
            case "message" -> content.message(path, item);
            case "function_call" -> {
                rules.text(path, item, "call_id");
                rules.text(path, item, "name");
                rules.text(path, item, "arguments");
            }
            case "function_call_output" -> {
                rules.text(path, item, "call_id");
                content.output(path, item);
            }
            case "reasoning" -> reasoning(path, item);
            default -> rules.text(path, item, "id");
        }
    }

    private void id(String path, String type, JsonNode item) {
        String prefix = PREFIXES.getOrDefault(type, "");
        if (item.hasNonNull("id") && !item.get("id").asText().startsWith(prefix)) {
            rules.add(Refused.refusal(
                    "Invalid '" + path + ".id': '" + item.get("id").asText() + "'. Expected an ID that begins with '"
                            + prefix + "'.",
                    path + ".id",
                    "invalid_value"));
        }
    }

    private void reasoning(String path, JsonNode item) {
        rules.required(path, item, "summary");
        String encrypted = item.path("encrypted_content").asText();
        if (item.hasNonNull("encrypted_content") && !Encrypted.isOurs(encrypted)) {
            rules.add(Refused.refusal(
                    "The encrypted content " + encrypted.substring(0, Math.min(4, encrypted.length()))
                            + "... could not be verified. Reason: Encrypted content could not be decrypted or parsed.",
                    null,
                    "invalid_encrypted_content"));
        }
    }

    private void pairs() {
        Set<String> open = new LinkedHashSet<>();
        for (JsonNode item : items) {
            String callId = item.path("call_id").asText();
            if (type(item).equals("function_call")) {
                open.add(callId);
            }
            if (type(item).equals("function_call_output") && !open.remove(callId)) {
                rules.add(Refused.refusal(
                        "No tool call found for function call output with call_id " + callId + ".", "input", null));
            }
        }
        open.forEach(callId ->
                rules.add(Refused.refusal("No tool output found for function call " + callId + ".", "input", null)));
    }

    private static String type(JsonNode item) {
        return item.path("type").asText(item.has("role") ? "message" : "item_reference");
    }
}
