package io.tallyport.provider.openai.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Part;
import io.tallyport.chat.Turn;
import io.tallyport.wire.JsonTree;
import java.util.ArrayList;
import java.util.List;

/** Writes turns as messages. */
final class MessageWriter {
    private static final String BRIDGE = "OK.";

    private final Vendor vendor;
    private final String instructor;
    private final PartWriter parts;
    private final ArrayNode messages = JsonTree.newObject().arrayNode();

    MessageWriter(Vendor vendor, boolean thinks) {
        this.vendor = vendor;
        this.instructor = vendor == Vendor.OPENAI && thinks ? "developer" : "system";
        this.parts = new PartWriter(vendor);
    }

    ArrayNode messages(Conversation conversation) {
        if (!conversation.system().isEmpty()) {
            message(instructor).set("content", parts.content(conversation.system(), "system"));
        }
        conversation.turns().forEach(this::turn);
        return messages;
    }

    private void turn(Turn turn) {
        switch (turn.role()) {
            case USER -> user(turn);
            case ASSISTANT -> assistant(turn);
            case SYSTEM -> message(instructor).set("content", parts.content(turn.parts(), turn.path()));
        }
    }

    /** Results first, each a message, for a model's calls want their results at once; then what the user says. */
    private void user(Turn turn) {
        List<Part> said = new ArrayList<>();
        List<Part> own = new ArrayList<>();
        for (Part part : turn.parts()) {
            if (part instanceof Part.ToolResult result) {
                result(result, said, turn.path());
                continue;
            }
            own.add(part);
        }
        said.addAll(own);
        if (said.isEmpty()) {
            return;
        }
        if (vendor == Vendor.MISTRAL && lastRole().equals("tool")) {
            message("assistant").put("content", BRIDGE);
        }
        message("user").set("content", parts.content(said, turn.path()));
    }

    /** Tool messages are text: images and documents of a result follow in the user's message, each under a label. */
    private void result(Part.ToolResult result, List<Part> attached, String path) {
        List<Part> texts = new ArrayList<>();
        for (Part part : result.content()) {
            if (part instanceof Part.Text || PartWriter.isPlainText(part)) {
                texts.add(part);
                continue;
            }
            Part label = new Part.Text("[attachment " + (attached.size() / 2 + 1) + " of these tool results]");
            texts.add(label);
            attached.add(label);
            attached.add(part);
        }
        message("tool").put("tool_call_id", vendor.callId(result.callId())).set("content", parts.content(texts, path));
    }

    private void assistant(Turn turn) {
        List<Part.Text> texts = new ArrayList<>();
        StringBuilder refusal = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        ArrayNode calls = messages.arrayNode();
        for (Part part : turn.parts()) {
            switch (part) {
                case Part.ToolCall call -> calls.add(call(call));
                case Part.Refusal refused -> refusal.append(refused.text());
                case Part.Thinking thought -> thinking.append(thought.text());
                case Part.RedactedThinking redacted -> {}
                case Part.Text text -> texts.add(text);
                default -> throw Fields.unsupported(turn.path());
            }
        }
        texts.removeIf(text -> text.text().isEmpty());
        ObjectNode message = message("assistant");
        boolean silent = texts.isEmpty() && !(calls.isEmpty() && refusal.isEmpty());
        message.set("content", silent ? message.nullNode() : parts.content(texts, turn.path()));
        if (!refusal.isEmpty()) {
            message.put("refusal", refusal.toString());
        }
        if (vendor.takesThinking() && !thinking.isEmpty()) {
            message.put("reasoning_content", thinking.toString());
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
    }

    private JsonNode call(Part.ToolCall call) {
        ObjectNode written =
                JsonTree.newObject().put("id", vendor.callId(call.id())).put("type", "function");
        written.putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
        return written;
    }

    private ObjectNode message(String role) {
        return messages.addObject().put("role", role);
    }

    private String lastRole() {
        return messages.path(messages.size() - 1).path("role").asText();
    }
}
