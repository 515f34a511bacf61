package io.tallyport.workbench.simulator.dialect.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** The order of turns, and that every tool use has its result in the very next one. */
public final class Conversation {
    private static final Set<String> KNOWN = Set.of("role", "content");

    private final JsonNode messages;
    private final boolean systemAllowed;
    private final Complaints complaints;
    private final Blocks blocks;

    public Conversation(JsonNode messages, boolean systemAllowed, Complaints complaints) {
        this.messages = messages;
        this.systemAllowed = systemAllowed;
        this.complaints = complaints;
        this.blocks = new Blocks(complaints);
    }

    /** Whether it is the model's turn to answer a question, not to go on from a tool's result or its own words. */
    public boolean asks() {
        JsonNode last = messages.path(messages.size() - 1);
        return isFrom(last, "user") && results(last).isEmpty();
    }

    public void check() {
        for (int i = 0; i < messages.size(); i++) {
            message(messages.get(i), i);
        }
        for (int i = 0; i < messages.size(); i++) {
            resultsFollow(i);
            usesPrecede(i);
        }
        if (!isFrom(messages.path(0), "user")) {
            complaints.add("messages: first message must use the \"user\" role");
        }
    }

    private void message(JsonNode message, int index) {
        String path = "messages." + index;
        if (!message.isObject()) {
            complaints.add(path + ": Input does not match the expected shape.");
            return;
        }
        complaints.onlyKnown(path, message, KNOWN);
        if (!complaints.required(path, message, "role") || !complaints.required(path, message, "content")) {
            return;
        }
        role(message.get("role").asText(), path);
        JsonNode content = message.get("content");
        boolean isLast = index == messages.size() - 1;
        if (content.isArray()) {
            blocks.check(path + ".content", content, message.get("role").asText());
        }
        if (!content.isArray() && !content.isTextual()) {
            complaints.add(path + ".content: Input should be a valid list");
        }
        if (content.isTextual()
                && !content.asText().isEmpty()
                && content.asText().isBlank()) {
            complaints.add("messages: text content blocks must contain non-whitespace text");
        }
        boolean mayBeEmpty = isLast && isFrom(message, "assistant");
        if (isEmpty(content) && !mayBeEmpty) {
            complaints.add(path + ": all messages must have non-empty content except for the optional final assistant"
                    + " message");
        }
        if (mayBeEmpty && lastText(content).endsWith(" ")) {
            complaints.add("messages: final assistant content cannot end with trailing whitespace");
        }
    }

    private void role(String role, String path) {
        if (role.equals("system") && !systemAllowed) {
            complaints.add(
                    "messages: Unexpected role \"system\". The Messages API accepts a top-level `system` parameter,"
                            + " not \"system\" as an input message role.");
        }
        if (!Set.of("user", "assistant", "system").contains(role)) {
            complaints.add(path + ".role: Input should be 'user' or 'assistant'");
        }
    }

    private void resultsFollow(int index) {
        Set<String> missing = uses(messages.get(index));
        missing.removeAll(leadingResults(messages.path(index + 1)));
        if (!missing.isEmpty()) {
            complaints.add("messages." + index + ": `tool_use` ids were found without `tool_result` blocks immediately"
                    + " after: " + String.join(", ", missing) + ". Each `tool_use` block must have a corresponding"
                    + " `tool_result` block in the next message.");
        }
    }

    private void usesPrecede(int index) {
        Set<String> unexpected = results(messages.get(index));
        unexpected.removeAll(index == 0 ? Set.of() : uses(messages.get(index - 1)));
        if (!unexpected.isEmpty()) {
            complaints.add("messages." + index + ".content.0: unexpected `tool_use_id` found in `tool_result` blocks: "
                    + String.join(", ", unexpected) + ". Each `tool_result` block must have a corresponding `tool_use`"
                    + " block in the previous message.");
        }
    }

    private static Set<String> uses(JsonNode message) {
        Set<String> ids = new LinkedHashSet<>();
        if (isFrom(message, "assistant")) {
            message.path("content").forEach(block -> {
                if (Blocks.isOf(block, "tool_use")) {
                    ids.add(block.path("id").asText());
                }
            });
        }
        return ids;
    }

    private static Set<String> results(JsonNode message) {
        Set<String> ids = new LinkedHashSet<>();
        message.path("content").forEach(block -> {
            if (Blocks.isOf(block, "tool_result")) {
                ids.add(block.path("tool_use_id").asText());
            }
        });
        return ids;
    }

    /** Text before the results counts as if there were none. */
    private static Set<String> leadingResults(JsonNode message) {
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode block : message.path("content")) {
            if (!Blocks.isOf(block, "tool_result")) {
                break;
            }
            ids.add(block.path("tool_use_id").asText());
        }
        return ids;
    }

    static boolean isFrom(JsonNode message, String role) {
        return role.equals(message.path("role").asText());
    }

    private static boolean isEmpty(JsonNode content) {
        return content.isTextual() ? content.asText().isEmpty() : content.isEmpty();
    }

    private static String lastText(JsonNode content) {
        return content.isTextual()
                ? content.asText()
                : content.path(content.size() - 1).path("text").asText();
    }
}
