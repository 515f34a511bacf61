package io.tallyport.workbench.simulator.dialect.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.Wants.Thinking;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import io.tallyport.workbench.simulator.request.RequestFields;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The request's own fields: their names, the scalars among them, and how much it is to reason. */
final class TopLevel {
    private static final int SMALLEST_LIMIT = 16;
    private static final Set<String> KNOWN = Set.of(
            "model",
            "input",
            "instructions",
            "stream",
            "stream_options",
            "max_output_tokens",
            "max_tool_calls",
            "temperature",
            "top_p",
            "top_logprobs",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "text",
            "reasoning",
            "include",
            "previous_response_id",
            "conversation",
            "prompt",
            "background",
            "truncation",
            "context_management",
            "moderation",
            "service_tier",
            "store",
            "metadata",
            "user",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "prompt_cache_options");
    private static final Set<String> REASONING = Set.of("effort", "summary", "generate_summary", "context", "mode");
    private static final Set<String> EFFORTS = Set.of("none", "minimal", "low", "medium", "high", "xhigh", "max");
    private static final List<String> PLAIN_MODELS = List.of("gpt-3", "gpt-4");

    private final RequestFields fields;
    private final Rules rules;

    TopLevel(RequestFields fields, Rules rules) {
        this.fields = fields;
        this.rules = rules;
    }

    void check(String model, boolean lenient) {
        if (!lenient) {
            fields.firstNameNot(KNOWN::contains).ifPresent(name -> rules.add(Refused.unknown(name)));
        }
        rules.inRange(fields, "temperature", 0, 2);
        rules.inRange(fields, "top_p", 0, 1);
        long limit = fields.number("max_output_tokens").orElse(SMALLEST_LIMIT);
        if (limit < SMALLEST_LIMIT) {
            rules.add(Refused.tooSmall(
                    "max_output_tokens", "integer", String.valueOf(SMALLEST_LIMIT), String.valueOf(limit)));
        }
        String previous = fields.text("previous_response_id");
        if (previous != null) {
            rules.add(Refused.refusal(
                    "Previous response with id '" + previous + "' not found.",
                    "previous_response_id",
                    "previous_response_not_found"));
        }
        if (fields.has("reasoning") && PLAIN_MODELS.stream().anyMatch(model::startsWith)) {
            rules.add(Refused.unsupported("reasoning.effort", ""));
        }
    }

    /** Reasoning is an item of the answer, though often one without words. */
    Thinking thinking(String model) throws IOException {
        JsonNode reasoning = fields.tree("reasoning");
        rules.onlyKnown("reasoning", reasoning, REASONING);
        String effort = reasoning.path("effort").asText("none");
        if (!EFFORTS.contains(effort) && !effort.equals("null")) {
            rules.add(Refused.value(
                    "reasoning.effort", effort, "'none', 'minimal', 'low', 'medium', 'high', and 'xhigh'"));
        }
        boolean isSummed = reasoning.hasNonNull("summary") || reasoning.hasNonNull("generate_summary");
        if (isSummed && !effort.equals("none")) {
            return Thinking.SHOWN;
        }
        boolean thinks = reasoning.hasNonNull("effort") && !effort.equals("none");
        return thinks ? Thinking.SEALED : Thinking.NONE;
    }

    boolean includesEncrypted() throws IOException {
        for (JsonNode each : fields.tree("include")) {
            if (each.asText().equals("reasoning.encrypted_content")) {
                return true;
            }
        }
        return false;
    }
}
