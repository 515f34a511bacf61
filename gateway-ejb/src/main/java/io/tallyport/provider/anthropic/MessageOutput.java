package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.TokenUse;
import io.tallyport.wire.EventWriter;
import io.tallyport.wire.JsonTree;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a Message goes, block by block: into a stream's events or into one body. The order is its caller's business. */
sealed interface MessageOutput {

    void begin(String model, TokenUse use);

    /** @param block as it stands in {@code content_block_start}: whole, or with its deltas' field empty */
    void start(ObjectNode block);

    /** @param field of the block which {@code text} belongs to, by its name in the delta */
    void delta(String type, String field, String text);

    void cite(JsonNode citation);

    void stop();

    void finish(String stopReason, @Nullable String stopSequence, TokenUse use);

    byte[] take();

    /** A message without its content and end. */
    private static ObjectNode head(String id, String model) {
        return JsonTree.newObject()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }

    /** {@code stop_details} tells the category of a refusal, which no other provider gives. */
    private static void putStop(ObjectNode owner, @Nullable String reason, @Nullable String sequence) {
        owner.put("stop_reason", reason).put("stop_sequence", sequence).putNull("stop_details");
    }

    /** Server-sent events. */
    final class Events implements MessageOutput {
        private static final String PING = "{\"type\": \"ping\"}";

        private final EventWriter events = new EventWriter();
        private final String id;
        private int index = -1;

        Events(String id) {
            this.id = id;
        }

        @Override
        public void begin(String model, TokenUse use) {
            ObjectNode message = head(id, model);
            message.putArray("content");
            putStop(message, null, null);
            message.set("usage", startUsage(use));
            event("message_start", json -> tree(json, "message", message));
        }

        @Override
        public void start(ObjectNode block) {
            index++;
            event("content_block_start", json -> {
                json.writeNumberField("index", index);
                tree(json, "content_block", block);
            });
            if (index == 0) {
                events.event("ping", json -> json.writeRaw(PING));
            }
        }

        @Override
        public void delta(String type, String field, String text) {
            blockDelta(type, json -> json.writeStringField(field, text));
        }

        @Override
        public void cite(JsonNode citation) {
            blockDelta("citations_delta", json -> tree(json, "citation", citation));
        }

        @Override
        public void stop() {
            event("content_block_stop", json -> json.writeNumberField("index", index));
        }

        @Override
        public void finish(String stopReason, @Nullable String stopSequence, TokenUse use) {
            ObjectNode delta = JsonTree.newObject();
            putStop(delta, stopReason, stopSequence);
            event("message_delta", json -> {
                tree(json, "delta", delta);
                tree(json, "usage", AnthropicUsage.json(use));
            });
            event("message_stop", json -> {});
        }

        @Override
        public byte[] take() {
            return events.take();
        }

        /** Clients replace counts by the last ones, but keep the split of cache writes as it began: unknown, not zero. */
        private static ObjectNode startUsage(TokenUse use) {
            ObjectNode usage = AnthropicUsage.json(use);
            return use.tokens().isNone() ? usage.without("cache_creation") : usage;
        }

        private void blockDelta(String type, EventWriter.Payload rest) {
            event("content_block_delta", json -> {
                json.writeNumberField("index", index);
                json.writeObjectFieldStart("delta");
                json.writeStringField("type", type);
                rest.write(json);
                json.writeEndObject();
            });
        }

        private void event(String type, EventWriter.Payload rest) {
            events.event(type, json -> {
                json.writeStartObject();
                json.writeStringField("type", type);
                rest.write(json);
                json.writeEndObject();
            });
        }

        /** By way of bytes, which hold half surrogates escaped: models cut texts anywhere. */
        private static void tree(JsonGenerator json, String field, JsonNode value) throws IOException {
            json.writeFieldName(field);
            json.writeRawValue(JsonTree.text(value));
        }
    }

    /** One body. */
    final class Whole implements MessageOutput {
        private final ObjectNode message;
        private final ArrayNode content;
        private final StringBuilder text = new StringBuilder();
        private ObjectNode block = JsonTree.newObject();
        private String grown = "";
        private byte[] body = {};

        Whole(String id) {
            message = head(id, "");
            content = message.putArray("content");
        }

        @Override
        public void begin(String model, TokenUse use) {
            message.put("model", model);
        }

        @Override
        public void start(ObjectNode start) {
            block = start;
            content.add(block);
        }

        @Override
        public void delta(String type, String field, String piece) {
            if (!grown.equals(field)) {
                settle();
                grown = field;
            }
            text.append(piece);
        }

        @Override
        public void cite(JsonNode citation) {
            block.withArray("citations").add(citation);
        }

        @Override
        public void stop() {
            settle();
        }

        @Override
        public void finish(String stopReason, @Nullable String stopSequence, TokenUse use) {
            putStop(message, stopReason, stopSequence);
            message.set("usage", AnthropicUsage.json(use));
            body = JsonTree.bytes(message);
        }

        @Override
        public byte[] take() {
            byte[] taken = body;
            body = new byte[0];
            return taken;
        }

        private void settle() {
            if (grown.equals("partial_json")) {
                block.set("input", CallArguments.object(text.toString()));
            } else if (!grown.isEmpty()) {
                block.put(grown, text.toString());
            }
            text.setLength(0);
            grown = "";
        }
    }
}
