package io.tallyport.provider.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.provider.PassingStream;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.EventData;
import io.tallyport.wire.JsonFields;
import io.tallyport.wire.KeptEvents.Fate;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches a Responses stream. Kept back: {@code response.completed} or {@code response.incomplete}, which ends it and
 * brings its usage.
 */
final class ResponsesStreamWatch extends PassingStream {
    private static final Set<String> OVERLOADED = Set.of("server_is_overloaded", "slow_down");

    private @Nullable TokenCounts usage;

    private String type = "";
    private String delta = "";
    private boolean hasError;
    private String errorCode = "";

    @Override
    protected Fate judge(byte[] bytes, int from, int to) {
        int payload = EventData.start(bytes, from, to);
        if (payload < 0) {
            return Fate.FORWARD;
        }
        type = "";
        delta = "";
        hasError = false;
        errorCode = "";
        JsonFields.tryEach(bytes, payload, to, this::field);
        if (type.endsWith(".delta")) {
            delivered().add(delta);
        }
        return switch (type) {
            case "response.completed", "response.incomplete" -> complete();
            case "error", "response.failed" -> fail(OVERLOADED.contains(errorCode));
            case "" -> hasError ? fail(OVERLOADED.contains(errorCode)) : Fate.FORWARD;
            default -> Fate.FORWARD;
        };
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "type" -> type = value.getText();
            case "delta" -> {
                if (value.currentToken() == JsonToken.VALUE_STRING) {
                    delta = value.getText();
                }
            }
            case "code" -> errorCode = value.getText();
            case "error" -> error(value);
            case "response" -> JsonFields.nested(value, this::responseField);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean responseField(String name, JsonParser value) throws IOException {
        if (name.equals("usage") && value.currentToken() == JsonToken.START_OBJECT) {
            usage = ResponsesUsage.read(value);
        }
        if (name.equals("error")) {
            error(value);
        }
        return true;
    }

    private void error(JsonParser value) throws IOException {
        hasError |= value.currentToken() != JsonToken.VALUE_NULL;
        JsonFields.nested(value, (name, inner) -> {
            if (name.equals("code")) {
                errorCode = inner.getText();
            }
            return true;
        });
    }

    @Override
    protected @Nullable TokenCounts reported() {
        return usage;
    }

    @Override
    protected boolean outputReported() {
        return usage != null;
    }
}
