package io.tallyport.workbench.simulator.dialect.anthropic.rules;

import io.tallyport.workbench.simulator.request.RequestFields;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** The request's own fields: their names, and the scalars among them. */
public final class TopLevel {
    private static final Set<String> COUNTED = Set.of(
            "model",
            "messages",
            "system",
            "tools",
            "tool_choice",
            "thinking",
            "cache_control",
            "output_config",
            "output_format",
            "context_management",
            "mcp_servers",
            "speed");
    private static final Set<String> ANSWERED = Set.of(
            "max_tokens",
            "stream",
            "temperature",
            "top_p",
            "top_k",
            "stop_sequences",
            "metadata",
            "service_tier",
            "container",
            "inference_geo",
            "diagnostics",
            "user_profile_id",
            "workspace_id",
            "billing_policy",
            "compaction",
            "fallback_credit_token",
            "fallbacks",
            "thread");
    private static final Set<String> SAMPLING = Set.of("temperature", "top_p", "top_k");

    /** Models that think as they see fit, and take neither sampling parameters nor a budget. */
    private static final List<String> SELF_GOVERNED = List.of(
            "claude-opus-4-7",
            "claude-opus-4-8",
            "claude-opus-5",
            "claude-sonnet-5",
            "claude-fable-5",
            "claude-mythos-5");

    private TopLevel() {}

    /** @param isNew whether the caller speaks the version without sampling parameters */
    public static void check(RequestFields fields, boolean counting, boolean isNew, Complaints complaints) {
        fields.firstNameNot(name -> isKnown(name, counting, isNew)).ifPresent(complaints::unknown);
    }

    public static void checkSampling(RequestFields fields, String model, Complaints complaints) {
        inRange(fields, "temperature", complaints);
        inRange(fields, "top_p", complaints);
        if (fields.number("top_k").orElse(0) < 0) {
            complaints.add("top_k: Input should be greater than or equal to 0");
        }
        if (!isSelfGoverned(model)) {
            return;
        }
        for (String name : SAMPLING) {
            if (fields.has(name)) {
                complaints.add("`" + name + "` is deprecated for this model.");
            }
        }
    }

    static boolean isSelfGoverned(String model) {
        return SELF_GOVERNED.stream().anyMatch(model::startsWith);
    }

    private static boolean isKnown(String name, boolean counting, boolean isNew) {
        if (COUNTED.contains(name)) {
            return true;
        }
        return !counting && ANSWERED.contains(name) && !(isNew && SAMPLING.contains(name));
    }

    private static void inRange(RequestFields fields, String name, Complaints complaints) {
        OptionalDouble value = fields.decimal(name);
        if (value.isEmpty()) {
            if (fields.has(name)) {
                complaints.add(name + ": Input should be a valid number");
            }
            return;
        }
        if (value.getAsDouble() < 0) {
            complaints.add(name + ": Input should be greater than or equal to 0");
        }
        if (value.getAsDouble() > 1) {
            complaints.add(name + ": Input should be less than or equal to 1");
        }
    }
}
