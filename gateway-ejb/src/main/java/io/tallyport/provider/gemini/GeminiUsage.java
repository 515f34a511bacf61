package io.tallyport.provider.gemini;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.chat.TokenUse;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.JsonFields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@code usageMetadata}: the prompt includes what was cached, but not what Google's tools put in; the
 * candidates exclude thinking. Each one in a stream replaces the one before, fields it lacks included.
 */
final class GeminiUsage {
    private long prompt;
    private long cached;
    private long toolUse;
    private long candidates;
    private long thoughts;
    private boolean counts;

    private GeminiUsage() {}

    /** Null if it counts nothing, as in the first chunks of some streams. */
    static @Nullable TokenUse read(JsonParser metadata) throws IOException {
        GeminiUsage usage = new GeminiUsage();
        JsonFields.nested(metadata, usage::field);
        return usage.counts ? usage.tokens() : null;
    }

    private TokenUse tokens() {
        long read = Math.min(cached, prompt);
        long input = Math.addExact(prompt - read, toolUse);
        return new TokenUse(new TokenCounts(input, 0, 0, read, Math.addExact(candidates, thoughts)), thoughts);
    }

    private boolean field(String name, JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            return false;
        }
        counts = true;
        switch (name) {
            case "promptTokenCount" -> prompt = JsonFields.count(value);
            case "cachedContentTokenCount" -> cached = JsonFields.count(value);
            case "toolUsePromptTokenCount" -> toolUse = JsonFields.count(value);
            case "candidatesTokenCount" -> candidates = JsonFields.count(value);
            case "thoughtsTokenCount" -> thoughts = JsonFields.count(value);
            default -> {
                return false;
            }
        }
        return true;
    }
}
