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
 * candidates exclude thinking. Tokens of sound are told by modality, cached ones apart. Each
 * one in a stream replaces the one before, fields it lacks included.
 */
final class GeminiUsage {
    private long prompt;
    private long cached;
    private long audio;
    private long cachedAudio;
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
        TokenCounts tokens = new TokenCounts(input, 0, 0, read, Math.addExact(candidates, thoughts));
        return new TokenUse(tokens.withAudio(Math.clamp(audio - cachedAudio, 0, prompt - read)), thoughts);
    }

    private boolean field(String name, JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.START_ARRAY) {
            switch (name) {
                case "promptTokensDetails" -> audio = audioTokens(value);
                case "cacheTokensDetails" -> cachedAudio = audioTokens(value);
                default -> {
                    return false;
                }
            }
            return true;
        }
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

    /** Of a list such as {@code [{"modality":"AUDIO","tokenCount":5}]}; leaves the parser on its end. */
    private static long audioTokens(JsonParser details) throws IOException {
        long sum = 0;
        while (details.nextToken() != JsonToken.END_ARRAY) {
            sum = Math.addExact(sum, audioTokensOfOne(details));
        }
        return sum;
    }

    private static long audioTokensOfOne(JsonParser detail) throws IOException {
        boolean[] audio = {false};
        long[] count = {0};
        JsonFields.nested(detail, (name, value) -> {
            if (name.equals("modality")) {
                audio[0] = "AUDIO".equals(value.getText());
            }
            if (name.equals("tokenCount")) {
                count[0] = JsonFields.count(value);
            }
            return false;
        });
        return audio[0] ? count[0] : 0;
    }
}
