package io.tallyport.provider.responses;

import com.fasterxml.jackson.core.JsonParser;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.JsonFields;
import java.io.IOException;

/** The {@code usage} object of a response: input_tokens includes cached and written ones, output_tokens reasoning. */
final class ResponsesUsage {
    private long input;
    private long output;
    private long cached;
    private long written;
    private long audio;

    private ResponsesUsage() {}

    static TokenCounts read(JsonParser usage) throws IOException {
        ResponsesUsage reader = new ResponsesUsage();
        JsonFields.nested(usage, reader::field);
        long uncached = reader.input - reader.cached - reader.written;
        return new TokenCounts(uncached, reader.written, 0, reader.cached, reader.output).withAudio(reader.audio);
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "input_tokens" -> input = JsonFields.count(value);
            case "output_tokens" -> output = JsonFields.count(value);
            case "input_tokens_details" -> JsonFields.nested(value, this::detail);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean detail(String name, JsonParser value) throws IOException {
        switch (name) {
            case "cached_tokens" -> cached = JsonFields.count(value);
            case "cache_write_tokens" -> written = JsonFields.count(value);
            case "audio_tokens" -> audio = JsonFields.count(value);
            default -> {
                return false;
            }
        }
        return true;
    }
}
