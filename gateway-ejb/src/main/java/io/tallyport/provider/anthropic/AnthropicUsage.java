package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.JsonFields;
import java.io.IOException;

/**
 * Reads {@code usage} objects of Messages: input_tokens excludes cached ones; counters are cumulative, so a later value
 * replaces an earlier one and a field that is absent or null keeps its last. A cache write without its split is all
 * five-minute.
 */
final class AnthropicUsage {
    private long input;
    private long written;
    private long write1h;
    private long read;
    private long output;
    private boolean reported;

    void accept(JsonParser usage) throws IOException {
        if (usage.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        reported = true;
        JsonFields.nested(usage, this::field);
    }

    boolean reported() {
        return reported;
    }

    TokenCounts tokens() {
        return new TokenCounts(input, written - write1h, write1h, read, output);
    }

    private boolean field(String name, JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        switch (name) {
            case "input_tokens" -> input = JsonFields.count(value);
            case "cache_creation_input_tokens" -> written = JsonFields.count(value);
            case "cache_read_input_tokens" -> read = JsonFields.count(value);
            case "output_tokens" -> output = JsonFields.count(value);
            case "cache_creation" ->
                JsonFields.nested(value, (ttl, count) -> {
                    if (ttl.equals("ephemeral_1h_input_tokens")) {
                        write1h = JsonFields.count(count);
                    }
                    return true;
                });
            default -> {
                return false;
            }
        }
        return true;
    }
}
