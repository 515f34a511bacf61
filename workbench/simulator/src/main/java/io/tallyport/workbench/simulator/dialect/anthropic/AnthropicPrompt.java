package io.tallyport.workbench.simulator.dialect.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.workbench.simulator.dialect.anthropic.rules.Complaints;
import io.tallyport.workbench.simulator.prompt.Prompt;
import io.tallyport.workbench.simulator.prompt.PromptDigest;
import io.tallyport.workbench.simulator.prompt.Ttl;
import io.tallyport.workbench.simulator.request.PromptReader;
import io.tallyport.workbench.simulator.request.RequestFields;
import io.tallyport.workbench.simulator.request.RequestFields.Slice;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks tools, system and messages in that order, ending a digest block after each cacheable block.
 *
 * <p>{@code cache_control} itself is not part of the prefix: moving a breakpoint is not a miss.
 */
final class AnthropicPrompt {
    private static final int MAXIMUM_BREAKPOINTS = 4;

    private final RequestFields fields;
    private final Complaints complaints;
    private final PromptDigest digest = new PromptDigest();
    private final PromptReader reader = new PromptReader(digest);
    private int breakpoints;
    private boolean sawFiveMinutes;
    private boolean plain = true;

    AnthropicPrompt(RequestFields fields, Complaints complaints) {
        this.fields = fields;
        this.complaints = complaints;
    }

    /** Whether the messages are nothing but words of users and assistants in turn, so that no rule can be broken. */
    boolean isPlain() {
        return plain;
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
            complaints.add("A maximum of 4 blocks with cache_control may be provided. Found " + breakpoints + ".");
        }
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
            @Nullable String role = null;
            int count = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                role = message(parser);
                plain &= role != null && (count > 0 || role.equals("user"));
                count++;
            }
            plain &= "user".equals(role);
            if (count == 0) {
                complaints.add("messages: at least one message is required");
            }
        }
    }

    /** The role of a message that has words and nothing else; null for any other. */
    private @Nullable String message(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        @Nullable String role = null;
        boolean hasWords = false;
        boolean hasMore = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("content") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    digest.endBlock(block(parser));
                }
                continue;
            }
            reader.field(parser);
            if (name.equals("content")) {
                digest.endBlock(null);
                hasWords = value == JsonToken.VALUE_STRING && startsWithWord(parser);
                continue;
            }
            hasMore |= !name.equals("role");
            role = name.equals("role") ? parser.getText() : role;
        }
        boolean isKnown = "user".equals(role) || "assistant".equals(role);
        return hasWords && !hasMore && isKnown ? role : null;
    }

    private static boolean startsWithWord(JsonParser parser) throws IOException {
        return parser.getTextLength() > 0 && parser.getTextCharacters()[parser.getTextOffset()] > ' ';
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
        @Nullable String type = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            ttl = name.equals("ttl") ? parser.getText() : ttl;
            type = name.equals("type") ? parser.getText() : type;
            parser.skipChildren();
        }
        if (!"ephemeral".equals(type)) {
            complaints.add("cache_control.type: Input should be 'ephemeral'");
        }
        breakpoints++;
        Ttl found = ttl(ttl);
        if (found == Ttl.ONE_HOUR && sawFiveMinutes) {
            complaints.add(
                    "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that"
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
            complaints.add("cache_control.ephemeral.ttl: Input should be '5m' or '1h'");
        }
        return Ttl.ONE_HOUR;
    }

    private static @Nullable Ttl later(@Nullable Ttl earlier, @Nullable Ttl later) {
        return later == null ? earlier : later;
    }
}
