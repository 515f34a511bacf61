package io.tallyport.workbench.simulator.dialect.openai.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.Asked;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Posted;
import io.tallyport.workbench.simulator.dialect.Wants;
import io.tallyport.workbench.simulator.dialect.Wants.Thinking;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import io.tallyport.workbench.simulator.prompt.Ttl;
import io.tallyport.workbench.simulator.request.RequestFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks the body of {@code POST /v1/responses}. */
final class ResponsesRequest {
    private final Posted posted;
    private final RequestFields fields;
    private final Rules rules = new Rules();

    private ResponsesRequest(Posted posted, RequestFields fields) {
        this.posted = posted;
        this.fields = fields;
    }

    static Asked read(Posted posted) {
        try {
            RequestFields fields = RequestFields.read(posted.body(), 0, posted.body().length);
            return new ResponsesRequest(posted, fields).read();
        } catch (JsonProcessingException e) {
            return Refused.notJson();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Asked read() throws IOException {
        String model = fields.text("model");
        if (model == null) {
            return Refused.missing("model");
        }
        if (fields.text("input") == null && fields.array("input") == null) {
            return Refused.missing("input");
        }
        TopLevel topLevel = new TopLevel(fields, rules);
        topLevel.check(model, posted.output().lenient());
        InputPrompt prompt = new InputPrompt(fields);
        prompt.read();
        Wants wants = wants(prompt, topLevel.thinking(model));
        if (rules.first().isPresent()) {
            return rules.first().get();
        }
        Responses wire = new Responses(fields, topLevel.includesEncrypted());
        int limit = (int) Math.min(fields.number("max_output_tokens").orElse(Call.NO_LIMIT), Call.NO_LIMIT);
        Ttl retention = "24h".equals(fields.text("prompt_cache_retention")) ? Ttl.ONE_DAY : Ttl.TEN_MINUTES;
        return new Call(wire, model, fields.flag("stream"), limit, 1, true, retention, prompt.finish(), wants);
    }

    private Wants wants(InputPrompt prompt, Thinking thinking) throws IOException {
        boolean hasTools = fields.has("tools") || fields.has("tool_choice");
        if (prompt.isPlain() && !hasTools && !fields.has("text")) {
            return new Wants(thinking, List.of(), null);
        }
        Items items = new Items(fields.tree("input"), rules);
        items.check();
        ToolRules tools = new ToolRules(fields.tree("tools"), fields.tree("tool_choice"), rules);
        tools.check(fields.text("tool_choice"));
        JsonNode text = fields.tree("text");
        @Nullable String json = new TextRules(rules).check(text);
        boolean parallel = !fields.has("parallel_tool_calls") || fields.flag("parallel_tool_calls");
        List<Wants.Call> calls = items.ask() ? tools.offer(parallel).calls() : List.of();
        return new Wants(thinking, calls, json);
    }
}
