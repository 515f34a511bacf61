package io.tallyport.provider.responses.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallyport.wire.EventWriter.Payload;
import java.io.IOException;

/** A piece of the answer's {@code output}, told by its own events from the one that adds it to the one that ends it. */
sealed interface OutputItem permits MessageItem, ReasoningItem, CallItem {

    /** Ends it, and its open part; an item that has ended stays as it is. */
    void close(Status status);

    void write(JsonGenerator json) throws IOException;

    /** Where an item stands in the answer: all its events say so. */
    record Place(NumberedEvents events, String id, int index) {

        void added(OutputItem item) {
            whole("response.output_item.added", item);
        }

        void done(OutputItem item) {
            whole("response.output_item.done", item);
        }

        /** An event about a part of the item. */
        void part(String type, Payload fields) {
            events.event(type, json -> {
                json.writeStringField("item_id", id);
                json.writeNumberField("output_index", index);
                fields.write(json);
            });
        }

        private void whole(String type, OutputItem item) {
            events.event(type, json -> {
                json.writeFieldName("item");
                item.write(json);
                json.writeNumberField("output_index", index);
            });
        }
    }
}
