package io.tallyport.workbench.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** Structured outputs want every object of a schema to say that it has no other properties. */
public final class ClosedObjects {
    private ClosedObjects() {}

    /** Whether any object in the schema, however deep, leaves other properties open. */
    public static boolean hasOpenOne(JsonNode schema) {
        if (schema.isArray()) {
            return anyOf(schema);
        }
        if (!schema.isObject()) {
            return false;
        }
        JsonNode other = schema.path("additionalProperties");
        boolean isOpen = "object".equals(schema.path("type").asText()) && (!other.isBoolean() || other.asBoolean());
        return isOpen
                || anyOf(schema.path("properties"))
                || anyOf(schema.path("$defs"))
                || anyOf(schema.path("definitions"))
                || hasOpenOne(schema.path("items"))
                || anyOf(schema.path("anyOf"))
                || anyOf(schema.path("allOf"));
    }

    /** Whether strict structured outputs would miss a property among the required ones. */
    public static boolean hasOptionalProperty(JsonNode schema) {
        int required = schema.path("required").size();
        return required < schema.path("properties").size();
    }

    private static boolean anyOf(JsonNode schemas) {
        for (JsonNode schema : schemas) {
            if (hasOpenOne(schema)) {
                return true;
            }
        }
        return false;
    }
}
