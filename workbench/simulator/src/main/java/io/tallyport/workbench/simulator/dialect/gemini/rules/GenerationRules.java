package io.tallyport.workbench.simulator.dialect.gemini.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Wants.Thinking;
import io.tallyport.workbench.simulator.request.RequestFields;
import io.tallyport.workbench.simulator.schema.Sample;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code generationConfig}: limits, sampling, thinking and the shape of the answer. */
public final class GenerationRules {
    private static final Set<String> KNOWN = Set.of(
            "stopSequences",
            "responseMimeType",
            "responseSchema",
            "responseJsonSchema",
            "responseModalities",
            "candidateCount",
            "maxOutputTokens",
            "temperature",
            "topP",
            "topK",
            "seed",
            "presencePenalty",
            "frequencyPenalty",
            "responseLogprobs",
            "logprobs",
            "enableEnhancedCivicAnswers",
            "speechConfig",
            "thinkingConfig",
            "imageConfig",
            "mediaResolution",
            "audioTranscriptionConfig",
            "responseFormat",
            "translationConfig");
    private static final Set<String> THINKING = Set.of("includeThoughts", "thinkingBudget", "thinkingLevel");
    private static final String JSON = "application/json";

    private final RequestFields settings;
    private final String model;
    private final Complaints complaints;
    private final JsonNode thinking;

    public GenerationRules(RequestFields settings, String model, Complaints complaints) throws IOException {
        this.settings = settings;
        this.model = model;
        this.complaints = complaints;
        this.thinking = Names.withHumps(settings.tree("thinkingConfig"));
    }

    public void check() {
        settings.firstNameNot(KNOWN::contains).ifPresent(name -> complaints.unknown("generation_config", name));
        complaints.onlyKnown("generation_config.thinking_config", thinking, THINKING);
        double temperature = settings.decimal("temperature").orElse(1);
        if (temperature < 0 || temperature > 2) {
            complaints.field("generation_config.temperature", "temperature must be in the range [0.0, 2.0]");
        }
        if (settings.number("maxOutputTokens").orElse(1) < 1) {
            complaints.field("generation_config.max_output_tokens", "max_output_tokens must be positive.");
        }
        if (settings.number("candidateCount").orElse(1) != 1) {
            complaints.add("Multiple candidates is not enabled for models/" + model);
        }
        boolean hasSchema = settings.has("responseSchema") || settings.has("responseJsonSchema");
        if (hasSchema && !isJson()) {
            complaints.field(
                    "generation_config.response_schema", "only allowed when response_mime_type is 'application/json'");
        }
        checkThinking();
    }

    /** The models before the third generation either call functions or answer in JSON. */
    public void checkWithFunctions() {
        if (isJson() && !Contents.signs(model)) {
            complaints.add("Function calling with a response mime type: 'application/json' is unsupported");
        }
    }

    public long limit() {
        return settings.number("maxOutputTokens").orElse(Call.NO_LIMIT);
    }

    public Thinking thinking() {
        boolean isOff =
                thinking.isMissingNode() || thinking.path("thinkingBudget").asInt(-1) == 0;
        if (isOff) {
            return Thinking.NONE;
        }
        return thinking.path("includeThoughts").asBoolean() ? Thinking.SHOWN : Thinking.HIDDEN;
    }

    /** The text that the format asks for, or null for words. */
    public @Nullable String json() throws IOException {
        if (!isJson()) {
            return null;
        }
        for (String name : new String[] {"responseJsonSchema", "responseSchema"}) {
            if (settings.has(name)) {
                return Sample.of(settings.tree(name));
            }
        }
        return "{\"answer\":\"sample\"}";
    }

    private void checkThinking() {
        boolean hasLevel = thinking.has("thinkingLevel");
        if (hasLevel && thinking.has("thinkingBudget")) {
            complaints.add("You can only set only one of thinking budget and thinking level.");
        }
        if (hasLevel && model.startsWith("gemini-2")) {
            complaints.add("Thinking level is not supported for this model.");
        }
    }

    private boolean isJson() {
        return JSON.equals(settings.text("responseMimeType"));
    }
}
