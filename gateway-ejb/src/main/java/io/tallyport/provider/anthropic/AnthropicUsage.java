package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.TokenUse;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.JsonFields;
import io.tallyport.wire.JsonTree;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

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
    private long thinking;
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
        return new TokenCounts(input, Math.max(0, written - write1h), write1h, read, output);
    }

    @Nullable
    TokenUse use() {
        return reported ? new TokenUse(tokens(), thinking) : null;
    }

    /** What callers are shown. */
    static ObjectNode json(TokenUse use) {
        TokenCounts tokens = use.tokens();
        ObjectNode usage = JsonTree.newObject()
                .put("input_tokens", tokens.input())
                .put("cache_creation_input_tokens", tokens.cacheWrite5m() + tokens.cacheWrite1h())
                .put("cache_read_input_tokens", tokens.cacheRead());
        usage.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", tokens.cacheWrite5m())
                .put("ephemeral_1h_input_tokens", tokens.cacheWrite1h());
        usage.put("output_tokens", tokens.output());
        if (use.reasoning() > 0) {
            usage.putObject("output_tokens_details").put("thinking_tokens", use.reasoning());
        }
        return usage;
    }

    private boolean field(String name, JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        switch (name) {
            case "input_tokens" -> input = count(value);
            case "cache_creation_input_tokens" -> written = count(value);
            case "cache_read_input_tokens" -> read = count(value);
            case "output_tokens" -> output = count(value);
            case "output_tokens_details" ->
                JsonFields.nested(value, (detail, count) -> {
                    if (detail.equals("thinking_tokens")) {
                        thinking = count(count);
                    }
                    return true;
                });
            case "cache_creation" ->
                JsonFields.nested(value, (ttl, count) -> {
                    if (ttl.equals("ephemeral_1h_input_tokens")) {
                        write1h = count(count);
                    }
                    return true;
                });
            default -> {
                return false;
            }
        }
        return true;
    }

    private static long count(JsonParser value) throws IOException {
        return Math.max(0, JsonFields.count(value));
    }
}
