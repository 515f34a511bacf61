package io.tallyport.provider.openai.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.Sampling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how the answer is drawn and where it stops. */
final class SamplingReader {
    private static final BigDecimal HOTTEST = BigDecimal.TWO;

    private SamplingReader() {}

    static Sampling read(Fields request) {
        refuseWhatNoAnswerTells(request);
        Long most = request.positive("max_tokens");
        Long mostWithReasoning = request.positive("max_completion_tokens");
        return new Sampling(
                mostWithReasoning == null ? most : mostWithReasoning,
                temperature(request),
                request.number("top_p"),
                request.positive("top_k"),
                stop(request),
                request.integer("seed"),
                request.number("frequency_penalty"),
                request.number("presence_penalty"),
                logitBias(request),
                false,
                null,
                1);
    }

    /** A translated answer is one, and its tokens have no probabilities. */
    private static void refuseWhatNoAnswerTells(Fields request) {
        Long choices = request.positive("n");
        if (choices != null && choices > 1) {
            throw Fields.unsupported("n");
        }
        if (Boolean.TRUE.equals(request.flag("logprobs"))) {
            throw Fields.unsupported("logprobs");
        }
        Long alternatives = request.integer("top_logprobs");
        if (alternatives != null && alternatives != 0) {
            throw Fields.unsupported("top_logprobs");
        }
    }

    private static @Nullable BigDecimal temperature(Fields request) {
        BigDecimal temperature = request.number("temperature");
        if (temperature != null && (temperature.signum() < 0 || temperature.compareTo(HOTTEST) > 0)) {
            throw Fields.wrong("temperature", "between 0 and 2");
        }
        return temperature;
    }

    private static List<String> stop(Fields request) {
        JsonNode stop = request.get("stop");
        if (stop == null) {
            return List.of();
        }
        if (stop.isTextual()) {
            return List.of(stop.textValue());
        }
        if (!stop.isArray()) {
            throw Fields.wrong("stop", "a string or an array of strings");
        }
        List<String> sequences = new ArrayList<>();
        for (JsonNode sequence : stop) {
            if (!sequence.isTextual()) {
                throw Fields.wrong("stop[" + sequences.size() + "]", "a string");
            }
            sequences.add(sequence.textValue());
        }
        return sequences;
    }

    private static @Nullable JsonNode logitBias(Fields request) {
        Fields bias = request.object("logit_bias");
        return bias == null || bias.node().isEmpty() ? null : bias.node();
    }
}
