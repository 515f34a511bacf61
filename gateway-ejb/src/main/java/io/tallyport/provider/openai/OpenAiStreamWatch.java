package io.tallyport.provider.openai;

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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches a chat completion stream. Kept back: from the chunk that gives the last choice its finish_reason to
 * {@code [DONE]}. Where the gateway asked for usage, the chunk with no choices that brings it is not for the caller.
 */
final class OpenAiStreamWatch implements StreamWatch {
    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final KeptEvents events = new KeptEvents();
    private final DeliveredText delivered = new DeliveredText();
    private final boolean usageIsOurs;
    private int unfinishedChoices;
    private boolean complete;
    private @Nullable TokenCounts usage;
    private @Nullable GatewayException failure;

    private boolean chunkHasChoices;
    private boolean chunkHasUsage;
    private boolean chunkFinishes;

    OpenAiStreamWatch(int choices, boolean usageIsOurs) {
        this.unfinishedChoices = choices;
        this.usageIsOurs = usageIsOurs;
    }

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
        if (EventData.startsWith(bytes, payload, to, DONE)) {
            complete = true;
            return Fate.KEEP;
        }
        chunkHasChoices = false;
        chunkHasUsage = false;
        chunkFinishes = false;
        JsonFields.tryEach(bytes, payload, to, this::field);
        if (failure != null) {
            return Fate.DROP;
        }
        if (usageIsOurs && chunkHasUsage && !chunkHasChoices) {
            return Fate.DROP;
        }
        return chunkFinishes && unfinishedChoices <= 0 ? Fate.KEEP : Fate.FORWARD;
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "choices" -> choices(value);
            case "usage" -> usage(value);
            case "error" -> failure(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void choices(JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        while (value.nextToken() == JsonToken.START_OBJECT) {
            chunkHasChoices = true;
            JsonFields.nested(value, this::choice);
        }
    }

    private boolean choice(String name, JsonParser value) throws IOException {
        if (name.equals("finish_reason") && value.currentToken() == JsonToken.VALUE_STRING) {
            unfinishedChoices--;
            chunkFinishes = true;
        }
        if (name.equals("delta")) {
            delivered.addAll(value);
        }
        return true;
    }

    private void usage(JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.START_OBJECT) {
            usage = OpenAiUsage.read(value).tokens();
            chunkHasUsage = true;
        }
    }

    private void failure(JsonParser value) {
        if (value.currentToken() != JsonToken.VALUE_NULL) {
            failure = new GatewayException(ErrorCode.UPSTREAM_FAILED, "The model provider failed in mid-answer.");
        }
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
