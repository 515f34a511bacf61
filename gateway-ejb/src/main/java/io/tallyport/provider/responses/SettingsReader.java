package io.tallyport.provider.responses;

import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Sampling;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how the answer is wanted: {@code reasoning}, {@code text} and sampling. */
final class SettingsReader {

    private SettingsReader() {}

    static Sampling sampling(Fields request) {
        if (request.value("top_logprobs").asLong() > 0) {
            throw request.refusal("top_logprobs", "This model's provider does not give log probabilities.");
        }
        return new Sampling(
                request.positive("max_output_tokens"),
                request.number("temperature"),
                request.number("top_p"),
                null,
                List.of(),
                null,
                null,
                null,
                null,
                false,
                null,
                1);
    }

    /** {@code context} is not passed on: all thinking that the caller sent back is. */
    static @Nullable Reasoning reasoning(Fields request) {
        if (!request.has("reasoning")) {
            return null;
        }
        Fields reasoning = request.object("reasoning");
        reasoning.refuseAllBut(Set.of("effort", "summary", "generate_summary", "context", "mode"));
        String mode = reasoning.optionalText("mode");
        if (mode != null && !mode.equals("standard")) {
            throw reasoning.refusal("mode", "Only the reasoning mode 'standard' is served for this model.");
        }
        String effort = reasoning.optionalText("effort");
        String older = reasoning.optionalText("generate_summary");
        String summary = reasoning.has("summary") ? reasoning.optionalText("summary") : older;
        if (effort == null && summary == null) {
            return null;
        }
        return new Reasoning(null, null, effort, summary == null ? null : !summary.equals("none"));
    }

    static @Nullable AnswerFormat format(Fields request) {
        if (!request.has("text")) {
            return null;
        }
        Fields text = request.object("text");
        text.refuseAllBut(Set.of("format", "verbosity"));
        String verbosity = text.optionalText("verbosity");
        if (verbosity != null && !verbosity.equals("medium")) {
            throw text.refusal("verbosity", "Only the verbosity 'medium' is served for this model.");
        }
        return text.has("format") ? formatOf(text.object("format")) : null;
    }

    private static @Nullable AnswerFormat formatOf(Fields format) {
        format.refuseAllBut(Set.of("type", "name", "schema", "strict", "description"));
        return switch (format.text("type")) {
            case "text" -> null;
            case "json_object" -> new AnswerFormat.JsonObject();
            case "json_schema" ->
                new AnswerFormat.JsonSchema(
                        format.text("name"),
                        format.object("schema").node(),
                        format.flag("strict"),
                        format.optionalText("description"));
            default -> throw format.refusal("type", "text.format.type must be 'text', 'json_schema' or 'json_object'.");
        };
    }
}
