package io.tallyport.workbench.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/**
 * One instance of a JSON Schema: its required properties, {@code "sample"} for strings, 1 for numbers, the first of an
 * enumeration or of alternatives.
 */
public final class Sample {
    /** Deeper than any sensible schema: recursive ones end in null here. */
    private static final int DEEPEST = 24;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode root;

    private Sample(JsonNode root) {
        this.root = root;
    }

    /** An instance as JSON. */
    public static String of(JsonNode schema) {
        return new Sample(schema).value(schema, 0).toString();
    }

    /** An instance as JSON that is an object, whatever the schema says. */
    public static String object(JsonNode schema) {
        JsonNode value = schema.isObject() ? new Sample(schema).value(schema, 0) : NODES.nullNode();
        return value.isObject() ? value.toString() : "{}";
    }

    private JsonNode value(JsonNode schema, int depth) {
        if (depth > DEEPEST) {
            return NODES.nullNode();
        }
        if (schema.has("$ref")) {
            return value(referred(schema.get("$ref").asText()), depth + 1);
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.path("enum").has(0)) {
            return schema.get("enum").get(0);
        }
        for (String alternatives : new String[] {"anyOf", "oneOf"}) {
            if (schema.path(alternatives).has(0)) {
                return value(firstNonNull(schema.get(alternatives)), depth + 1);
            }
        }
        if (schema.path("allOf").has(0)) {
            return all(schema.get("allOf"), depth);
        }
        return typed(schema, depth);
    }

    private JsonNode typed(JsonNode schema, int depth) {
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer", "number" -> Scalars.number(schema);
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            default -> Scalars.text(schema);
        };
    }

    /** Gemini writes types in upper case. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        JsonNode first = type.isArray() ? firstNonNull(type) : type;
        if (first.isTextual()) {
            return first.asText().toLowerCase(Locale.ROOT);
        }
        if (schema.has("properties") || schema.has("required")) {
            return "object";
        }
        return schema.has("items") ? "array" : "string";
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (contains(schema.path("required"), property.getKey())) {
                object.set(property.getKey(), value(property.getValue(), depth + 1));
            }
        }
        schema.path("required").forEach(name -> object.putIfAbsent(name.asText(), NODES.textNode("sample")));
        return object;
    }

    private JsonNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        int items = Math.min(
                Math.max(1, schema.path("minItems").asInt(1)),
                schema.path("maxItems").asInt(100));
        for (int i = 0; i < items; i++) {
            JsonNode item = schema.path("prefixItems").path(i);
            array.add(value(item.isMissingNode() ? schema.path("items") : item, depth + 1));
        }
        return array;
    }

    private JsonNode all(JsonNode schemas, int depth) {
        ObjectNode merged = NODES.objectNode();
        for (JsonNode schema : schemas) {
            JsonNode value = value(schema, depth + 1);
            if (!(value instanceof ObjectNode object)) {
                return value;
            }
            merged.setAll(object);
        }
        return merged;
    }

    /** Only references within the schema, as the providers allow. */
    private JsonNode referred(String reference) {
        if (!reference.startsWith("#")) {
            return NODES.objectNode();
        }
        return root.at(reference.substring(1));
    }

    private static JsonNode firstNonNull(JsonNode alternatives) {
        for (JsonNode alternative : alternatives) {
            boolean isNull = alternative.asText().equals("null")
                    || alternative.path("type").asText().equals("null");
            if (!isNull) {
                return alternative;
            }
        }
        return alternatives.path(0);
    }

    private static boolean contains(JsonNode names, String name) {
        for (JsonNode each : names) {
            if (each.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
