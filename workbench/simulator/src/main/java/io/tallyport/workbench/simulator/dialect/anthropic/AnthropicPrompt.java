package io.tallyport.workbench.simulator.dialect.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.workbench.simulator.dialect.PromptReader;
import io.tallyport.workbench.simulator.dialect.RequestFields;
import io.tallyport.workbench.simulator.dialect.RequestFields.Slice;
import io.tallyport.workbench.simulator.prompt.Prompt;
import io.tallyport.workbench.simulator.prompt.PromptDigest;
import io.tallyport.workbench.simulator.prompt.Ttl;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks tools, system and messages in that order, ending a digest block after each cacheable block.
 *
 * <p>{@code cache_control} itself is not part of the prefix: moving a breakpoint is not a miss.
 */
final class AnthropicPrompt {
    private static final int MAXIMUM_BREAKPOINTS = 4;

    private final RequestFields fields;
    private final PromptDigest digest = new PromptDigest();
    private final PromptReader reader = new PromptReader(digest);
    private int breakpoints;
    private boolean sawFiveMinutes;
    private @Nullable String complaint;

    AnthropicPrompt(RequestFields fields) {
        this.fields = fields;
    }

    void read(Slice messages) throws IOException {
        @Nullable Ttl automatic = automaticBreakpoint();
        readBlocks(fields.array("tools"));
        digest.structure('s');
        Slice system = fields.array("system");
        readBlocks(system);
        String systemText = fields.text("system");
        if (systemText != null) {
            digest.text(systemText.toCharArray(), 0, systemText.length());
            digest.endBlock(null);
        }
        digest.structure('m');
        readMessages(messages);
        if (automatic != null) {
            digest.endBlock(automatic);
        }
        if (breakpoints > MAXIMUM_BREAKPOINTS) {
            complain("A maximum of 4 blocks with cache_control may be provided. Found " + breakpoints + ".");
        }
    }

    Optional<String> complaint() {
        return Optional.ofNullable(complaint);
    }

    Prompt finish() {
        return digest.finish();
    }

    private @Nullable Ttl automaticBreakpoint() throws IOException {
        Slice control = fields.slice("cache_control");
        if (control == null) {
            return null;
        }
        breakpoints++;
        return ttl(fields.object(control).text("ttl"));
    }

    private void readBlocks(@Nullable Slice slice) throws IOException {
        if (slice == null) {
            return;
        }
        try (JsonParser parser = fields.parser(slice)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                digest.endBlock(block(parser));
            }
        }
    }

    private void readMessages(Slice messages) throws IOException {
        try (JsonParser parser = fields.parser(messages)) {
            parser.nextToken();
            int index = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                message(parser, index++);
            }
            if (index == 0) {
                complain("messages: at least one message is required");
            }
        }
    }

    private void message(JsonParser parser, int index) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            complain("messages." + index + ": Input does not match the expected shape.");
            parser.skipChildren();
            return;
        }
        boolean hasRole = false;
        boolean hasContent = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            hasRole |= name.equals("role");
            hasContent |= name.equals("content");
            if (name.equals("content") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    digest.endBlock(block(parser));
                }
                continue;
            }
            reader.field(parser);
            if (name.equals("content")) {
                digest.endBlock(null);
            }
        }
        if (!hasRole || !hasContent) {
            complain("messages." + index + "." + (hasRole ? "content" : "role") + ": Field required");
        }
    }

    /** Reads one block and returns its breakpoint, which may stand in the content of a tool result. */
    private @Nullable Ttl block(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            reader.value(parser, true);
            return null;
        }
        @Nullable Ttl breakpoint = null;
        digest.structure('{');
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("cache_control")) {
                breakpoint = later(breakpoint, cacheControl(parser));
                continue;
            }
            if (name.equals("content") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    breakpoint = later(breakpoint, block(parser));
                }
                continue;
            }
            if (name.equals("text") && value == JsonToken.VALUE_STRING && parser.getTextLength() == 0) {
                complain("messages: text content blocks must be non-empty");
            }
            reader.field(parser);
        }
        digest.structure('}');
        return breakpoint;
    }

    private @Nullable Ttl cacheControl(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        @Nullable String ttl = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            ttl = name.equals("ttl") ? parser.getText() : ttl;
            parser.skipChildren();
        }
        breakpoints++;
        Ttl found = ttl(ttl);
        if (found == Ttl.ONE_HOUR && sawFiveMinutes) {
            complain("a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that"
                    + " blocks are processed in the following order: `tools`, `system`, `messages`.");
        }
        sawFiveMinutes |= found == Ttl.FIVE_MINUTES;
        return found;
    }

    private Ttl ttl(@Nullable String name) {
        if (name == null || name.equals("5m")) {
            return Ttl.FIVE_MINUTES;
        }
        if (!name.equals("1h")) {
            complain("cache_control.ephemeral.ttl: Input should be '5m' or '1h'");
        }
        return Ttl.ONE_HOUR;
    }

    private static @Nullable Ttl later(@Nullable Ttl earlier, @Nullable Ttl later) {
        return later == null ? earlier : later;
    }

    private void complain(String message) {
        if (complaint == null) {
            complaint = message;
        }
    }
}
