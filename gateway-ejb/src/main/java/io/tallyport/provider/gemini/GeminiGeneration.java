package io.tallyport.provider.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.catalog.Model;
import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Sampling;
import io.tallyport.error.GatewayException;
import io.tallyport.wire.JsonTree;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@code generationConfig}. */
final class GeminiGeneration {
    private static final int MOST_STOP_SEQUENCES = 5;

    private GeminiGeneration() {}

    static ObjectNode config(Conversation conversation, Model model) {
        ObjectNode config = JsonTree.newObject();
        sampling(conversation.sampling(), config);
        format(conversation.answerFormat(), config);
        GeminiThinking.config(conversation.reasoning(), model)
                .ifPresent(thinking -> config.set("thinkingConfig", thinking));
        return config;
    }

    private static void sampling(Sampling sampling, ObjectNode config) {
        refuse(sampling.choices() > 1, "n", "this model gives one answer");
        refuse(sampling.logprobs() || sampling.topLogprobs() != null, "logprobs", "this model gives none");
        refuse(sampling.logitBias() != null && !sampling.logitBias().isEmpty(), "logit_bias", "this model takes none");
        if (sampling.maxOutputTokens() != null) {
            config.put("maxOutputTokens", sampling.maxOutputTokens());
        }
        if (sampling.temperature() != null) {
            config.put("temperature", sampling.temperature());
        }
        if (sampling.topP() != null) {
            config.put("topP", sampling.topP());
        }
        if (sampling.topK() != null) {
            config.put("topK", sampling.topK());
        }
        if (sampling.seed() != null) {
            // Gemini's are of 32 bits: an equal seed still gives an equal one
            config.put("seed", sampling.seed().intValue());
        }
        penalty("frequencyPenalty", sampling.frequencyPenalty(), config);
        penalty("presencePenalty", sampling.presencePenalty(), config);
        stop(sampling.stop(), config);
    }

    /** Zero is the default, and many models refuse any penalty at all. */
    private static void penalty(String field, @Nullable BigDecimal penalty, ObjectNode config) {
        if (penalty != null && penalty.signum() != 0) {
            config.put(field, penalty);
        }
    }

    private static void stop(List<String> stop, ObjectNode config) {
        if (stop.isEmpty()) {
            return;
        }
        refuse(stop.size() > MOST_STOP_SEQUENCES, "stop", "this model takes at most 5 stop sequences");
        ArrayNode sequences = config.putArray("stopSequences");
        stop.forEach(sequences::add);
    }

    private static void format(@Nullable AnswerFormat format, ObjectNode config) {
        if (format == null) {
            return;
        }
        config.put("responseMimeType", "application/json");
        if (format instanceof AnswerFormat.JsonSchema schema) {
            config.set("responseJsonSchema", schema.schema());
        }
    }

    private static void refuse(boolean refused, String field, String why) {
        if (refused) {
            throw GatewayException.untranslatable(field, field + ": " + why + ".");
        }
    }
}
