package io.tallyport.provider.openai;

import com.fasterxml.jackson.core.JsonParser;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.JsonFields;
import java.io.IOException;

/**
 * Reads a {@code usage} object of Chat Completions: prompt_tokens includes cached and written ones, completion_tokens
 * includes reasoning. DeepSeek's hit and miss counts stand in for cached_tokens (money.md section 6).
 */
final class OpenAiUsage {
    private long prompt;
    private long completion;
    private long cached;
    private long written;

    private OpenAiUsage() {}

    static TokenCounts read(JsonParser usage) throws IOException {
        OpenAiUsage reader = new OpenAiUsage();
        JsonFields.nested(usage, reader::field);
        long uncached = reader.prompt - reader.cached - reader.written;
        return new TokenCounts(uncached, reader.written, 0, reader.cached, reader.completion);
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "prompt_tokens" -> prompt = JsonFields.count(value);
            case "completion_tokens" -> completion = JsonFields.count(value);
            case "prompt_cache_hit_tokens" -> cached = JsonFields.count(value);
            case "prompt_tokens_details" -> JsonFields.nested(value, this::detail);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean detail(String name, JsonParser value) throws IOException {
        switch (name) {
            case "cached_tokens" -> cached = JsonFields.count(value);
            case "cache_write_tokens" -> written = JsonFields.count(value);
            default -> {
                return false;
            }
        }
        return true;
    }
}
