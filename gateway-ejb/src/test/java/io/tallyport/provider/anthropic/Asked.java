package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Model;
import io.tallyport.catalog.Models;
import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.CacheMark;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A conversation in the making: fields to set, then the body that is written for a model. */
final class Asked {
    static final Turn HI = new Turn(Role.USER, List.of(new Part.Text("Hi")), "messages[0]");

    List<Part.Text> system = List.of();
    List<Turn> turns = List.of(HI);
    List<Tool> tools = List.of();
    List<String> stop = List.of();
    Map<String, JsonNode> extras = Map.of();
    int choices = 1;
    boolean logprobs;

    @Nullable
    Long maxTokens;

    @Nullable
    BigDecimal temperature;

    @Nullable
    BigDecimal topP;

    @Nullable
    BigDecimal frequencyPenalty;

    @Nullable
    BigDecimal presencePenalty;

    @Nullable
    JsonNode logitBias;

    @Nullable
    ToolChoice choice;

    @Nullable
    Boolean parallel;

    @Nullable
    Reasoning reasoning;

    @Nullable
    AnswerFormat format;

    @Nullable
    CacheMark caching;

    @Nullable
    String user;

    ObjectNode body() {
        return body(model(Capability.values()));
    }

    ObjectNode body(Model model) {
        byte[] body = new AnthropicProvider().write(conversation(), new Target(model, 500));
        return JsonTree.object(body, 0, body.length).orElseThrow();
    }

    Conversation conversation() {
        Sampling sampling = new Sampling(
                maxTokens,
                temperature,
                topP,
                null,
                stop,
                5L,
                frequencyPenalty,
                presencePenalty,
                logitBias,
                logprobs,
                null,
                choices);
        return new Conversation(
                "m", false, system, turns, tools, choice, parallel, sampling, reasoning, format, caching, user, "key",
                extras);
    }

    static Model model(Capability... capabilities) {
        return Models.of("m", "anthropic", Set.of(capabilities));
    }

    /** One that takes every effort. */
    static Model eager(Capability... capabilities) {
        return Models.of("m", "anthropic", Set.of(capabilities), "low", "medium", "high", "xhigh", "max");
    }
}
