package io.tallyport.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the answer is drawn and where it stops; null: the provider's default.
 *
 * @param temperature 0 to 2
 * @param stop sequences that end the answer
 * @param logitBias object of token id to bias
 * @param topLogprobs alternatives per token; needs {@code logprobs}
 * @param choices how many answers
 */
public record Sampling(
        @Nullable Long maxOutputTokens,
        @Nullable BigDecimal temperature,
        @Nullable BigDecimal topP,
        @Nullable Long topK,
        List<String> stop,
        @Nullable Long seed,
        @Nullable BigDecimal frequencyPenalty,
        @Nullable BigDecimal presencePenalty,
        @Nullable JsonNode logitBias,
        boolean logprobs,
        @Nullable Long topLogprobs,
        int choices) {

    public Sampling {
        stop = List.copyOf(stop);
    }
}
