package io.tallyport.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.wire.JsonFields;
import java.io.IOException;

/**
 * Finds what puts a prompt into dearer price classes, anywhere in a request: {@code cache_control}, of which the dearest
 * write is kept, and sound.
 */
public final class PromptMarks {
    private static final String CACHE = "cache_control";
    private static final String SOUND = "input_audio";

    private Caching dearest;
    private boolean audio;

    /** @param unmarked what the provider may write unasked */
    public PromptMarks(Caching unmarked) {
        dearest = unmarked;
    }

    public Caching dearest() {
        return dearest;
    }

    public boolean audio() {
        return audio;
    }

    /** Looks under the value the parser stands on, whatever its depth; leaves the parser on its last token. */
    public void lookUnder(JsonParser value) throws IOException {
        JsonFields.walk(value, token -> {
            if (token != JsonToken.FIELD_NAME) {
                return;
            }
            String name = value.currentName();
            audio |= SOUND.equals(name);
            if (CACHE.equals(name)) {
                value.nextToken();
                read(value);
            }
        });
    }

    /** The parser stands on the value of a {@code cache_control}. */
    public void read(JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
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
