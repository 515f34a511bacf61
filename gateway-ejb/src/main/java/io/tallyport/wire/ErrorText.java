package io.tallyport.wire;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code error.message}, which all protocols put in the same place. */
public final class ErrorText {
    private static final int LONGEST = 2_000;

    private ErrorText() {}

    public static String read(byte[] body) {
        @Nullable String[] message = {null};
        JsonFields.tryEach(body, 0, body.length, (name, value) -> {
            if (name.equals("error")) {
                JsonFields.nested(value, (field, inner) -> {
                    if (field.equals("message") && inner.currentToken() == JsonToken.VALUE_STRING) {
                        message[0] = inner.getText();
                    }
                    return false;
                });
            }
            return false;
        });
        String text = Objects.requireNonNullElse(message[0], "The model provider refused the request.");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
