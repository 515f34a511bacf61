package io.tallyport.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Model;
import io.tallyport.catalog.Models;
import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Part;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Sampling;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.Turn;
import io.tallyport.chat.Turn.Role;
import io.tallyport.provider.Target;
import io.tallyport.wire.JsonTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A conversation in the making, and what the provider writes of it. */
final class Chat {
    static final Model FLASH_25 = model("gemini-2.5-flash", Capability.THINKING, Capability.THINKING_BUDGET);
    static final Model PRO_25 = model("gemini-2.5-pro", Capability.THINKING, Capability.THINKING_BUDGET);
    static final Model FLASH_3 = model("gemini-3-flash-preview", Capability.THINKING);
    static final Model PRO_31 = model("gemini-3.1-pro-preview", Capability.THINKING);
    static final Model FLASH_20 = model("gemini-2.0-flash");

    final List<Part.Text> system = new ArrayList<>();
    final List<Tool> tools = new ArrayList<>();
    final List<String> stop = new ArrayList<>();
    final Map<String, JsonNode> extras = new HashMap<>();
    private final List<Turn> turns = new ArrayList<>();

    @Nullable
    ToolChoice toolChoice;

    @Nullable
    Boolean parallelToolCalls;

    @Nullable
    Reasoning reasoning;

    @Nullable
    AnswerFormat format;

    Sampling sampling = sampling(List.of());

    static Chat asking(String text) {
        return new Chat().user(new Part.Text(text));
    }

    Chat user(Part... parts) {
        return turn(Role.USER, parts);
    }

    Chat assistant(Part... parts) {
        return turn(Role.ASSISTANT, parts);
    }

    Chat turn(Role role, Part... parts) {
        turns.add(new Turn(role, List.of(parts), "messages[" + turns.size() + "]"));
        return this;
    }

    Chat function(String name, String schema) {
        tools.add(new Tool.Function(name, "", JsonTree.value(schema).orElseThrow(), null, null, Map.of()));
        return this;
    }

    ObjectNode written(Model model) {
        Conversation conversation = new Conversation(
                model.id(),
                true,
                system,
                turns,
                tools,
                toolChoice,
                parallelToolCalls,
                sampling,
                reasoning,
                format,
                null,
                "user-1",
                "key-1",
                extras);
        return JsonTree.request(new GeminiProvider().write(conversation, new Target(model, 4096)));
    }

    static Sampling sampling(List<String> stop) {
        return new Sampling(null, null, null, null, stop, null, null, null, null, false, null, 1);
    }

    static Sampling everySampling() {
        return new Sampling(
                100L,
                new BigDecimal("1.5"),
                new BigDecimal("0.9"),
                40L,
                List.of("a", "b"),
                7L,
                new BigDecimal("0.5"),
                BigDecimal.ZERO,
                JsonTree.newObject(),
                false,
                null,
                1);
    }

    static Part.ToolCall call(String id, String name, String arguments) {
        return new Part.ToolCall(id, name, arguments, null);
    }

    static Part.ToolResult result(String id, Part... content) {
        return new Part.ToolResult(id, List.of(content), false, null);
    }

    private static Model model(String id, Capability... capabilities) {
        return Models.of(id, "google", Set.of(capabilities));
    }
}
