package io.tallyport.workbench.simulator.dialect.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.openai.shared.Functions;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import io.tallyport.workbench.simulator.schema.Sample;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code text} with its format. */
final class TextRules {
    private final Rules rules;

    TextRules(Rules rules) {
        this.rules = rules;
    }

    /** The text that the format asks for, or null for words. */
    @Nullable
    String check(JsonNode text) {
        rules.onlyKnown("text", text, Set.of("format", "verbosity"));
        JsonNode format = text.path("format");
        return switch (format.path("type").asText("text")) {
            case "text" -> null;
            case "json_object" -> "{\"answer\":\"sample\"}";
            case "json_schema" -> {
                rules.onlyKnown("text.format", format, Set.of("type", "name", "description", "schema", "strict"));
                rules.object("text.format", format, "schema");
                new Functions(rules).checkFormat("text.format", format);
                yield Sample.of(format.path("schema"));
            }
            default -> {
                rules.add(Refused.value(
                        "text.format.type", format.path("type").asText(), "'json_object', 'json_schema', and 'text'"));
                yield null;
            }
        };
    }
}
