package io.tallyport.workbench.simulator.dialect.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.dialect.Asked;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.dialect.Asked.Ready;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.FunctionOffer;
import io.tallyport.workbench.simulator.dialect.Posted;
import io.tallyport.workbench.simulator.dialect.Wants;
import io.tallyport.workbench.simulator.dialect.gemini.rules.Complaints;
import io.tallyport.workbench.simulator.dialect.gemini.rules.Contents;
import io.tallyport.workbench.simulator.dialect.gemini.rules.GenerationRules;
import io.tallyport.workbench.simulator.dialect.gemini.rules.Names;
import io.tallyport.workbench.simulator.dialect.gemini.rules.ToolRules;
import io.tallyport.workbench.simulator.dialect.gemini.rules.TopLevel;
import io.tallyport.workbench.simulator.request.RequestFields;
import io.tallyport.workbench.simulator.request.RequestFields.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Reads and checks the bodies of generateContent, streamGenerateContent and countTokens. */
final class GenerateRequest {
    private final Posted posted;
    private final ModelPath path;
    private final RequestFields fields;
    private final Complaints complaints = new Complaints();

    private GenerateRequest(Posted posted, RequestFields fields) {
        this.posted = posted;
        this.path = ModelPath.of(posted.path()).orElseThrow();
        this.fields = fields;
    }

    static Asked generate(Posted posted) {
        return read(posted, false);
    }

    static Asked count(Posted posted) {
        return read(posted, true);
    }

    private static Asked read(Posted posted, boolean counting) {
        try {
            RequestFields fields =
                    RequestFields.read(posted.body(), 0, posted.body().length).renamed(Names::withHumps);
            GenerateRequest request = new GenerateRequest(posted, fields);
            return counting ? request.count() : request.generate();
        } catch (JsonProcessingException e) {
            return Refusal.of(400, "Invalid JSON payload received. " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The contents alone, or with all that would be sent with them. */
    private Asked count() throws IOException {
        Slice whole = fields.slice("generateContentRequest");
        RequestFields counted = whole == null ? fields : fields.object(whole).renamed(Names::withHumps);
        GeminiPrompt prompt = new GeminiPrompt(counted);
        prompt.read();
        long tokens = prompt.finish().tokens();
        return Ready.free(
                path.model(),
                Bytes.ascii("{\"totalTokens\": " + tokens
                        + ",\"promptTokensDetails\": [{\"modality\": \"TEXT\",\"tokenCount\": " + tokens + "}]}\n"));
    }

    private Asked generate() throws IOException {
        TopLevel.check(fields, posted.output().lenient(), complaints);
        Slice config = fields.slice("generationConfig");
        RequestFields settings =
                config == null ? RequestFields.NONE : fields.object(config).renamed(Names::withHumps);
        GenerationRules generation = new GenerationRules(settings, path.model(), complaints);
        generation.check();
        GeminiPrompt prompt = new GeminiPrompt(fields);
        prompt.read();
        Wants wants = new Wants(generation.thinking(), calls(prompt, generation), generation.json());
        if (complaints.first().isPresent()) {
            return complaints.first().get();
        }
        boolean streams = path.operation().startsWith("stream");
        boolean asEvents = Arrays.asList(posted.query().split("&", -1)).contains("alt=sse");
        GenerateContent wire = new GenerateContent(Contents.signs(path.model()), streams && !asEvents);
        return Call.of(wire, path.model(), streams && asEvents, generation.limit(), prompt.finish(), wants);
    }

    private List<Wants.Call> calls(GeminiPrompt prompt, GenerationRules generation) throws IOException {
        if (prompt.isPlain() && !fields.has("tools") && !fields.has("toolConfig")) {
            return List.of();
        }
        Contents contents = new Contents(tree("contents"), path.model(), complaints);
        contents.check();
        ToolRules tools = new ToolRules(tree("tools"), tree("toolConfig"), complaints);
        tools.check();
        FunctionOffer offer = tools.offer();
        if (!offer.functions().isEmpty()) {
            generation.checkWithFunctions();
        }
        return contents.ask() ? offer.calls() : List.of();
    }

    private JsonNode tree(String name) throws IOException {
        return Names.withHumps(fields.tree(name));
    }
}
