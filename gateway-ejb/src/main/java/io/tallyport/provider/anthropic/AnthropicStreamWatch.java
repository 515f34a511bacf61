package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.core.JsonParser;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches a Messages stream. Kept back: {@code message_stop}, the event that ends it. */
final class AnthropicStreamWatch implements StreamWatch {

    private final KeptEvents events = new KeptEvents();
    private final AnthropicUsage usage = new AnthropicUsage();
    private final DeliveredText delivered = new DeliveredText();
    private String type = "";
    private boolean outputReported;
    private boolean complete;
    private String errorType = "";
    private @Nullable GatewayException failure;

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
        JsonFields.tryEach(bytes, payload, to, this::field);
        return switch (type) {
            case "message_stop" -> {
                complete = true;
                yield Fate.KEEP;
            }
            case "message_delta" -> {
                outputReported = usage.reported();
                yield Fate.FORWARD;
            }
            case "error" -> {
                failure = failure(errorType);
                yield Fate.DROP;
            }
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
            delivered.add(value);
        }
        return false;
    }

    private boolean error(String name, JsonParser value) throws IOException {
        if (name.equals("type")) {
            errorType = value.getText();
        }
        return false;
    }

    static GatewayException failure(String type) {
        if (type.equals("overloaded_error")) {
            return new GatewayException(ErrorCode.UPSTREAM_OVERLOADED, "Overloaded");
        }
        return new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider failed in mid-answer.");
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
        return new UsageReport(usage.reported() ? usage.tokens() : null, outputReported, delivered);
    }
}
