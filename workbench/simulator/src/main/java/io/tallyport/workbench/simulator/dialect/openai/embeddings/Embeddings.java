package io.tallyport.workbench.simulator.dialect.openai.embeddings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.account.Usage;
import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Quoted;
import io.tallyport.workbench.simulator.dialect.Asked;
import io.tallyport.workbench.simulator.dialect.Asked.Ready;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.Endpoint;
import io.tallyport.workbench.simulator.dialect.Endpoint.Breaks;
import io.tallyport.workbench.simulator.dialect.Posted;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import io.tallyport.workbench.simulator.prompt.CacheUse;
import io.tallyport.workbench.simulator.request.RequestFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** {@code POST /v1/embeddings}. */
public final class Embeddings {
    /** Never streamed: these only break a replay. */
    private static final Breaks BREAKS = Breaks.of("data: {\"error\":{}}\n\n", "data: {\n\n");

    public static final Endpoint ENDPOINT = Endpoint.of(Embeddings::read, BREAKS);

    private static final Set<String> KNOWN = Set.of("model", "input", "dimensions", "encoding_format", "user");
    private static final int LARGEST_MODEL = 3072;
    private static final int USUAL = 1536;

    private Embeddings() {}

    private static Asked read(Posted posted) {
        try {
            return check(
                    RequestFields.read(posted.body(), 0, posted.body().length),
                    posted.output().lenient());
        } catch (JsonProcessingException e) {
            return Refused.notJson();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Asked check(RequestFields fields, boolean lenient) throws IOException {
        String model = fields.text("model");
        if (model == null) {
            return Refusal.of(400, "you must provide a model parameter");
        }
        Rules rules = new Rules();
        if (!lenient) {
            fields.firstNameNot(KNOWN::contains).ifPresent(name -> rules.add(Refused.unknown(name)));
        }
        String text = fields.text("input");
        JsonNode list = fields.tree("input");
        Inputs inputs = text == null ? Inputs.of(list, rules) : Inputs.of(text, rules);
        long dimensions = fields.number("dimensions").orElse(model.endsWith("-large") ? LARGEST_MODEL : USUAL);
        if (dimensions < 1 || dimensions > LARGEST_MODEL) {
            rules.add(Refused.tooSmall("dimensions", "integer", "1", String.valueOf(dimensions)));
        }
        String encoding = fields.has("encoding_format") ? String.valueOf(fields.text("encoding_format")) : "float";
        if (!Set.of("float", "base64").contains(encoding)) {
            rules.add(Refused.value("encoding_format", encoding, "'float' and 'base64'"));
        }
        return rules.first()
                .<Asked>map(refusal -> refusal)
                .orElseGet(() -> answer(model, inputs, (int) dimensions, encoding.equals("base64")));
    }

    private static Ready answer(String model, Inputs inputs, int dimensions, boolean inBase64) {
        Usage usage = Usage.of(new CacheUse(inputs.tokens(), 0, 0, 0), 0, 0);
        return new Ready(model, usage, reportUsage -> {
            Bytes out = new Bytes(256 + inputs.seeds().size() * dimensions * 12).add("{\"object\":\"list\",\"data\":[");
            for (int i = 0; i < inputs.seeds().size(); i++) {
                out.add(i == 0 ? "" : ",")
                        .add("{\"object\":\"embedding\",\"index\":")
                        .add(i)
                        .add(",\"embedding\":");
                Vector vector = Vector.of(inputs.seeds().get(i), dimensions);
                out.add(inBase64 ? vector.base64() : vector.list()).add("}");
            }
            out.add("],\"model\":").add(Quoted.of(model));
            if (reportUsage) {
                long tokens = inputs.tokens();
                out.add(",\"usage\":{\"prompt_tokens\":" + tokens + ",\"total_tokens\":" + tokens + "}");
            }
            return out.add("}\n").toArray();
        });
    }
}
