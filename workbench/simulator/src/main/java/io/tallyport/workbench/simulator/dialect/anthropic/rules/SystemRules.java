package io.tallyport.workbench.simulator.dialect.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** {@code system} as a list of blocks. */
public final class SystemRules {
    private static final Set<String> KNOWN = Set.of("type", "text", "cache_control", "citations");

    private SystemRules() {}

    public static void check(JsonNode system, Complaints complaints) {
        for (int i = 0; i < system.size(); i++) {
            String path = "system." + i;
            JsonNode block = system.get(i);
            if (!Blocks.isOf(block, "text")) {
                complaints.add(path + ".type: Input should be 'text'");
                continue;
            }
            complaints.onlyKnown(path, block, KNOWN);
            complaints.text(path, block, "text");
            if (block.path("text").asText().isEmpty()) {
                complaints.add("system: text content blocks must be non-empty");
            }
        }
    }
}
