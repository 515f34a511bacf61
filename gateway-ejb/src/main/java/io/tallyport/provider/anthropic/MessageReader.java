package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.AnswerEvent.ArgumentsDelta;
import io.tallyport.chat.AnswerEvent.Cited;
import io.tallyport.chat.AnswerEvent.Failed;
import io.tallyport.chat.AnswerEvent.Finished;
import io.tallyport.chat.AnswerEvent.ForeignPart;
import io.tallyport.chat.AnswerEvent.PartEnded;
import io.tallyport.chat.AnswerEvent.RedactedThinking;
import io.tallyport.chat.AnswerEvent.RefusalDelta;
import io.tallyport.chat.AnswerEvent.Started;
import io.tallyport.chat.AnswerEvent.TextDelta;
import io.tallyport.chat.AnswerEvent.ThinkingDelta;
import io.tallyport.chat.AnswerEvent.ThinkingSigned;
import io.tallyport.chat.AnswerEvent.ToolCallStarted;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.WireFormat;
import io.tallyport.provider.AnswerReader;
import io.tallyport.provider.PassingStream;
import io.tallyport.wire.EventData;
import io.tallyport.wire.JsonFields;
import io.tallyport.wire.JsonTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one Message, as a stream or whole. Trees are built of the starts of blocks and of deltas that are objects, both
 * rare; a stream is finished by {@code message_stop} only.
 */
final class MessageReader implements AnswerReader {
    private final AnthropicUsage usage = new AnthropicUsage();
    private final TreeMap<Integer, Block> open = new TreeMap<>();
    private @Nullable String model;
    private @Nullable String stopReason;
    private @Nullable String stopSequence;
    private String explanation = "";
    private int calls;
    private boolean started;
    private boolean over;

    /** Of the event at hand. */
    private String type = "";

    private int index;
    private String deltaField = "";
    private String piece = "";
    private String errorType = "";

    /** @param input the arguments so far of a call, whoever runs its tool */
    private record Block(String type, ObjectNode start, StringBuilder input, int call) {}

    @Override
    public void event(byte[] bytes, int from, int to, Consumer<AnswerEvent> events) {
        int payload = EventData.start(bytes, from, to);
        if (payload < 0 || over) {
            return;
        }
        type = "";
        index = -1;
        deltaField = "";
        piece = "";
        if (!JsonFields.tryEach(bytes, payload, to, this::field)) {
            return;
        }
        switch (type) {
            case "message_start" -> start(events);
            case "content_block_start" ->
                object(bytes, payload, to, "content_block").ifPresent(block -> open(index, block, events));
            case "content_block_delta" -> delta(bytes, payload, to, events);
            case "content_block_stop" -> close(index, events);
            case "message_stop" -> finish(events);
            case "error" -> {
                over = true;
                events.accept(new Failed(PassingStream.failureOf(AnthropicStreamWatch.isOverload(errorType))));
            }
            default -> {}
        }
    }

    @Override
    public void end(Consumer<AnswerEvent> events) {}

    @Override
    public boolean plain(byte[] body, Consumer<AnswerEvent> events) {
        ObjectNode message = JsonTree.object(body, 0, body.length).orElse(null);
        if (message == null || !(message.get("content") instanceof ArrayNode content)) {
            return false;
        }
        JsonFields.tryEach(body, 0, body.length, this::messageField);
        start(events);
        for (int i = 0; i < content.size(); i++) {
            if (content.get(i) instanceof ObjectNode block) {
                open(i, block, events);
                close(i, events);
            }
        }
        finish(events);
        return true;
    }

    private boolean field(String name, JsonParser value) throws IOException {
        switch (name) {
            case "type" -> type = value.getText();
            case "index" -> index = (int) JsonFields.count(value);
            case "message", "delta" -> JsonFields.nested(value, this::messageField);
            case "usage" -> usage.accept(value);
            case "error" ->
                JsonFields.nested(value, (field, inner) -> {
                    if (field.equals("type")) {
                        errorType = inner.getText();
                    }
                    return false;
                });
            default -> {}
        }
        return false;
    }

    private boolean messageField(String name, JsonParser value) throws IOException {
        switch (name) {
            case "model" -> model = value.getValueAsString();
            case "usage" -> usage.accept(value);
            case "stop_reason" -> stopReason = value.getValueAsString();
            case "stop_sequence" -> stopSequence = value.getValueAsString();
            case "stop_details" ->
                JsonFields.nested(value, (field, inner) -> {
                    if (field.equals("explanation") && inner.currentToken() == JsonToken.VALUE_STRING) {
                        explanation = inner.getText();
                    }
                    return false;
                });
            case "text", "thinking", "signature", "partial_json" -> {
                deltaField = name;
                piece = value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : "";
            }
            case "citation", "content" -> deltaField = name;
            default -> {}
        }
        return false;
    }

    private void start(Consumer<AnswerEvent> events) {
        if (!started) {
            started = true;
            events.accept(new Started(model, usage.use()));
        }
    }

    private void open(int at, ObjectNode start, Consumer<AnswerEvent> events) {
        start(events);
        String kind = start.path("type").asText();
        Block block = new Block(kind, start, new StringBuilder(), calls);
        open.put(at, block);
        switch (kind) {
            case "text" -> {
                text(start.path("text").asText(), events);
                start.path("citations").forEach(citation -> events.accept(new Cited(citation)));
            }
            case "thinking" -> {
                thinking(start.path("thinking").asText(), events);
                signature(start.path("signature").asText(), events);
            }
            case "tool_use" -> {
                events.accept(new ToolCallStarted(
                        calls, start.path("id").asText(), start.path("name").asText()));
                calls++;
            }
            case "redacted_thinking" ->
                events.accept(new RedactedThinking(start.path("data").asText()));
            default -> {}
        }
    }

    private void delta(byte[] bytes, int payload, int to, Consumer<AnswerEvent> events) {
        Block block = open.get(index);
        if (block == null) {
            return;
        }
        switch (deltaField) {
            case "text" -> text(piece, events);
            case "thinking" -> thinking(piece, events);
            case "signature" -> signature(piece, events);
            case "partial_json" -> arguments(block, events);
            case "citation" ->
                object(bytes, payload, to, "delta")
                        .ifPresent(delta -> events.accept(new Cited(delta.path("citation"))));
            case "content" -> object(bytes, payload, to, "delta").ifPresent(delta -> content(block, delta));
            default -> {}
        }
    }

    private static void text(String text, Consumer<AnswerEvent> events) {
        if (!text.isEmpty()) {
            events.accept(new TextDelta(text));
        }
    }

    private static void thinking(String text, Consumer<AnswerEvent> events) {
        if (!text.isEmpty()) {
            events.accept(new ThinkingDelta(text));
        }
    }

    private static void signature(String signature, Consumer<AnswerEvent> events) {
        if (!signature.isEmpty()) {
            events.accept(new ThinkingSigned(signature));
        }
    }

    private void arguments(Block block, Consumer<AnswerEvent> events) {
        block.input().append(piece);
        if (block.type().equals("tool_use") && !piece.isEmpty()) {
            events.accept(new ArgumentsDelta(block.call(), piece));
        }
    }

    /** A delta that says what a block of the provider's holds, such as a compaction. */
    private static void content(Block block, ObjectNode delta) {
        delta.remove("type");
        block.start().setAll(delta);
    }

    private void close(int at, Consumer<AnswerEvent> events) {
        Block block = open.remove(at);
        if (block == null) {
            return;
        }
        switch (block.type()) {
            case "text", "thinking" -> events.accept(new PartEnded());
            case "tool_use" -> {
                if (block.input().isEmpty()) {
                    events.accept(new ArgumentsDelta(block.call(), wholeInput(block)));
                }
                events.accept(new PartEnded());
            }
            case "redacted_thinking" -> {}
            default -> {
                if (!block.input().isEmpty()) {
                    block.start()
                            .set("input", CallArguments.object(block.input().toString()));
                }
                events.accept(new ForeignPart(WireFormat.MESSAGES, block.start()));
            }
        }
    }

    private static String wholeInput(Block block) {
        return block.start().get("input") instanceof ObjectNode input ? JsonTree.text(input) : "{}";
    }

    private void finish(Consumer<AnswerEvent> events) {
        start(events);
        for (Integer at : List.copyOf(open.keySet())) {
            close(at, events);
        }
        if (!explanation.isEmpty()) {
            events.accept(new RefusalDelta(explanation));
        }
        over = true;
        events.accept(new Finished(reason(), stopSequence, usage.use()));
    }

    private StopReason reason() {
        return switch (stopReason) {
            case "max_tokens" -> StopReason.MAX_TOKENS;
            case "stop_sequence" -> StopReason.STOP_SEQUENCE;
            case "tool_use" -> StopReason.TOOL_USE;
            case "pause_turn", "compaction" -> StopReason.PAUSE;
            case "refusal" -> StopReason.REFUSAL;
            case "model_context_window_exceeded" -> StopReason.CONTEXT_WINDOW;
            case null, default -> calls > 0 ? StopReason.TOOL_USE : StopReason.END;
        };
    }

    private static Optional<ObjectNode> object(byte[] bytes, int from, int to, String field) {
        return JsonTree.object(bytes, from, to)
                .map(event -> (JsonNode) event.get(field))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }
}
