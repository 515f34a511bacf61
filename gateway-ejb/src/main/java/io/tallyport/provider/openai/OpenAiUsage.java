package io.tallyport.provider.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.tallyport.chat.TokenUse;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.JsonFields;
import java.io.IOException;

/**
 * A {@code usage} object of Chat Completions: prompt_tokens includes cached and written ones, completion_tokens includes
 * reasoning. DeepSeek's hit count and Moonshot's own cached_tokens stand in for the detail (money.md section 6); xAI counts
 * reasoning beside completion_tokens, and so that they add up to total_tokens (vercel/ai#12425).
 *
 * <p>{@code cache_creation} says how written tokens split by how long they are kept: a field of ours, in Anthropic's words.
 */
final class OpenAiUsage {
    private long prompt;
    private long completion;
    private long total;
    private long reasoning;
    private long cached;
    private long audio;
    private long written;
    private long writtenForAnHour;

    private OpenAiUsage() {}

    static TokenUse read(JsonParser usage) throws IOException {
        OpenAiUsage reader = new OpenAiUsage();
        JsonFields.nested(usage, reader::field);
        return reader.use();
    }

    private TokenUse use() {
        long hour = Math.min(written, writtenForAnHour);
        boolean reasoningIsApart = reasoning > 0 && total == prompt + completion + reasoning;
        return new TokenUse(
                new TokenCounts(
                                prompt - cached - written,
                                written - hour,
                                hour,
                                cached,
                                reasoningIsApart ? completion + reasoning : completion)
                        .withAudio(audio),
                reasoning);
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "prompt_tokens" -> prompt = JsonFields.count(value);
            case "completion_tokens" -> completion = JsonFields.count(value);
            case "total_tokens" -> total = JsonFields.count(value);
            case "prompt_cache_hit_tokens", "cached_tokens" -> cached = Math.max(cached, JsonFields.count(value));
            case "prompt_tokens_details" -> JsonFields.nested(value, this::promptDetail);
            case "completion_tokens_details" -> JsonFields.nested(value, this::completionDetail);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean promptDetail(String name, JsonParser value) throws IOException {
        switch (name) {
            case "cached_tokens" -> cached = Math.max(cached, JsonFields.count(value));
            case "cache_write_tokens" -> written = JsonFields.count(value);
            case "audio_tokens" -> audio = JsonFields.count(value);
            case "cache_creation" -> JsonFields.nested(value, this::creation);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean creation(String name, JsonParser value) throws IOException {
        if (name.equals("ephemeral_1h_input_tokens")) {
            writtenForAnHour = JsonFields.count(value);
        }
        return true;
    }

    private boolean completionDetail(String name, JsonParser value) throws IOException {
        if (name.equals("reasoning_tokens")) {
            reasoning = JsonFields.count(value);
        }
        return true;
    }

    /** The object with all details; what no translated answer has is 0. */
    static void write(JsonGenerator json, TokenUse use) throws IOException {
        TokenCounts tokens = use.tokens();
        json.writeStartObject();
        json.writeNumberField("prompt_tokens", tokens.prompt());
        json.writeNumberField("completion_tokens", tokens.output());
        json.writeNumberField("total_tokens", tokens.prompt() + tokens.output());
        json.writeObjectFieldStart("prompt_tokens_details");
        json.writeNumberField("cached_tokens", tokens.cacheRead());
        json.writeNumberField("audio_tokens", tokens.audioInput());
        writeCacheWrites(json, tokens);
        json.writeEndObject();
        json.writeObjectFieldStart("completion_tokens_details");
        json.writeNumberField("reasoning_tokens", use.reasoning());
        json.writeNumberField("audio_tokens", 0);
        json.writeNumberField("accepted_prediction_tokens", 0);
        json.writeNumberField("rejected_prediction_tokens", 0);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeCacheWrites(JsonGenerator json, TokenCounts tokens) throws IOException {
        long written = tokens.cacheWrite5m() + tokens.cacheWrite1h();
        json.writeNumberField("cache_write_tokens", written);
        if (written == 0) {
            return;
        }
        json.writeObjectFieldStart("cache_creation");
        json.writeNumberField("ephemeral_5m_input_tokens", tokens.cacheWrite5m());
        json.writeNumberField("ephemeral_1h_input_tokens", tokens.cacheWrite1h());
        json.writeEndObject();
    }
}
