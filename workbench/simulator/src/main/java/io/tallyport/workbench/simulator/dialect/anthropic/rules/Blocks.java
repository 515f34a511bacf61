package io.tallyport.workbench.simulator.dialect.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.answer.Seal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Content blocks: which there are, what they hold, and in whose turn they may stand. */
final class Blocks {
    static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]+");
    static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

    private static final Map<String, Set<String>> KNOWN = Map.of(
            "text", Set.of("type", "text", "cache_control", "citations"),
            "image", Set.of("type", "source", "cache_control", "transformations"),
            "document", Set.of("type", "source", "cache_control", "citations", "context", "title"),
            "search_result", Set.of("type", "source", "title", "content", "citations", "cache_control"),
            "thinking", Set.of("type", "thinking", "signature"),
            "redacted_thinking", Set.of("type", "data"),
            "tool_use", Set.of("type", "id", "name", "input", "cache_control", "caller", "toolset_name"),
            "tool_result", Set.of("type", "tool_use_id", "content", "is_error", "cache_control", "toolset_name"));

    /** Known, with fields that only Anthropic's own servers look into. */
    private static final Set<String> SERVER_SIDE = Set.of(
            "server_tool_use",
            "web_search_tool_result",
            "web_fetch_tool_result",
            "advisor_tool_result",
            "code_execution_tool_result",
            "bash_code_execution_tool_result",
            "text_editor_code_execution_tool_result",
            "tool_search_tool_result",
            "tool_reference",
            "browser_state",
            "mcp_tool_use",
            "mcp_tool_result",
            "mcp_tool_listing",
            "container_upload",
            "compaction",
            "tool_addition",
            "tool_removal",
            "fallback");

    private static final Set<String> IN_RESULTS =
            Set.of("text", "image", "document", "search_result", "tool_reference", "browser_state");
    private static final Set<String> OF_THE_ASSISTANT = Set.of("thinking", "redacted_thinking", "tool_use");

    private final Complaints complaints;
    private final Set<String> uses = new HashSet<>();

    Blocks(Complaints complaints) {
        this.complaints = complaints;
    }

    static boolean isOf(JsonNode block, String type) {
        return type.equals(block.path("type").asText());
    }

    void check(String path, JsonNode content, String role) {
        for (int i = 0; i < content.size(); i++) {
            block(path + "." + i, content.get(i), role);
        }
    }

    private void block(String path, JsonNode block, String role) {
        String type = block.path("type").asText();
        if (SERVER_SIDE.contains(type)) {
            return;
        }
        Set<String> known = KNOWN.get(type);
        if (known == null) {
            unknownType(path, block);
            return;
        }
        placed(path, type, role);
        String inner = path + "." + type;
        complaints.onlyKnown(inner, block, known);
        switch (type) {
            case "text" -> text(inner, block, role);
            case "image", "document" -> new Sources(complaints).check(inner, block);
            case "thinking" -> thinking(path, inner, block);
            case "redacted_thinking" -> complaints.text(inner, block, "data");
            case "tool_use" -> toolUse(inner, block);
            case "tool_result" -> toolResult(inner, block);
            default -> complaints.text(inner, block, "title");
        }
    }

    private void unknownType(String path, JsonNode block) {
        if (complaints.required(path, block, "type")) {
            complaints.tag(
                    path,
                    block.get("type").asText(),
                    "'document', 'image', 'redacted_thinking', 'search_result', 'server_tool_use', 'text', 'thinking',"
                            + " 'tool_result', 'tool_use', 'web_search_tool_result'");
        }
    }

    private void placed(String path, String type, String role) {
        String owner = OF_THE_ASSISTANT.contains(type) ? "assistant" : "user";
        boolean isAnyones = type.equals("text") || role.equals(owner);
        if (!isAnyones) {
            complaints.add(path + ": `" + type + "` blocks can only be in `" + owner + "` messages");
        }
    }

    private void text(String path, JsonNode block, String role) {
        complaints.text(path, block, "text");
        String text = block.path("text").asText();
        if (text.isEmpty()) {
            complaints.add("messages: text content blocks must be non-empty");
        }
        if (text.isBlank() && !role.equals("assistant")) {
            complaints.add("messages: text content blocks must contain non-whitespace text");
        }
    }

    private void thinking(String path, String inner, JsonNode block) {
        complaints.text(inner, block, "thinking");
        complaints.text(inner, block, "signature");
        String thinking = block.path("thinking").asText();
        String signature = block.path("signature").asText();
        boolean isOurs = thinking.isEmpty() ? Seal.isOurs(signature) : Seal.isOurs(signature, thinking);
        if (!isOurs) {
            complaints.add(path + ": Invalid `signature` in `thinking` block");
        }
    }

    private void toolUse(String path, JsonNode block) {
        complaints.matching(path, block, "id", ID);
        complaints.matching(path, block, "name", NAME);
        if (complaints.required(path, block, "input") && !block.get("input").isObject()) {
            complaints.add(path + ".input: Input should be a valid dictionary");
        }
        if (!uses.add(block.path("id").asText())) {
            complaints.add("messages: `tool_use` ids must be unique");
        }
    }

    private void toolResult(String path, JsonNode block) {
        complaints.matching(path, block, "tool_use_id", ID);
        JsonNode content = block.path("content");
        if (!content.isArray()) {
            if (!content.isTextual() && !content.isMissingNode()) {
                complaints.add(path + ".content: Input should be a valid list");
            }
            return;
        }
        for (JsonNode part : content) {
            if (!IN_RESULTS.contains(part.path("type").asText())) {
                complaints.tag(
                        path + ".content.0",
                        part.path("type").asText(),
                        "'document', 'image', 'search_result', 'text', 'tool_reference'");
            }
        }
        check(path + ".content", content, "user");
    }
}
