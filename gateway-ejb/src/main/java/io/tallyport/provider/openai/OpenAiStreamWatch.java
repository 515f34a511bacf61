package io.tallyport.provider.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.provider.PassingStream;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.EventData;
import io.tallyport.wire.JsonFields;
import io.tallyport.wire.KeptEvents.Fate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Watches a chat completion stream. Kept back: from the chunk that gives the last choice its finish_reason to
 * {@code [DONE]}. Where the gateway asked for usage, the chunk with no choices that brings it is not for the caller.
 */
final class OpenAiStreamWatch extends PassingStream {
    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final boolean usageIsOurs;
    private int unfinishedChoices;
    private @Nullable TokenCounts usage;

    private boolean chunkHasChoices;
    private boolean chunkHasUsage;
    private boolean chunkFinishes;

    OpenAiStreamWatch(int choices, boolean usageIsOurs) {
        this.unfinishedChoices = choices;
        this.usageIsOurs = usageIsOurs;
    }

    @Override
    protected Fate judge(byte[] bytes, int from, int to) {
        int payload = EventData.start(bytes, from, to);
        if (payload < 0) {
            return Fate.FORWARD;
        }
        if (EventData.startsWith(bytes, payload, to, DONE)) {
            return complete();
        }
        chunkHasChoices = false;
        chunkHasUsage = false;
        chunkFinishes = false;
        JsonFields.tryEach(bytes, payload, to, this::field);
        if (failure() != null || (usageIsOurs && chunkHasUsage && !chunkHasChoices)) {
            return Fate.DROP;
        }
        return chunkFinishes && unfinishedChoices <= 0 ? Fate.KEEP : Fate.FORWARD;
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "choices" -> choices(value);
            case "usage" -> usage(value);
            case "error" -> {
                if (value.currentToken() != JsonToken.VALUE_NULL) {
                    fail(false);
                }
            }
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
            delivered().addAll(value);
        }
        return true;
    }

    private void usage(JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.START_OBJECT) {
            usage = OpenAiUsage.read(value).tokens();
            chunkHasUsage = true;
        }
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
