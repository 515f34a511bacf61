package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import io.tallyport.provider.PassingStream;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.EventData;
import io.tallyport.wire.JsonFields;
import io.tallyport.wire.KeptEvents.Fate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Watches a Messages stream. Kept back: {@code message_stop}, the event that ends it. */
final class AnthropicStreamWatch extends PassingStream {

    private final AnthropicUsage usage = new AnthropicUsage();
    private String type = "";
    private boolean outputReported;
    private String errorType = "";

    @Override
    protected Fate judge(byte[] bytes, int from, int to) {
        int payload = EventData.start(bytes, from, to);
        if (payload < 0) {
            return Fate.FORWARD;
        }
        type = "";
        JsonFields.tryEach(bytes, payload, to, this::field);
        return switch (type) {
            case "message_stop" -> complete();
            case "message_delta" -> {
                outputReported = usage.reported();
                yield Fate.FORWARD;
            }
            case "error" -> fail(isOverload(errorType));
            default -> Fate.FORWARD;
        };
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "type" -> type = value.getText();
            case "message" ->
                JsonFields.nested(value, (field, inner) -> {
                    if (field.equals("usage")) {
                        usage.accept(inner);
                    }
                    return false;
                });
            case "usage" -> usage.accept(value);
            case "delta" -> JsonFields.nested(value, this::deliver);
            case "error" -> JsonFields.nested(value, this::error);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean deliver(String name, JsonParser value) throws IOException {
        if (name.equals("text") || name.equals("partial_json") || name.equals("thinking")) {
            delivered().add(value);
        }
        return false;
    }

    private boolean error(String name, JsonParser value) throws IOException {
        if (name.equals("type")) {
            errorType = value.getText();
        }
        return false;
    }

    static boolean isOverload(String errorType) {
        return errorType.equals("overloaded_error");
    }

    @Override
    protected @Nullable TokenCounts reported() {
        return usage.reported() ? usage.tokens() : null;
    }

    @Override
    protected boolean outputReported() {
        return outputReported;
    }
}
