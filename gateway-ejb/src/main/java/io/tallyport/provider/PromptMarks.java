package io.tallyport.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.provider.ChatRequest.Unseen;
import io.tallyport.wire.JsonFields;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what makes a prompt dearer than its size tells, anywhere in a request: {@code cache_control}, of which the dearest
 * write is kept, sound, images, documents and tools.
 */
public final class PromptMarks {
    private static final String CACHE = "cache_control";
    private static final String SOUND = "input_audio";
    private static final Set<String> MEDIA =
            Set.of("image", "image_url", "input_image", "document", "file", "input_file", "container_upload");
    private static final Set<String> SCHEMAS = Set.of("input_schema", "parameters");
    /** Tools of Anthropic's carry the day of their version, those of others have these names. */
    private static final Pattern PROVIDER_TOOL = Pattern.compile(
            ".*_20[0-9]{6}|web_search.*|code_interpreter|file_search|image_generation|mcp|mcp_toolset|computer.*|shell|advisor.*");

    private static final int LONGEST_TYPE = 40;

    private Caching dearest;
    private int breakpoints;
    private boolean audio;
    private int media;
    private boolean functions;
    private boolean providerTools;

    /** @param unmarked what the provider may write unasked */
    public PromptMarks(Caching unmarked) {
        dearest = unmarked;
    }

    public Caching dearest() {
        return dearest;
    }

    /** How many there have been so far. */
    public int breakpoints() {
        return breakpoints;
    }

    public boolean audio() {
        return audio;
    }

    public Unseen unseen() {
        return media == 0 && !functions && !providerTools
                ? Unseen.NOTHING
                : new Unseen(media, functions, providerTools);
    }

    /** Looks under the value the parser stands on, whatever its depth; leaves the parser on its last token. */
    public void lookUnder(JsonParser value) throws IOException {
        lookUnder(value, token -> {});
    }

    /** @param also sees each token first, and must not move the parser */
    public void lookUnder(JsonParser value, JsonFields.TokenTaker also) throws IOException {
        JsonFields.walk(value, token -> {
            also.take(token);
            String name = value.currentName();
            if (token == JsonToken.VALUE_STRING && "type".equals(name)) {
                type(value);
            }
            if (token != JsonToken.FIELD_NAME) {
                return;
            }
            audio |= SOUND.equals(name);
            functions |= SCHEMAS.contains(name);
            if (CACHE.equals(name)) {
                value.nextToken();
                read(value);
            }
        });
    }

    private void type(JsonParser value) throws IOException {
        String type = value.getText();
        if (type.length() > LONGEST_TYPE) {
            return;
        }
        if (MEDIA.contains(type)) {
            media++;
        }
        providerTools |= PROVIDER_TOOL.matcher(type).matches();
    }

    /** The parser stands on the value of a {@code cache_control}. */
    public void read(JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        breakpoints++;
        if (dearest == Caching.NONE) {
            dearest = Caching.FIVE_MINUTES;
        }
        JsonFields.nested(value, (name, inner) -> {
            if (name.equals("ttl") && "1h".equals(inner.getText())) {
                dearest = Caching.ONE_HOUR;
            }
            return false;
        });
    }
}
