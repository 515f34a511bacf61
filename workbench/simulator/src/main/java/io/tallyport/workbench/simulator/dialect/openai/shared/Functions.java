package io.tallyport.workbench.simulator.dialect.openai.shared;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.schema.ClosedObjects;
import java.util.regex.Pattern;

/** Functions and answer formats: names, and schemas that strictness asks something of. */
public final class Functions {
    private static final int LONGEST_NAME = 64;
    private static final String NAME = "^[a-zA-Z0-9_-]+$";
    private static final Pattern NAMES = Pattern.compile(NAME);

    private final Rules rules;

    public Functions(Rules rules) {
        this.rules = rules;
    }

    /** @param function an object with name, parameters and strict */
    public void check(String path, JsonNode function) {
        name(path, function);
        JsonNode parameters = function.path("parameters");
        String name = function.path("name").asText();
        if (parameters.isObject()
                && parameters.has("type")
                && !parameters.get("type").asText().equals("object")) {
            rules.add(Refused.refusal(
                    "Invalid schema for function '" + name
                            + "': schema must be a JSON Schema of 'type: \"object\"', got" + " 'type: \""
                            + parameters.get("type").asText() + "\"'.",
                    path + ".parameters",
                    "invalid_function_parameters"));
        }
        if (function.path("strict").asBoolean()) {
            strict("function '" + name + "'", parameters, path + ".parameters", "invalid_function_parameters");
        }
    }

    /** @param format an object with name, schema and strict */
    public void checkFormat(String path, JsonNode format) {
        name(path, format);
        if (format.path("strict").asBoolean() && rules.object(path, format, "schema")) {
            strict(
                    "response_format '" + format.path("name").asText() + "'",
                    format.get("schema"),
                    path,
                    "invalid_json_schema");
        }
    }

    private void name(String path, JsonNode named) {
        rules.text(path, named, "name");
        String name = named.path("name").asText();
        if (!NAMES.matcher(name).matches()) {
            rules.add(Refused.pattern(path + ".name", NAME));
        }
        if (name.length() > LONGEST_NAME) {
            rules.add(Refused.tooLong(path + ".name", LONGEST_NAME, name.length()));
        }
    }

    private void strict(String what, JsonNode schema, String param, String code) {
        String complaint = "Invalid schema for " + what + ": In context=(), ";
        if (ClosedObjects.hasOpenOne(schema)) {
            rules.add(Refused.refusal(
                    complaint + "'additionalProperties' is required to be supplied and to be false.", param, code));
        }
        if (ClosedObjects.hasOptionalProperty(schema)) {
            rules.add(Refused.refusal(
                    complaint + "'required' is required to be supplied and to be an array including every key in"
                            + " properties.",
                    param,
                    code));
        }
    }
}
