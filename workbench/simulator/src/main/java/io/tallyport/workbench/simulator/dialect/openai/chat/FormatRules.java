package io.tallyport.workbench.simulator.dialect.openai.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.openai.shared.Functions;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import io.tallyport.workbench.simulator.schema.Sample;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code response_format}. */
final class FormatRules {
    private static final String ANYTHING = "{\"answer\":\"sample\"}";

    private final Rules rules;

    FormatRules(Rules rules) {
        this.rules = rules;
    }

    /** The text that the format asks for, or null for words. */
    @Nullable
    String check(JsonNode format) {
        if (format.isMissingNode()) {
            return null;
        }
        String path = "response_format";
        return switch (format.path("type").asText()) {
            case "text" -> null;
            case "json_object" -> ANYTHING;
            case "json_schema" -> {
                rules.onlyKnown(path, format, Set.of("type", "json_schema"));
                yield rules.object(path, format, "json_schema")
                        ? schema(path + ".json_schema", format.get("json_schema"))
                        : null;
            }
            default -> {
                rules.add(Refused.value(
                        path + ".type", format.path("type").asText(), "'json_object', 'json_schema', and 'text'"));
                yield null;
            }
        };
    }

    private String schema(String path, JsonNode schema) {
        rules.onlyKnown(path, schema, Set.of("name", "description", "schema", "strict"));
        new Functions(rules).checkFormat(path, schema);
        return schema.has("schema") ? Sample.of(schema.get("schema")) : ANYTHING;
    }
}
