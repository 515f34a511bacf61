package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Model;
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
import io.tallyport.error.GatewayException;
import io.tallyport.provider.Target;
import io.tallyport.wire.JsonTree;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the body of a Messages request for another format's conversation. */
final class ConversationWriter {
    private static final long LEAST_BUDGET = 1024;

    /** Known to the provider, with a price of its own or none in the price book. */
    private static final Set<String> PRICED_APART =
            Set.of("container", "fallbacks", "inference_geo", "mcp_servers", "service_tier", "speed");

    private final Conversation conversation;
    private final Model model;
    private final long maxTokens;
    private final ObjectNode body = JsonTree.newObject();

    private ConversationWriter(Conversation conversation, Target target) {
        this.conversation = conversation;
        this.model = target.model();
        this.maxTokens = Objects.requireNonNullElse(conversation.sampling().maxOutputTokens(), target.outputTokens());
    }

    static byte[] write(Conversation conversation, Target target) {
        refuseWhatHasNoCounterpart(conversation);
        return JsonTree.bytes(new ConversationWriter(conversation, target).body());
    }

    /** Messages of role {@code system} are of the second API version, which has no sampling parameters. */
    static boolean needsSecondVersion(Conversation conversation) {
        return conversation.turns().stream().anyMatch(turn -> turn.role() == Role.SYSTEM);
    }

    private ObjectNode body() {
        body.put("model", conversation.model());
        body.put("max_tokens", maxTokens);
        body.put("stream", conversation.stream());
        ArrayNode system = body.putArray("system");
        conversation.system().forEach(text -> TurnWriter.text(system, text));
        if (system.isEmpty()) {
            body.remove("system");
        }
        TurnWriter.write(conversation.turns(), body.putArray("messages"));
        tools();
        boolean thinksByEffort = reasoning();
        sampling(thinksByEffort);
        if (conversation.answerFormat() instanceof AnswerFormat.JsonSchema format) {
            outputConfig()
                    .putObject("format")
                    .put("type", "json_schema")
                    .set("schema", closed(format.schema().deepCopy()));
        }
        if (conversation.user() != null) {
            body.putObject("metadata").put("user_id", conversation.user());
        }
        TurnWriter.cache(body, conversation.caching());
        new TreeMap<>(conversation.extras()).forEach((name, value) -> {
            if (PRICED_APART.contains(name)) {
                throw GatewayException.untranslatable(name, name + ": This is not served here.");
            }
            body.putIfAbsent(name, value);
        });
        return body;
    }

    private ObjectNode outputConfig() {
        return body.get("output_config") instanceof ObjectNode config ? config : body.putObject("output_config");
    }

    private static void refuseWhatHasNoCounterpart(Conversation conversation) {
        Sampling sampling = conversation.sampling();
        refuse(sampling.choices() > 1, "n", "this model gives one answer per request");
        refuse(sampling.logprobs(), "logprobs", "this model does not tell probabilities");
        refuse(isSome(sampling.topLogprobs()), "top_logprobs", "this model does not tell probabilities");
        JsonNode bias = sampling.logitBias();
        refuse(bias != null && !bias.isEmpty(), "logit_bias", "this model takes no bias");
        refuse(isSome(sampling.frequencyPenalty()), "frequency_penalty", "this model takes no penalties");
        refuse(isSome(sampling.presencePenalty()), "presence_penalty", "this model takes no penalties");
        refuse(
                conversation.answerFormat() instanceof AnswerFormat.JsonObject,
                "response_format",
                "this model needs a schema, send type json_schema");
    }

    private static void refuse(boolean wanted, String field, String words) {
        if (wanted) {
            throw GatewayException.untranslatable(field, field + ": " + words);
        }
    }

    private static boolean isSome(@Nullable Number number) {
        return number != null && number.doubleValue() != 0;
    }

    private void tools() {
        if (conversation.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (Tool tool : conversation.tools()) {
            switch (tool) {
                case Tool.Function function -> function(tools.addObject(), function);
                case Tool.Foreign foreign -> {
                    refuse(
                            foreign.format() != WireFormat.MESSAGES,
                            "tools",
                            "the tool " + foreign.value().path("type").asText()
                                    + " is not run by this model's provider");
                    tools.add(foreign.value());
                }
            }
        }
        toolChoice();
    }

    private static void function(ObjectNode tool, Tool.Function function) {
        tool.put("name", function.name());
        if (function.description() != null) {
            tool.put("description", function.description());
        }
        ObjectNode schema = tool.putObject("input_schema");
        schema.put("type", "object");
        if (function.schema() instanceof ObjectNode given) {
            schema.setAll(given);
        } else {
            schema.putObject("properties");
        }
        if (function.strict() != null) {
            tool.put("strict", function.strict());
        }
        TurnWriter.cache(tool, function.cache());
        new TreeMap<>(function.extras()).forEach(tool::putIfAbsent);
    }

    private void toolChoice() {
        Boolean parallel = conversation.parallelToolCalls();
        ToolChoice wanted = conversation.toolChoice();
        if (wanted == null && parallel == null) {
            return;
        }
        ObjectNode choice = body.putObject("tool_choice");
        switch (wanted) {
            case null -> choice.put("type", "auto");
            case ToolChoice.Auto auto -> choice.put("type", "auto");
            case ToolChoice.Any any -> choice.put("type", "any");
            case ToolChoice.None none -> choice.put("type", "none");
            case ToolChoice.Named named -> choice.put("type", "tool").put("name", named.name());
        }
        if (parallel != null && !(wanted instanceof ToolChoice.None)) {
            choice.put("disable_parallel_tool_use", !parallel);
        }
    }

    /** @return whether thinking was switched on for an effort, without the caller's naming it */
    private boolean reasoning() {
        Reasoning reasoning = conversation.reasoning();
        if (reasoning == null) {
            return false;
        }
        String effort = reasoning.effort();
        if (effort != null && !effort.equals("none") && model.takesEffort()) {
            outputConfig().put("effort", model.nearestEffort(effort));
        }
        ObjectNode thinking = reasoning.mode() == null ? thinkingFor(effort) : thinkingAs(reasoning, reasoning.mode());
        if (thinking == null) {
            return false;
        }
        body.set("thinking", thinking);
        boolean on = !thinking.path("type").asText().equals("disabled");
        if (on && reasoning.shown() != null) {
            thinking.put("display", reasoning.shown() ? "summarized" : "omitted");
        }
        return on && reasoning.mode() == null;
    }

    private ObjectNode thinkingAs(Reasoning reasoning, Mode mode) {
        return switch (mode) {
            case OFF -> thinking("disabled");
            case ADAPTIVE -> thinking("adaptive");
            case ON ->
                thinking("enabled")
                        .put(
                                "budget_tokens",
                                Objects.requireNonNullElseGet(
                                        reasoning.budgetTokens(), () -> budget(reasoning.effort())));
        };
    }

    private @Nullable ObjectNode thinkingFor(@Nullable String effort) {
        if (effort == null || !model.can(Capability.THINKING)) {
            return null;
        }
        if (effort.equals("none")) {
            return thinking("disabled");
        }
        if (isBarredFromThinking()) {
            return null;
        }
        if (model.can(Capability.ADAPTIVE_THINKING)) {
            return thinking("adaptive");
        }
        return maxTokens <= LEAST_BUDGET ? null : thinking("enabled").put("budget_tokens", budget(effort));
    }

    private static ObjectNode thinking(String type) {
        return JsonTree.newObject().put("type", type);
    }

    private long budget(@Nullable String effort) {
        long wanted =
                switch (effort) {
                    case null -> 4096;
                    case "minimal", "low" -> LEAST_BUDGET;
                    case "high" -> 16_384;
                    case "xhigh", "max" -> 32_768;
                    default -> 4096;
                };
        return Math.max(LEAST_BUDGET, Math.min(wanted, maxTokens - 1));
    }

    /** Anthropic refuses to think with a forced tool, or on from calls that it made without thinking. */
    private boolean isBarredFromThinking() {
        if (conversation.toolChoice() instanceof ToolChoice.Any
                || conversation.toolChoice() instanceof ToolChoice.Named) {
            return true;
        }
        boolean called = false;
        boolean thought = false;
        boolean inside = false;
        for (Turn turn : conversation.turns().reversed()) {
            if (turn.role() != Role.ASSISTANT) {
                if (inside) {
                    break;
                }
                continue;
            }
            inside = true;
            called |= turn.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
            thought |= turn.parts().stream().anyMatch(TurnWriter::isOwnThinking);
        }
        return called && !thought;
    }

    private void sampling(boolean thinksByEffort) {
        Sampling sampling = conversation.sampling();
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop_sequences");
            sampling.stop().forEach(stop::add);
        }
        if (!model.can(Capability.SAMPLING) || needsSecondVersion(conversation) || thinksByEffort) {
            return;
        }
        if (sampling.temperature() != null) {
            body.put("temperature", sampling.temperature().max(BigDecimal.ZERO).min(BigDecimal.ONE));
        }
        if (sampling.topP() != null && !isIdle(sampling.topP(), sampling.temperature())) {
            body.put("top_p", sampling.topP());
        }
        if (sampling.topK() != null) {
            body.put("top_k", sampling.topK());
        }
    }

    /** Newer models refuse both at once, and many clients always send a top_p of 1. */
    private static boolean isIdle(BigDecimal topP, @Nullable BigDecimal temperature) {
        return temperature != null && topP.compareTo(BigDecimal.ONE) == 0;
    }

    /** Anthropic takes closed objects only; one that says nothing of further properties is closed. */
    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(ConversationWriter::closed);
        return schema;
    }
}
