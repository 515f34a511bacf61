package io.tallyport.workbench.simulator.dialect.gemini.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Field names with humps, however they were written. */
public final class Names {
    /** What stands below these is the caller's own. */
    private static final Set<String> FREE = Set.of(
            "args",
            "response",
            "parameters",
            "parametersJsonSchema",
            "responseJsonSchema",
            "responseSchema",
            "partMetadata");

    private Names() {}

    public static String withHumps(String name) {
        if (name.indexOf('_') < 0) {
            return name;
        }
        StringBuilder humps = new StringBuilder(name.length());
        boolean up = false;
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (character == '_') {
                up = true;
                continue;
            }
            humps.append(up ? Character.toUpperCase(character) : character);
            up = false;
        }
        return humps.toString();
    }

    public static JsonNode withHumps(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> array.add(withHumps(each)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = withHumps(field.getKey());
            object.set(name, FREE.contains(name) ? field.getValue() : withHumps(field.getValue()));
        }
        return object;
    }
}
