package io.tallyport.workbench.simulator.dialect.anthropic.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.Wants.Thinking;
import io.tallyport.workbench.simulator.request.RequestFields;
import java.util.List;
import java.util.Set;

/** {@code thinking}: its own fields, what goes with it, and the blocks that must have come back. */
public final class ThinkingRules {
    private static final int SMALLEST_BUDGET = 1024;
    private static final Set<String> MODES = Set.of("enabled", "disabled", "adaptive", "between_tools");
    private static final Set<String> KNOWN = Set.of("type", "budget_tokens", "display", "block_binding");

    /** Models from before adaptive thinking. */
    private static final List<String> BUDGETED = List.of(
            "claude-3",
            "claude-haiku-4-5",
            "claude-sonnet-4-2",
            "claude-sonnet-4-5",
            "claude-opus-4-1",
            "claude-opus-4-2",
            "claude-opus-4-5");

    private final JsonNode thinking;
    private final String model;
    private final Complaints complaints;

    public ThinkingRules(JsonNode thinking, String model, Complaints complaints) {
        this.thinking = thinking;
        this.model = model;
        this.complaints = complaints;
    }

    /** The newer models keep their thoughts to themselves unless they are asked for them. */
    public Thinking wanted() {
        if (!isEnabled() && !isAdaptive()) {
            return Thinking.NONE;
        }
        String display = thinking.path("display").asText(TopLevel.isSelfGoverned(model) ? "omitted" : "summarized");
        return display.equals("omitted") ? Thinking.SEALED : Thinking.SHOWN;
    }

    /** @param counting whether nothing is to be generated, so that what goes together is not asked */
    public void check(RequestFields fields, ToolRules tools, boolean counting) {
        String mode = thinking.path("type").asText();
        if (!MODES.contains(mode)) {
            complaints.tag("thinking", mode, "'adaptive', 'between_tools', 'disabled', 'enabled'");
            return;
        }
        complaints.onlyKnown("thinking." + mode, thinking, KNOWN);
        if (isEnabled()) {
            budget(fields);
        }
        if (isAdaptive() && BUDGETED.stream().anyMatch(model::startsWith)) {
            complaints.add("adaptive thinking is not supported on this model");
        }
        if (wanted() != Thinking.NONE && !counting) {
            company(fields, tools);
        }
    }

    /** Once thinking is on, a turn with tool calls must start with what was thought before them. */
    public void checkHistory(JsonNode messages) {
        if (!isEnabled()) {
            return;
        }
        int suspect = -1;
        for (int i = messages.size() - 1; i >= 0 && !isQuestion(messages.get(i)); i--) {
            if (startsWithThought(messages.get(i))) {
                return;
            }
            suspect = suspect < 0 && uses(messages.get(i)) ? i : suspect;
        }
        if (suspect >= 0) {
            JsonNode first = messages.get(suspect).path("content").path(0);
            complaints.add("messages." + suspect
                    + ".content.0.type: Expected `thinking` or `redacted_thinking`, but found"
                    + " `" + first.path("type").asText() + "`. When `thinking` is enabled, a final `assistant` message"
                    + " must start with a thinking block (preceeding the lastmost set of `tool_use` and `tool_result`"
                    + " blocks). To avoid this requirement, disable `thinking`.");
        }
    }

    private static boolean uses(JsonNode message) {
        for (JsonNode block : message.path("content")) {
            if (Blocks.isOf(block, "tool_use")) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithThought(JsonNode message) {
        JsonNode first = message.path("content").path(0);
        return Blocks.isOf(first, "thinking") || Blocks.isOf(first, "redacted_thinking");
    }

    private static boolean isQuestion(JsonNode message) {
        return Conversation.isFrom(message, "user")
                && !Blocks.isOf(message.path("content").path(0), "tool_result");
    }

    private void budget(RequestFields fields) {
        if (TopLevel.isSelfGoverned(model)) {
            complaints.add(
                    "\"thinking.type.enabled\" is not supported for this model. Use \"thinking.type.adaptive\" and"
                            + " \"output_config.effort\" to control thinking behavior.");
        }
        if (!complaints.required("thinking.enabled", thinking, "budget_tokens")) {
            return;
        }
        long budget = thinking.get("budget_tokens").asLong();
        if (budget < SMALLEST_BUDGET) {
            complaints.add("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
        }
        if (fields.number("max_tokens").orElse(Long.MAX_VALUE) <= budget) {
            complaints.add("`max_tokens` must be greater than `thinking.budget_tokens`.");
        }
    }

    private void company(RequestFields fields, ToolRules tools) {
        if (fields.decimal("temperature").orElse(1) != 1) {
            complaints.add("`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.");
        }
        if (fields.has("top_k")) {
            complaints.add("`top_k` must be unset when thinking is enabled or in adaptive mode.");
        }
        if (tools.isForced()) {
            complaints.add("Thinking may not be enabled when tool_choice forces tool use.");
        }
    }

    private boolean isEnabled() {
        return Blocks.isOf(thinking, "enabled");
    }

    private boolean isAdaptive() {
        return Blocks.isOf(thinking, "adaptive") || Blocks.isOf(thinking, "between_tools");
    }
}
