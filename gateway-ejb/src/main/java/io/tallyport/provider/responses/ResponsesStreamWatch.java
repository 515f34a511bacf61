package io.tallyport.provider.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.StreamWatch;
import io.tallyport.provider.UsageReport;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.DeliveredText;
import io.tallyport.wire.EventData;
import io.tallyport.wire.JsonFields;
import io.tallyport.wire.KeptEvents;
import io.tallyport.wire.KeptEvents.Fate;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches a Responses stream. Kept back: {@code response.completed} or {@code response.incomplete}, which ends it and
 * brings its usage.
 */
final class ResponsesStreamWatch implements StreamWatch {
    private static final Set<String> OVERLOADED = Set.of("server_is_overloaded", "slow_down");

    private final KeptEvents events = new KeptEvents();
    private boolean complete;
    private final DeliveredText delivered = new DeliveredText();
    private @Nullable TokenCounts usage;
    private @Nullable GatewayException failure;

    private String type = "";
    private String delta = "";
    private boolean hasError;
    private String errorCode = "";

    @Override
    public void accept(byte[] bytes, int length, Consumer<byte[]> forward) {
        events.accept(bytes, length, this::judge, forward);
    }

    @Override
    public void end() {
        events.end(this::judge);
    }

    private Fate judge(byte[] bytes, int from, int to) {
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
            delivered.add(delta);
        }
        return switch (type) {
            case "response.completed", "response.incomplete" -> {
                complete = true;
                yield Fate.KEEP;
            }
            case "error", "response.failed" -> fail();
            case "" -> hasError ? fail() : Fate.FORWARD;
            default -> Fate.FORWARD;
        };
    }

    /** An {@code error} may be followed by a {@code response.failed}: the first says why. */
    private Fate fail() {
        if (failure == null) {
            failure = OVERLOADED.contains(errorCode)
                    ? new GatewayException(ErrorCode.UPSTREAM_OVERLOADED, "Overloaded")
                    : new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider failed in mid-answer.");
        }
        return Fate.DROP;
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
    public boolean isComplete() {
        return complete;
    }

    @Override
    public byte[] keptBack(TokenCounts charged) {
        return events.kept();
    }

    @Override
    public @Nullable GatewayException failure() {
        return failure;
    }

    @Override
    public UsageReport usage() {
        return new UsageReport(usage, usage != null, delivered);
    }
}
