package io.tallyport.workbench.simulator.dialect.openai.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.Asked;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.Posted;
import io.tallyport.workbench.simulator.dialect.Wants;
import io.tallyport.workbench.simulator.dialect.Wants.Thinking;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import io.tallyport.workbench.simulator.prompt.Ttl;
import io.tallyport.workbench.simulator.request.RequestFields;
import io.tallyport.workbench.simulator.request.RequestFields.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks the body of {@code POST /v1/chat/completions}. */
final class ChatRequest {
    private static final Wants WORDS = new Wants(Thinking.SHOWN_TO_TESTS, List.of(), null);

    private final Posted posted;
    private final RequestFields fields;
    private final Rules rules = new Rules();

    private ChatRequest(Posted posted, RequestFields fields) {
        this.posted = posted;
        this.fields = fields;
    }

    static Asked read(Posted posted) {
        try {
            RequestFields fields = RequestFields.read(posted.body(), 0, posted.body().length);
            return new ChatRequest(posted, fields).read();
        } catch (JsonProcessingException e) {
            return Refused.notJson();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Asked read() throws IOException {
        String model = fields.text("model");
        if (model == null) {
            return Refusal.of(400, "you must provide a model parameter");
        }
        Slice messages = fields.array("messages");
        if (messages == null) {
            return Refused.missing("messages");
        }
        TopLevel topLevel = new TopLevel(fields, rules);
        topLevel.check(model, posted.output().lenient());
        ChatPrompt prompt = new ChatPrompt(fields);
        prompt.read(messages);
        if (prompt.isEmpty()) {
            rules.add(Refused.emptyArray("messages"));
        }
        ToolRules tools = new ToolRules(fields.tree("tools"), fields.tree("tool_choice"), rules);
        Wants wants = wants(prompt, tools, messages);
        if (rules.first().isPresent()) {
            return rules.first().get();
        }
        return new Call(
                new Chat(tools.namesFunction()),
                model,
                fields.flag("stream"),
                topLevel.limit(),
                topLevel.choices(),
                topLevel.includeUsage(),
                "24h".equals(fields.text("prompt_cache_retention")) ? Ttl.ONE_DAY : Ttl.TEN_MINUTES,
                prompt.finish(),
                wants);
    }

    /** Most requests want nothing but words; trees are only made of those that want more. */
    private Wants wants(ChatPrompt prompt, ToolRules tools, Slice messages) throws IOException {
        boolean hasTools = fields.has("tools") || fields.has("tool_choice") || fields.has("parallel_tool_calls");
        if (prompt.isPlain() && !hasTools && !fields.has("response_format")) {
            return WORDS;
        }
        boolean isVendor = posted.output().reasoningContent() || posted.output().lenient();
        Messages conversation = new Messages(fields.tree("messages"), isVendor, rules);
        conversation.check();
        tools.check(fields);
        JsonNode format = fields.tree("response_format");
        @Nullable String json = new FormatRules(rules).check(format);
        if (format.path("type").asText().equals("json_object") && !fields.mentions(messages, "json")) {
            rules.add(Refused.refusal(
                    "'messages' must contain the word 'json' in some form, to use 'response_format' of type"
                            + " 'json_object'.",
                    "messages",
                    null));
        }
        boolean parallel = !fields.has("parallel_tool_calls") || fields.flag("parallel_tool_calls");
        List<Wants.Call> calls = conversation.asks() ? tools.offer(parallel).calls() : List.of();
        return new Wants(Thinking.SHOWN_TO_TESTS, calls, json);
    }
}
