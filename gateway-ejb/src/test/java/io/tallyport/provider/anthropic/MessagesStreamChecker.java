package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * A strict client of Messages streams: every recorded stream of Anthropic's passes, and whatever breaks their order or
 * framing throws. Source: wire.md 2.3.
 */
public final class MessagesStreamChecker {
    private static final Set<String> TAKING_INPUT = Set.of("tool_use", "server_tool_use", "mcp_tool_use");

    private final Set<String> kinds = new HashSet<>();
    private State state = State.BEFORE;
    private int blocks;
    private String open = "";
    private String input = "";
    private boolean signed;

    private enum State {
        BEFORE,
        BETWEEN_BLOCKS,
        IN_BLOCK,
        ENDING,
        OVER
    }

    private MessagesStreamChecker() {}

    /** @throws IllegalStateException that says what is wrong, and with which event */
    public static void check(byte[] stream) {
        String text = new String(stream, StandardCharsets.UTF_8);
        MessagesStreamChecker checker = new MessagesStreamChecker();
        require(!text.contains("\r"), "lines end in LF", text);
        require(text.endsWith("\n\n"), "the last event ends in a blank line", text);
        for (String event : text.substring(0, text.length() - 2).split("\n\n", -1)) {
            checker.frame(event);
        }
        require(checker.state == State.OVER, "message_stop ends a stream", "");
    }

    private void frame(String event) {
        String[] lines = event.split("\n", -1);
        require(lines.length == 2, "an event is two lines", event);
        require(lines[0].startsWith("event: ") && lines[1].startsWith("data: "), "event: and data:", event);
        ObjectNode data = (ObjectNode)
                JsonTree.value(lines[1].substring("data: ".length()).strip())
                        .filter(JsonNode::isObject)
                        .orElseThrow(() -> new IllegalStateException("data is an object: " + event));
        String type = data.path("type").asText();
        require(lines[0].equals("event: " + type), "the event is named as its type", event);
        require(state != State.OVER, "nothing follows the end", event);
        event(type, data, event);
    }

    private void event(String type, ObjectNode data, String event) {
        switch (type) {
            case "message_start" -> {
                move(State.BEFORE, State.BETWEEN_BLOCKS, event);
                messageStart(data.path("message"), event);
            }
            case "content_block_start" -> {
                move(State.BETWEEN_BLOCKS, State.IN_BLOCK, event);
                require(data.path("index").asInt(-1) == blocks, "indexes count from 0", event);
                blockStart(data.path("content_block"), event);
            }
            case "content_block_delta" -> {
                require(state == State.IN_BLOCK, "a delta belongs to an open block", event);
                require(data.path("index").asInt(-1) == blocks, "a delta belongs to the open block", event);
                delta(data.path("delta"), event);
            }
            case "content_block_stop" -> {
                move(State.IN_BLOCK, State.BETWEEN_BLOCKS, event);
                require(data.path("index").asInt(-1) == blocks, "the open block is stopped", event);
                blocks++;
                blockStop(event);
            }
            case "message_delta" -> {
                move(State.BETWEEN_BLOCKS, State.ENDING, event);
                messageDelta(data, event);
            }
            case "message_stop" -> move(State.ENDING, State.OVER, event);
            case "ping" -> require(state != State.BEFORE, "a ping follows message_start", event);
            case "error" -> {
                require(data.path("error").path("type").isTextual(), "an error has a type", event);
                state = State.OVER;
            }
            default -> throw new IllegalStateException("unknown event: " + event);
        }
    }

    private void move(State from, State to, String event) {
        require(state == from, "comes in state " + from + ", not " + state, event);
        state = to;
    }

    private static void messageStart(JsonNode message, String event) {
        require(message.path("type").asText().equals("message"), "type message", event);
        require(message.path("role").asText().equals("assistant"), "role assistant", event);
        require(message.path("id").asText().startsWith("msg_"), "id msg_", event);
        require(message.path("model").isTextual(), "a model", event);
        require(message.path("content").isArray() && message.path("content").isEmpty(), "no content yet", event);
        require(
                message.path("stop_reason").isNull()
                        && message.path("stop_sequence").isNull(),
                "no stop yet",
                event);
        require(message.path("usage").path("input_tokens").isInt(), "usage of input", event);
        require(message.path("usage").path("output_tokens").isInt(), "usage of output", event);
    }

    private void blockStart(JsonNode block, String event) {
        open = block.path("type").asText();
        kinds.add(open);
        input = "";
        signed = false;
        switch (open) {
            case "text" -> require(isEmptyText(block, "text"), "a text begins empty", event);
            case "thinking" ->
                require(isEmptyText(block, "thinking") && isEmptyText(block, "signature"), "begins empty", event);
            case "redacted_thinking" -> require(!block.path("data").asText().isEmpty(), "comes whole", event);
            case "tool_use", "server_tool_use", "mcp_tool_use" -> {
                require(!block.path("id").asText().isEmpty(), "a call has an id", event);
                require(!block.path("name").asText().isEmpty(), "a call has a name", event);
                require(block.path("input").isObject(), "input is an object", event);
            }
            default -> require(block.has("content"), "a result comes whole", event);
        }
    }

    private static boolean isEmptyText(JsonNode block, String field) {
        return block.path(field).isTextual() && block.path(field).textValue().isEmpty();
    }

    private void delta(JsonNode delta, String event) {
        require(!signed, "a signature is the last of its block", event);
        switch (delta.path("type").asText()) {
            case "text_delta" ->
                require(open.equals("text") && delta.path("text").isTextual(), "text", event);
            case "citations_delta" ->
                require(open.equals("text") && delta.path("citation").isObject(), "text", event);
            case "thinking_delta" ->
                require(open.equals("thinking") && delta.path("thinking").isTextual(), "thinking", event);
            case "signature_delta" -> {
                require(open.equals("thinking") && delta.path("signature").isTextual(), "thinking", event);
                signed = true;
            }
            case "input_json_delta" -> {
                require(TAKING_INPUT.contains(open), "input", event);
                require(delta.path("partial_json").isTextual(), "partial_json", event);
                input += delta.path("partial_json").textValue();
            }
            case "compaction_delta" -> require(open.equals("compaction"), "compaction", event);
            default -> throw new IllegalStateException("unknown delta: " + event);
        }
    }

    private void blockStop(String event) {
        require(!open.equals("thinking") || signed, "thinking is signed", event);
        if (open.equals("tool_use") && !input.isEmpty()) {
            require(
                    JsonTree.value(input).filter(JsonNode::isObject).isPresent(),
                    "input is an object: " + input,
                    event);
        }
    }

    private void messageDelta(JsonNode data, String event) {
        String reason = data.path("delta").path("stop_reason").asText("");
        require(!reason.isEmpty(), "a stop reason", event);
        require(data.path("delta").has("stop_sequence"), "a stop sequence or null", event);
        require(data.path("usage").path("output_tokens").isInt(), "usage of output", event);
        require(!reason.equals("tool_use") || kinds.contains("tool_use"), "tool_use with a call", event);
        require(!reason.equals("end_turn") || !kinds.contains("tool_use"), "a call ends with tool_use", event);
    }

    private static void require(boolean held, String rule, String event) {
        if (!held) {
            throw new IllegalStateException(rule + ": " + event);
        }
    }
}
