package io.tallyport.workbench.simulator.dialect.openai.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Roles, the fields of each, and that every tool call is answered by the messages right after it. */
final class Messages {
    private static final int LONGEST_ID = 64;
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "system", Set.of("role", "content", "name"),
            "developer", Set.of("role", "content", "name"),
            "user", Set.of("role", "content", "name"),
            "assistant",
                    Set.of("role", "content", "name", "refusal", "audio", "tool_calls", "function_call", "annotations"),
            "tool", Set.of("role", "content", "tool_call_id", "name"),
            "function", Set.of("role", "content", "name"));

    /** What vendors of compatible APIs take back of their own. */
    private static final Set<String> VENDORS = Set.of("reasoning_content");

    private static final Set<String> INSTEAD_OF_CONTENT = Set.of("tool_calls", "function_call", "refusal", "audio");

    private final JsonNode messages;
    private final boolean isVendor;
    private final Rules rules;
    private final ContentParts parts;

    Messages(JsonNode messages, boolean isVendor, Rules rules) {
        this.messages = messages;
        this.isVendor = isVendor;
        this.rules = rules;
        this.parts = new ContentParts(rules);
    }

    /** Whether it is the model's turn to answer a question, not to go on from a tool's result. */
    boolean asks() {
        String role = role(messages.path(messages.size() - 1));
        return !role.equals("tool") && !role.equals("function");
    }

    void check() {
        for (int i = 0; i < messages.size(); i++) {
            message("messages[" + i + "]", messages.get(i));
        }
        answered();
    }

    private void message(String path, JsonNode message) {
        if (!message.isObject()) {
            rules.add(Refused.type(path, "an object", Rules.kind(message)));
            return;
        }
        if (!rules.required(path, message, "role")) {
            return;
        }
        String role = role(message);
        Set<String> known = KNOWN.get(role);
        if (known == null) {
            rules.add(Refused.value(
                    path + ".role", role, "'system', 'assistant', 'user', 'function', 'tool', and 'developer'"));
            return;
        }
        rules.onlyKnown(path, message, known(role, known));
        content(path, message, role);
        if (message.hasNonNull("tool_calls")) {
            calls(path + ".tool_calls", message.get("tool_calls"));
        }
        if (role.equals("tool")) {
            rules.text(path, message, "tool_call_id");
        }
    }

    private Set<String> known(String role, Set<String> known) {
        if (!isVendor || !role.equals("assistant")) {
            return known;
        }
        Set<String> more = new HashSet<>(known);
        more.addAll(VENDORS);
        return more;
    }

    private void content(String path, JsonNode message, String role) {
        boolean mayLack = INSTEAD_OF_CONTENT.stream().anyMatch(message::hasNonNull) || role.equals("function");
        JsonNode content = message.path("content");
        if (content.isMissingNode() || content.isNull()) {
            if (!mayLack) {
                rules.add(Refused.missing(path + ".content"));
            }
            return;
        }
        if (content.isArray()) {
            parts.check(path + ".content", content, role);
            return;
        }
        if (!content.isTextual()) {
            rules.add(Refused.type(path + ".content", "one of a string or array of objects", Rules.kind(content)));
        }
    }

    private void calls(String path, JsonNode calls) {
        if (calls.isEmpty()) {
            rules.add(Refused.emptyArray(path));
        }
        for (int i = 0; i < calls.size(); i++) {
            String each = path + "[" + i + "]";
            JsonNode call = calls.get(i);
            rules.text(each, call, "id");
            if (call.path("id").asText().length() > LONGEST_ID) {
                rules.add(Refused.tooLong(
                        each + ".id", LONGEST_ID, call.get("id").asText().length()));
            }
            switch (call.path("type").asText()) {
                case "function" -> function(each, call);
                case "custom" -> rules.onlyKnown(each, call, Set.of("id", "type", "custom"));
                default ->
                    rules.add(Refused.value(each + ".type", call.path("type").asText(), "'function' and 'custom'"));
            }
        }
    }

    private void function(String path, JsonNode call) {
        rules.onlyKnown(path, call, Set.of("id", "type", "function"));
        if (!rules.object(path, call, "function")) {
            return;
        }
        JsonNode function = call.get("function");
        rules.onlyKnown(path + ".function", function, Set.of("name", "arguments"));
        rules.text(path + ".function", function, "name");
        rules.text(path + ".function", function, "arguments");
    }

    private void answered() {
        Set<String> open = new LinkedHashSet<>();
        boolean afterCalls = false;
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            if (role(message).equals("tool")) {
                if (!afterCalls || !open.remove(message.path("tool_call_id").asText())) {
                    rules.add(Refused.refusal(
                            "Invalid parameter: messages with role 'tool' must be a response to a preceeding message"
                                    + " with 'tool_calls'.",
                            "messages.[" + i + "].role",
                            null));
                }
                continue;
            }
            unanswered(open, i);
            open.clear();
            message.path("tool_calls").forEach(call -> open.add(call.path("id").asText()));
            afterCalls = !open.isEmpty();
        }
        unanswered(open, messages.size());
    }

    private void unanswered(Set<String> open, int index) {
        if (!open.isEmpty()) {
            rules.add(Refused.refusal(
                    "An assistant message with 'tool_calls' must be followed by tool messages responding to each"
                            + " 'tool_call_id'. The following tool_call_ids did not have response messages: "
                            + String.join(", ", open),
                    "messages.[" + index + "].role",
                    null));
        }
    }

    private static String role(JsonNode message) {
        return message.path("role").asText();
    }
}
