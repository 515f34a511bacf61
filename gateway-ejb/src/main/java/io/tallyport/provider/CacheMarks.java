package io.tallyport.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.wire.JsonFields;
import java.io.IOException;

/** Finds {@code cache_control} anywhere in a request and keeps the dearest write that it asks for. */
public final class CacheMarks {
    private static final String FIELD = "cache_control";

    private Caching dearest;

    /** @param unmarked what the provider may write unasked */
    public CacheMarks(Caching unmarked) {
        dearest = unmarked;
    }

    public Caching dearest() {
        return dearest;
    }

    /** Looks under the value the parser stands on, whatever its depth; leaves the parser on its last token. */
    public void lookUnder(JsonParser value) throws IOException {
        JsonFields.walk(value, token -> {
            if (token == JsonToken.FIELD_NAME && FIELD.equals(value.currentName())) {
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
