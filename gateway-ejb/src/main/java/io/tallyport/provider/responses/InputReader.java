package io.tallyport.provider.responses;

import io.tallyport.chat.Part;
import io.tallyport.chat.Turn;
import io.tallyport.chat.Turn.Role;
import io.tallyport.provider.responses.answer.PackedThinking;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers input items into turns: what the model said, thought and called in a row is one turn; so are the results of
 * its calls with the message behind them.
 */
final class InputReader {
    private final List<Part.Text> system = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private @Nullable OpenTurn open;

    private InputReader() {}

    static InputReader read(Fields request) {
        InputReader reader = new InputReader();
        String instructions = request.optionalText("instructions");
        if (instructions != null && !instructions.isEmpty()) {
            reader.system.add(new Part.Text(instructions));
        }
        if (request.value("input").isTextual()) {
            reader.turns.add(new Turn(Role.USER, List.of(new Part.Text(request.text("input"))), "input"));
            return reader;
        }
        request.objects("input").forEach(reader::item);
        reader.close();
        return reader;
    }

    /** Instructions ahead of the first turn. */
    List<Part.Text> system() {
        return system;
    }

    List<Turn> turns() {
        return turns;
    }

    private void item(Fields item) {
        String type = item.has("type") ? item.text("type") : "message";
        switch (type) {
            case "message" -> message(item);
            case "function_call" -> call(item);
            case "function_call_output" -> result(item);
            case "reasoning" -> reasoning(item);
            case "item_reference" ->
                throw item.refusal(
                        "type",
                        "Nothing is stored for this model, so " + item.path()
                                + " cannot be looked up: send the item itself (with store: false clients do).");
            default -> throw item.refusal("type", "Items of type '" + type + "' are not served for this model.");
        }
    }

    private void message(Fields item) {
        item.refuseAllBut(Set.of("type", "role", "content", "id", "status", "phase", "cache_control"));
        String role = item.text("role");
        List<Part> parts = ContentReader.parts(item, "content", ContentReader.mark(item));
        switch (role) {
            case "user" -> user(item, parts);
            case "assistant" ->
                parts.stream().filter(InputReader::saysSomething).forEach(turn(Role.ASSISTANT, item).parts::add);
            case "system", "developer" -> instructions(item, parts);
            default -> throw item.refusal("role", "A role must be 'user', 'assistant', 'system' or 'developer'.");
        }
    }

    /** Providers refuse empty texts, and the model's own add nothing. */
    private static boolean saysSomething(Part part) {
        return !(part instanceof Part.Text text && text.text().isEmpty());
    }

    private void user(Fields item, List<Part> parts) {
        if (open == null || open.results.isEmpty() || !open.parts.isEmpty()) {
            close();
        }
        turn(Role.USER, item).parts.addAll(parts);
    }

    private void instructions(Fields item, List<Part> parts) {
        List<Part.Text> texts = new ArrayList<>();
        for (Part part : parts) {
            if (!(part instanceof Part.Text text)) {
                throw item.refusal("content", "A " + item.text("role") + " message may hold text only.");
            }
            texts.add(text);
        }
        close();
        if (turns.isEmpty()) {
            system.addAll(texts);
            return;
        }
        turns.add(new Turn(Role.SYSTEM, List.copyOf(texts), item.path()));
    }

    private void call(Fields item) {
        item.refuseAllBut(Set.of("type", "call_id", "name", "arguments", "id", "status", "caller", "cache_control"));
        turn(Role.ASSISTANT, item)
                .parts
                .add(new Part.ToolCall(
                        item.text("call_id"), item.text("name"), item.text("arguments"), ContentReader.mark(item)));
    }

    private void result(Fields item) {
        item.refuseAllBut(Set.of("type", "call_id", "output", "id", "status", "caller", "cache_control"));
        List<Part> content = ContentReader.parts(item, "output", null);
        turn(Role.USER, item)
                .results
                .add(new Part.ToolResult(item.text("call_id"), content, false, ContentReader.mark(item)));
    }

    /** Thinking packed by {@link PackedThinking} is unpacked; what another provider encrypted is left out. */
    private void reasoning(Fields item) {
        item.refuseAllBut(Set.of("type", "id", "summary", "content", "encrypted_content", "status"));
        String packed = item.optionalText("encrypted_content");
        List<Part> thinking = packed == null ? plainThinking(item) : PackedThinking.unpack(packed);
        if (!thinking.isEmpty()) {
            turn(Role.ASSISTANT, item).parts.addAll(thinking);
        }
    }

    private static List<Part> plainThinking(Fields item) {
        StringBuilder text = new StringBuilder();
        boolean whole = item.has("content") && !item.value("content").isEmpty();
        for (Fields part : item.objects(whole ? "content" : "summary")) {
            text.append(text.isEmpty() ? "" : "\n\n").append(part.text("text"));
        }
        return text.isEmpty() ? List.of() : List.of(new Part.Thinking(text.toString(), null));
    }

    /** The turn that {@code item} goes on with, or a new one. */
    private OpenTurn turn(Role role, Fields item) {
        if (open == null || open.role != role) {
            close();
            open = new OpenTurn(role, item.path());
        }
        return open;
    }

    private void close() {
        if (open != null) {
            open.addTo(turns);
            open = null;
        }
    }

    private static final class OpenTurn {
        private final Role role;
        private final String path;
        private final List<Part> results = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();

        OpenTurn(Role role, String path) {
            this.role = role;
            this.path = path;
        }

        void addTo(List<Turn> turns) {
            List<Part> all = new ArrayList<>(results);
            all.addAll(parts);
            if (!all.isEmpty()) {
                turns.add(new Turn(role, all, path));
            }
        }
    }
}
