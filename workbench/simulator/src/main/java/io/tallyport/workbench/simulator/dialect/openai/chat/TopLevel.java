package io.tallyport.workbench.simulator.dialect.openai.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import io.tallyport.workbench.simulator.request.RequestFields;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The request's own fields: their names, and the scalars among them. */
final class TopLevel {
    private static final int MOST_CHOICES = 128;
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "max_tokens",
            "max_completion_tokens",
            "n",
            "temperature",
            "top_p",
            "frequency_penalty",
            "presence_penalty",
            "logit_bias",
            "logprobs",
            "top_logprobs",
            "seed",
            "stop",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "functions",
            "function_call",
            "response_format",
            "reasoning_effort",
            "verbosity",
            "modalities",
            "audio",
            "prediction",
            "web_search_options",
            "moderation",
            "service_tier",
            "store",
            "metadata",
            "user",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "prompt_cache_options");
    private static final List<String> REASONING_MODELS = List.of("o1", "o3", "o4", "gpt-5");
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
        if (fields.has("stream_options") && !fields.flag("stream")) {
            rules.add(Refused.refusal(
                    "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
                    "stream_options",
                    null));
        }
        if (choices() < 1 || choices() > MOST_CHOICES) {
            rules.add(outOfRange("n", choices()));
        }
        if (limit() < 1) {
            rules.add(outOfRange(limitName(), limit()));
        }
        rules.inRange(fields, "temperature", 0, 2);
        rules.inRange(fields, "top_p", 0, 1);
        rules.inRange(fields, "frequency_penalty", -2, 2);
        rules.inRange(fields, "presence_penalty", -2, 2);
        checkFor(model);
    }

    private void checkFor(String model) {
        boolean reasons = REASONING_MODELS.stream().anyMatch(model::startsWith);
        if (reasons && fields.has("max_tokens")) {
            rules.add(Refused.unsupported("max_tokens", " Use 'max_completion_tokens' instead."));
        }
        if (fields.has("max_tokens") && fields.has("max_completion_tokens")) {
            rules.add(Refused.refusal(
                    "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
                    "max_tokens",
                    "invalid_parameter_combination"));
        }
        if (fields.has("reasoning_effort") && PLAIN_MODELS.stream().anyMatch(model::startsWith)) {
            rules.add(Refused.unsupported("reasoning_effort", ""));
        }
    }

    int limit() {
        return (int) Math.clamp(fields.number(limitName()).orElse(Call.NO_LIMIT), Integer.MIN_VALUE, Call.NO_LIMIT);
    }

    int choices() {
        return (int) Math.clamp(fields.number("n").orElse(1), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    boolean includeUsage() throws IOException {
        JsonNode options = fields.tree("stream_options");
        return options.path("include_usage").asBoolean();
    }

    private String limitName() {
        return fields.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
    }

    private static Refusal outOfRange(String name, long value) {
        return Refused.refusal(
                String.format(Locale.ROOT, "Invalid '%s': integer out of range. Got %d instead.", name, value),
                name,
                "integer_below_min_value");
    }
}
