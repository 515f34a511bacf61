package io.tallyport.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function's definition as OpenAI shows it to its models: a type of TypeScript, its descriptions as comments. */
final class FunctionTypes {
    private final StringBuilder text = new StringBuilder();

    private FunctionTypes() {}

    static String of(Tool.Function function) {
        FunctionTypes types = new FunctionTypes();
        types.comment(function.description(), 0);
        JsonNode schema = function.schema();
        boolean takesNothing = schema == null || schema.path("properties").isEmpty();
        types.text.append("type ").append(function.name()).append(takesNothing ? " = () => any;\n\n" : " = (_: {\n");
        if (!takesNothing) {
            types.properties(schema, 0);
            types.text.append("}) => any;\n\n");
        }
        return types.text.toString();
    }

    private void comment(@Nullable String words, int indent) {
        if (words != null && !words.isEmpty()) {
            text.repeat(' ', indent).append("// ").append(words).append('\n');
        }
    }

    private void properties(@Nullable JsonNode schema, int indent) {
        if (schema == null) {
            return;
        }
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            comment(property.getValue().path("description").asText(""), indent);
            text.repeat(' ', indent)
                    .append(property.getKey())
                    .append(required.contains(property.getKey()) ? ": " : "?: ")
                    .append(type(property.getValue(), indent))
                    .append(",\n");
        }
    }

    private String type(JsonNode schema, int indent) {
        if (schema.path("enum").isArray()) {
            return join(schema.path("enum"), JsonNode::toString);
        }
        if (schema.path("anyOf").isArray()) {
            return join(schema.path("anyOf"), option -> type(option, indent));
        }
        if (schema.path("type").isArray()) {
            return join(schema.path("type"), JsonNode::asText);
        }
        return switch (schema.path("type").asText("any")) {
            case "integer" -> "number";
            case "array" -> type(schema.path("items"), indent) + "[]";
            case "object" -> object(schema, indent);
            case String other -> other;
        };
    }

    private String object(JsonNode schema, int indent) {
        if (schema.path("properties").isEmpty()) {
            return "object";
        }
        FunctionTypes nested = new FunctionTypes();
        nested.properties(schema, indent + 2);
        return nested.text.insert(0, "{\n").repeat(' ', indent).append('}').toString();
    }

    private static String join(JsonNode options, java.util.function.Function<JsonNode, String> text) {
        List<String> texts = new ArrayList<>();
        options.forEach(option -> texts.add(text.apply(option)));
        return String.join(" | ", texts);
    }
}
