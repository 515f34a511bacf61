package io.tallyport.workbench.simulator.dialect.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import java.util.Map;
import java.util.Set;

/** What messages and outputs hold: texts, or lists of parts. */
final class ItemContent {
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "input_text", Set.of("type", "text", "prompt_cache_breakpoint"),
            "input_image", Set.of("type", "image_url", "file_id", "detail", "prompt_cache_breakpoint"),
            "input_file",
                    Set.of("type", "file_data", "file_id", "file_url", "filename", "detail", "prompt_cache_breakpoint"),
            "input_audio", Set.of("type", "input_audio"),
            "output_text", Set.of("type", "text", "annotations", "logprobs"),
            "refusal", Set.of("type", "refusal"));
    private static final Set<String> OF_THE_ASSISTANT = Set.of("output_text", "refusal");

    private final Rules rules;

    ItemContent(Rules rules) {
        this.rules = rules;
    }

    void message(String path, JsonNode message) {
        String role = message.path("role").asText();
        if (!Set.of("user", "assistant", "system", "developer").contains(role)) {
            rules.add(Refused.value(path + ".role", role, "'assistant', 'system', 'developer', and 'user'"));
        }
        if (rules.required(path, message, "content")) {
            content(path + ".content", message.get("content"), role.equals("assistant"));
        }
    }

    void output(String path, JsonNode item) {
        if (rules.required(path, item, "output")) {
            content(path + ".output", item.get("output"), false);
        }
    }

    private void content(String path, JsonNode content, boolean isAssistant) {
        if (content.isTextual()) {
            return;
        }
        if (!content.isArray()) {
            rules.add(Refused.type(path, "one of a string or array of objects", Rules.kind(content)));
        }
        for (int i = 0; i < content.size(); i++) {
            part(path + "[" + i + "]", content.get(i), isAssistant);
        }
    }

    private void part(String path, JsonNode part, boolean isAssistant) {
        String type = part.path("type").asText();
        if (!KNOWN.containsKey(type) || isAssistant != OF_THE_ASSISTANT.contains(type)) {
            rules.add(Refused.value(
                    path + ".type",
                    type,
                    isAssistant ? "'output_text' and 'refusal'" : "'input_text', 'input_image', and 'input_file'"));
            return;
        }
        rules.onlyKnown(path, part, KNOWN.getOrDefault(type, Set.of()));
        switch (type) {
            case "input_text", "output_text" -> rules.text(path, part, "text");
            case "refusal" -> rules.text(path, part, "refusal");
            case "input_image" -> oneOf(path, part, "image_url", "file_id");
            case "input_file" -> oneOf(path, part, "file_data", "file_id", "file_url");
            default -> rules.required(path, part, type);
        }
    }

    private void oneOf(String path, JsonNode part, String... names) {
        for (String name : names) {
            if (part.hasNonNull(name)) {
                rules.text(path, part, name);
                return;
            }
        }
        rules.add(Refused.missing(path + "." + names[0]));
    }
}
