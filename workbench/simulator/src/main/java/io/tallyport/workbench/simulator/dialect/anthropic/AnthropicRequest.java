package io.tallyport.workbench.simulator.dialect.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.dialect.Asked;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Asked.Ready;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.Posted;
import io.tallyport.workbench.simulator.dialect.Wants;
import io.tallyport.workbench.simulator.dialect.anthropic.rules.Complaints;
import io.tallyport.workbench.simulator.dialect.anthropic.rules.Conversation;
import io.tallyport.workbench.simulator.dialect.anthropic.rules.OutputRules;
import io.tallyport.workbench.simulator.dialect.anthropic.rules.SystemRules;
import io.tallyport.workbench.simulator.dialect.anthropic.rules.ThinkingRules;
import io.tallyport.workbench.simulator.dialect.anthropic.rules.ToolRules;
import io.tallyport.workbench.simulator.dialect.anthropic.rules.TopLevel;
import io.tallyport.workbench.simulator.prompt.Prompt;
import io.tallyport.workbench.simulator.request.RequestFields;
import io.tallyport.workbench.simulator.request.RequestFields.Slice;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks the body of {@code POST /v1/messages} and of its {@code count_tokens}. */
final class AnthropicRequest {
    private static final HttpString VERSION = new HttpString("anthropic-version");

    /** The first version with system messages in mid-conversation and without sampling parameters. */
    private static final String NEW_VERSION = "2026-10-21";

    private final Posted posted;
    private final RequestFields fields;
    private final boolean counting;
    private final Complaints complaints = new Complaints();

    private AnthropicRequest(Posted posted, RequestFields fields, boolean counting) {
        this.posted = posted;
        this.fields = fields;
        this.counting = counting;
    }

    static Asked message(Posted posted) {
        return read(posted, false);
    }

    static Asked count(Posted posted) {
        return read(posted, true);
    }

    private static Asked read(Posted posted, boolean counting) {
        try {
            RequestFields fields = RequestFields.read(posted.body(), 0, posted.body().length);
            return new AnthropicRequest(posted, fields, counting).read();
        } catch (JsonProcessingException e) {
            return Refusal.of(400, "The request body is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Asked read() throws IOException {
        String model = fields.text("model");
        if (model == null) {
            return Refusal.of(400, "model: Field required");
        }
        Slice messages = fields.slice("messages");
        if (messages == null) {
            return Refusal.of(400, "messages: Field required");
        }
        if (!messages.isArray()) {
            return Refusal.of(400, "messages: Input should be a valid list");
        }
        if (!counting) {
            checkLimit();
        }
        String version = posted.headers().getFirst(VERSION);
        boolean isNew = version != null && version.compareTo(NEW_VERSION) >= 0;
        if (!posted.output().lenient()) {
            TopLevel.check(fields, counting, isNew, complaints);
        }
        TopLevel.checkSampling(fields, model, complaints);
        AnthropicPrompt prompt = new AnthropicPrompt(fields, complaints);
        prompt.read(messages);
        Wants wants = wants(model, prompt.isPlain(), isNew);
        return complaints.first().<Asked>map(refusal -> refusal).orElseGet(() -> asked(model, prompt.finish(), wants));
    }

    private void checkLimit() {
        if (!fields.has("max_tokens")) {
            complaints.add("max_tokens: Field required");
            return;
        }
        if (fields.number("max_tokens").isEmpty()) {
            complaints.add("max_tokens: Input should be a valid integer");
        }
        if (fields.number("max_tokens").orElse(1) < 1) {
            complaints.add("max_tokens: Input should be greater than or equal to 1");
        }
    }

    /** Most requests want nothing but words; trees are only made of those that want more. */
    private Wants wants(String model, boolean isPlain, boolean isNew) throws IOException {
        SystemRules.check(fields.tree("system"), complaints);
        boolean hasTools = fields.has("tools") || fields.has("tool_choice");
        if (isPlain
                && !hasTools
                && !fields.has("thinking")
                && !fields.has("output_config")
                && !fields.has("output_format")) {
            return Wants.WORDS;
        }
        Conversation conversation = new Conversation(fields.tree("messages"), isNew, complaints);
        conversation.check();
        ToolRules tools = new ToolRules(fields.tree("tools"), fields.tree("tool_choice"), complaints);
        tools.check();
        ThinkingRules thinking = new ThinkingRules(fields.tree("thinking"), model, complaints);
        if (fields.has("thinking")) {
            thinking.check(fields, tools, counting);
            thinking.checkHistory(fields.tree("messages"));
        }
        @Nullable String json = new OutputRules(complaints).check(fields);
        List<Wants.Call> calls = conversation.asks() ? tools.offer().calls() : List.of();
        return new Wants(thinking.wanted(), calls, json);
    }

    private Asked asked(String model, Prompt prompt, Wants wants) {
        if (counting) {
            return Ready.free(model, Bytes.ascii("{\"input_tokens\":" + prompt.tokens() + "}"));
        }
        long limit = fields.number("max_tokens").orElse(1);
        return Call.of(AnthropicWire.MESSAGES, model, fields.flag("stream"), limit, prompt, wants);
    }
}
