package io.tallyport.provider.responses.answer;

import io.tallyport.wire.EventWriter;
import io.tallyport.wire.EventWriter.Payload;

/** The events of one answer in their order; a plain answer has none, only its one value. */
final class NumberedEvents {
    private final EventWriter writer = new EventWriter();
    private final boolean stream;
    private int next;

    NumberedEvents(boolean stream) {
        this.stream = stream;
    }

    /** @param fields those beside {@code type} and {@code sequence_number} */
    void event(String type, Payload fields) {
        if (!stream) {
            return;
        }
        writer.event(type, json -> {
            json.writeStartObject();
            json.writeStringField("type", type);
            fields.write(json);
            json.writeNumberField("sequence_number", next++);
            json.writeEndObject();
        });
    }

    /** The last event of a stream, which holds {@code response}, or that alone. */
    void last(String type, Payload response) {
        if (!stream) {
            writer.value(response);
            return;
        }
        event(type, json -> {
            json.writeFieldName("response");
            response.write(json);
        });
    }

    byte[] take() {
        return writer.take();
    }
}
