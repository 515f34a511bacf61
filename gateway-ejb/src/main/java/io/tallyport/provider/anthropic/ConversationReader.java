package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Part;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Reasoning.Mode;
import io.tallyport.chat.Sampling;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.Turn;
import io.tallyport.chat.Turn.Role;
import io.tallyport.chat.WireFormat;
import io.tallyport.wire.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a whole Messages request of either API version, to be told in another format. */
final class ConversationReader {
    private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "xhigh", "max");
    /** OpenAI wants a name, Anthropic has none. */
    private static final String FORMAT_NAME = "answer";

    private final RequestFields request;

    private ConversationReader(RequestFields request) {
        this.request = request;
    }

    static Conversation read(byte[] body) {
        return new ConversationReader(RequestFields.request(JsonTree.request(body))).conversation();
    }

    private Conversation conversation() {
        refuseAndIgnore();
        List<Part.Text> system = new ArrayList<>(PartReader.system(request));
        List<Turn> turns = turns(system);
        RequestFields choice = request.object("tool_choice");
        RequestFields output = request.object("output_config");
        RequestFields metadata = request.object("metadata");
        return new Conversation(
                request.text("model"),
                request.isOn("stream"),
                system,
                turns,
                request.list("tools", ConversationReader::tool),
                choice == null ? null : toolChoice(choice),
                choice == null ? null : parallel(choice),
                sampling(),
                reasoning(request.object("thinking"), output == null ? null : effort(output)),
                answerFormat(output),
                request.cacheMark(),
                metadata == null ? null : metadata.optionalText("user_id"),
                null,
                request.unread());
    }

    private void refuseAndIgnore() {
        request.refuse("mcp_servers", "container", "inference_geo", "fallbacks", "thread");
        request.ignore("service_tier", "context_management", "compaction", "diagnostics");
        request.ignore("billing_policy", "fallback_credit_token");
        String speed = request.optionalText("speed");
        if (speed != null && !speed.equals("standard")) {
            throw request.foreign("speed");
        }
    }

    /** Instructions ahead of the first turn join {@code system}. */
    private List<Turn> turns(List<Part.Text> system) {
        List<Turn> turns = new ArrayList<>();
        request.required("messages");
        for (Turn turn : request.list("messages", PartReader::turn)) {
            if (turn.role() != Role.SYSTEM || !turns.isEmpty()) {
                turns.add(turn);
                continue;
            }
            turn.parts().forEach(part -> system.add((Part.Text) part));
        }
        if (turns.isEmpty() && system.isEmpty()) {
            throw request.wrong("messages", "at least one message is required");
        }
        return turns;
    }

    private Sampling sampling() {
        return new Sampling(
                request.positive("max_tokens"),
                request.number("temperature"),
                request.number("top_p"),
                request.integer("top_k"),
                request.list("stop_sequences", ConversationReader::stopSequence),
                null,
                null,
                null,
                null,
                false,
                null,
                1);
    }

    private static String stopSequence(String path, JsonNode node) {
        if (!node.isTextual()) {
            throw RequestFields.refused(path, "Input should be a valid string");
        }
        return node.textValue();
    }

    private static Tool tool(String path, JsonNode node) {
        RequestFields tool = RequestFields.at(path, node);
        String type = tool.optionalText("type");
        if (type != null && !type.equals("custom")) {
            return new Tool.Foreign(WireFormat.MESSAGES, tool.whole());
        }
        if (!(tool.required("input_schema") instanceof ObjectNode schema)) {
            throw tool.wrong("input_schema", "Input should be a valid object");
        }
        refuseForeignTraits(tool);
        return new Tool.Function(
                tool.text("name"),
                tool.optionalText("description"),
                schema,
                tool.flag("strict"),
                tool.cacheMark(),
                tool.unread());
    }

    private static void refuseForeignTraits(RequestFields tool) {
        tool.ignore("eager_input_streaming");
        tool.refuse("input_examples");
        if (tool.isOn("defer_loading")) {
            throw tool.foreign("defer_loading");
        }
        List<JsonNode> callers = tool.list("allowed_callers", (path, caller) -> caller);
        if (callers.stream().anyMatch(caller -> !caller.asText().equals("direct"))) {
            throw tool.foreign("allowed_callers");
        }
    }

    private static ToolChoice toolChoice(RequestFields choice) {
        return switch (choice.text("type")) {
            case "auto" -> new ToolChoice.Auto();
            case "any" -> new ToolChoice.Any();
            case "none" -> new ToolChoice.None();
            case "tool" -> new ToolChoice.Named(choice.text("name"));
            default -> throw choice.wrong("type", "Input should be 'auto', 'any', 'tool' or 'none'");
        };
    }

    private static @Nullable Boolean parallel(RequestFields choice) {
        Boolean disabled = choice.flag("disable_parallel_tool_use");
        choice.refuseUnread();
        return disabled == null ? null : !disabled;
    }

    private static @Nullable Reasoning reasoning(@Nullable RequestFields thinking, @Nullable String effort) {
        if (thinking == null) {
            return effort == null ? null : new Reasoning(null, null, effort, null);
        }
        Mode mode =
                switch (thinking.text("type")) {
                    case "enabled" -> Mode.ON;
                    case "adaptive" -> Mode.ADAPTIVE;
                    case "disabled" -> Mode.OFF;
                    case "between_tools" -> throw thinking.foreign("type");
                    default -> throw thinking.wrong("type", "Input should be 'enabled', 'adaptive' or 'disabled'");
                };
        Reasoning reasoning = new Reasoning(mode, budget(thinking, mode), effort, shown(thinking));
        thinking.refuseUnread();
        return reasoning;
    }

    private static @Nullable Long budget(RequestFields thinking, Mode mode) {
        if (mode != Mode.ON) {
            return null;
        }
        thinking.required("budget_tokens");
        return thinking.positive("budget_tokens");
    }

    private static @Nullable Boolean shown(RequestFields thinking) {
        String display = thinking.optionalText("display");
        return switch (display) {
            case null -> null;
            case "omitted" -> false;
            case "summarized", "updates" -> true;
            default -> throw thinking.wrong("display", "Input should be 'summarized' or 'omitted'");
        };
    }

    private static @Nullable String effort(RequestFields output) {
        String effort = output.optionalText("effort");
        if (effort != null && !EFFORTS.contains(effort)) {
            throw output.wrong("effort", "Input should be 'low', 'medium', 'high', 'xhigh' or 'max'");
        }
        return effort;
    }

    private @Nullable AnswerFormat answerFormat(@Nullable RequestFields output) {
        RequestFields older = request.object("output_format");
        if (output == null) {
            return older == null ? null : schemaOf(older);
        }
        RequestFields format = output.object("format");
        output.refuse("task_budget");
        output.refuseUnread();
        if (format == null) {
            return older == null ? null : schemaOf(older);
        }
        return schemaOf(format);
    }

    /** Anthropic's answers always conform: strict. */
    private static AnswerFormat schemaOf(RequestFields format) {
        if (!format.text("type").equals("json_schema")) {
            throw format.wrong("type", "Input should be 'json_schema'");
        }
        if (!(format.required("schema") instanceof ObjectNode schema)) {
            throw format.wrong("schema", "Input should be a valid object");
        }
        format.refuseUnread();
        return new AnswerFormat.JsonSchema(FORMAT_NAME, schema, true, null);
    }
}
