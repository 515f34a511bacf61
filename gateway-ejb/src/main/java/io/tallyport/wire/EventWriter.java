package io.tallyport.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes server-sent events with JSON payloads into one growing buffer; one generator serves a whole stream. */
public final class EventWriter {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    /** Writes one JSON value. */
    @FunctionalInterface
    public interface Payload {
        void write(JsonGenerator json) throws IOException;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final JsonGenerator json;

    public EventWriter() {
        try {
            json = JSON.createGenerator(bytes);
            json.setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code event: NAME}, a data line, a blank line. */
    public void event(String name, Payload payload) {
        try {
            json.writeRaw("event: ");
            json.writeRaw(name);
            json.writeRaw('\n');
            data(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A data line and a blank line. */
    public void data(Payload payload) {
        try {
            json.writeRaw("data: ");
            payload.write(json);
            json.writeRaw("\n\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value alone, for a plain answer; or text that is no JSON, such as {@code [DONE]}, by {@code writeRaw}. */
    public void value(Payload payload) {
        try {
            payload.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was written since the last time. */
    public byte[] take() {
        try {
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }
}
