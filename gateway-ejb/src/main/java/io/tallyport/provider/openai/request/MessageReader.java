package io.tallyport.provider.openai.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.Part;
import io.tallyport.chat.Turn;
import io.tallyport.chat.Turn.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads messages into turns. Tool messages that follow each other, and a user's message behind them, are one turn of the
 * user: other providers want all results of a turn's calls together.
 */
final class MessageReader {
    private final List<Part.Text> system = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private final List<Part> results = new ArrayList<>();
    private String resultsPath = "";

    void read(Fields message) {
        String role = message.requiredText("role");
        switch (role) {
            case "system", "developer" -> instructions(message);
            case "user" -> user(message);
            case "assistant" -> assistant(message);
            case "tool" -> result(message);
            case "function" -> throw Fields.unsupported(message.path("role"));
            default -> throw Fields.wrong(message.path("role"), "system, developer, user, assistant or tool");
        }
        message.refuseRest();
    }

    List<Part.Text> system() {
        return system;
    }

    List<Turn> turns() {
        endResults();
        return turns;
    }

    private void instructions(Fields message) {
        endResults();
        List<Part> parts = new ArrayList<>(PartReader.content(message, PartReader.TEXT));
        PartReader.markLast(parts, message.cacheMark());
        if (turns.isEmpty()) {
            parts.forEach(part -> system.add((Part.Text) part));
            return;
        }
        turns.add(new Turn(Role.SYSTEM, parts, message.path()));
    }

    private void user(Fields message) {
        List<Part> parts = new ArrayList<>(PartReader.content(message, PartReader.OF_USERS));
        PartReader.markLast(parts, message.cacheMark());
        if (results.isEmpty()) {
            turns.add(new Turn(Role.USER, parts, message.path()));
            return;
        }
        results.addAll(parts);
        endResults();
    }

    private void result(Fields message) {
        if (results.isEmpty()) {
            resultsPath = message.path();
        }
        // Older clients repeat the function's name here; the call's id says it all.
        message.accept(List.of("name"));
        List<Part> content = PartReader.content(message, PartReader.OF_TOOLS);
        boolean silent = content.equals(List.of(new Part.Text("")));
        results.add(new Part.ToolResult(
                message.requiredText("tool_call_id"), silent ? List.of() : content, false, message.cacheMark()));
    }

    private void endResults() {
        if (!results.isEmpty()) {
            turns.add(new Turn(Role.USER, results, resultsPath));
            results.clear();
        }
    }

    private void assistant(Fields message) {
        endResults();
        if (message.get("audio") != null) {
            throw Fields.unsupported(message.path("audio"));
        }
        // What the official clients' helpers add to an answer, and send back with it.
        message.accept(List.of("annotations", "parsed"));
        List<Part> parts = thinking(message);
        List<Part> calls = calls(message);
        JsonNode content = message.get("content");
        if (content != null && !(content.isArray() && content.isEmpty())) {
            parts.addAll(PartReader.content(message, PartReader.OF_ASSISTANTS));
            parts.removeIf(part -> part instanceof Part.Text text && text.text().isEmpty());
        }
        String refusal = message.text("refusal");
        if (refusal != null && !refusal.isEmpty()) {
            parts.add(new Part.Refusal(refusal));
        }
        parts.addAll(calls);
        if (parts.isEmpty() && content == null) {
            throw message.missing("content");
        }
        PartReader.markLast(parts, message.cacheMark());
        turns.add(new Turn(Role.ASSISTANT, parts.isEmpty() ? List.of(new Part.Text("")) : parts, message.path()));
    }

    /** The vendors' {@code reasoning_content} repeats the {@code thinking_blocks} of our answers where both are there. */
    private static List<Part> thinking(Fields message) {
        String text = message.text("reasoning_content");
        String otherText = message.text("reasoning");
        List<Part> parts = new ArrayList<>();
        for (Fields block : message.objects("thinking_blocks")) {
            parts.add(thinkingBlock(block));
            block.accept(List.of("index"));
            block.refuseRest();
        }
        String alone = text == null ? otherText : text;
        if (parts.isEmpty() && alone != null && !alone.isEmpty()) {
            parts.add(new Part.Thinking(alone, null));
        }
        return parts;
    }

    private static Part thinkingBlock(Fields block) {
        return switch (block.requiredText("type")) {
            case "thinking" -> new Part.Thinking(block.requiredText("thinking"), block.text("signature"));
            case "redacted_thinking" -> new Part.RedactedThinking(block.requiredText("data"));
            default -> throw Fields.wrong(block.path("type"), "thinking or redacted_thinking");
        };
    }

    private static List<Part> calls(Fields message) {
        List<Part> calls = new ArrayList<>();
        for (Fields call : message.objects("tool_calls")) {
            calls.add(call(call));
        }
        return calls;
    }

    private static Part call(Fields call) {
        String type = call.text("type");
        if (type != null && !type.equals("function")) {
            throw Fields.unsupported(call.path("type"));
        }
        // Clients that collect a stream send the calls back as they gathered them, and parsed them.
        call.accept(List.of("index"));
        Fields function = call.requiredObject("function");
        function.accept(List.of("parsed_arguments"));
        String arguments = function.text("arguments");
        Part read = new Part.ToolCall(
                call.requiredText("id"),
                function.requiredText("name"),
                arguments == null ? "" : arguments,
                call.cacheMark());
        function.refuseRest();
        call.refuseRest();
        return read;
    }
}
