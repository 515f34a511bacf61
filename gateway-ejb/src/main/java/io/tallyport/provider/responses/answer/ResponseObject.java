package io.tallyport.provider.responses.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallyport.chat.TokenUse;
import io.tallyport.provider.AnswerHead;
import io.tallyport.usage.TokenCounts;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response as one JSON object.
 *
 * @param cutBy why the answer is not whole; null if it is
 * @param use null until it is known
 */
record ResponseObject(
        AnswerHead head,
        ResponseEcho echo,
        String id,
        String model,
        Status status,
        @Nullable String cutBy,
        List<OutputItem> output,
        @Nullable TokenUse use) {

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeStringField("object", "response");
        json.writeNumberField("created_at", head.created().getEpochSecond());
        json.writeStringField("status", status.text());
        json.writeBooleanField("background", false);
        json.writeNullField("error");
        writeIncompleteDetails(json);
        json.writeStringField("model", model);
        json.writeArrayFieldStart("output");
        for (OutputItem item : output) {
            item.write(json);
        }
        json.writeEndArray();
        json.writeNullField("previous_response_id");
        json.writeStringField("service_tier", "default");
        json.writeNumberField("top_logprobs", 0);
        echo.write(json);
        writeUsage(json);
        json.writeEndObject();
    }

    private void writeIncompleteDetails(JsonGenerator json) throws IOException {
        if (cutBy == null) {
            json.writeNullField("incomplete_details");
            return;
        }
        json.writeObjectFieldStart("incomplete_details");
        json.writeStringField("reason", cutBy);
        json.writeEndObject();
    }

    private void writeUsage(JsonGenerator json) throws IOException {
        if (use == null) {
            json.writeNullField("usage");
            return;
        }
        TokenCounts tokens = use.tokens();
        json.writeObjectFieldStart("usage");
        json.writeNumberField("input_tokens", tokens.prompt());
        writeInputDetails(json, tokens);
        json.writeNumberField("output_tokens", tokens.output());
        json.writeObjectFieldStart("output_tokens_details");
        json.writeNumberField("reasoning_tokens", use.reasoning());
        json.writeEndObject();
        json.writeNumberField("total_tokens", Math.addExact(tokens.prompt(), tokens.output()));
        json.writeEndObject();
    }

    /** OpenAI has one price for cache writes, other providers two: the split is ours. */
    private static void writeInputDetails(JsonGenerator json, TokenCounts tokens) throws IOException {
        long written = Math.addExact(tokens.cacheWrite5m(), tokens.cacheWrite1h());
        json.writeObjectFieldStart("input_tokens_details");
        json.writeNumberField("cache_write_tokens", written);
        json.writeNumberField("cached_tokens", tokens.cacheRead());
        if (written > 0) {
            json.writeObjectFieldStart("cache_creation");
            json.writeNumberField("ephemeral_5m_input_tokens", tokens.cacheWrite5m());
            json.writeNumberField("ephemeral_1h_input_tokens", tokens.cacheWrite1h());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
