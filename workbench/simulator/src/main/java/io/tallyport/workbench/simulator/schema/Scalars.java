package io.tallyport.workbench.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Strings and numbers within their bounds. */
final class Scalars {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Scalars() {}

    static JsonNode text(JsonNode schema) {
        String text =
                switch (schema.path("format").asText()) {
                    case "date-time" -> "2026-01-01T00:00:00Z";
                    case "date" -> "2026-01-01";
                    case "time" -> "00:00:00Z";
                    case "email" -> "sample@example.com";
                    case "uri", "url" -> "https://example.com/sample";
                    case "uuid" -> "00000000-0000-4000-8000-000000000000";
                    case "ipv4" -> "192.0.2.1";
                    default -> "sample";
                };
        int shortest = schema.path("minLength").asInt(0);
        int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        String padded = text + "e".repeat(Math.max(0, shortest - text.length()));
        return NODES.textNode(padded.substring(0, Math.min(padded.length(), longest)));
    }

    static JsonNode number(JsonNode schema) {
        double lowest = bound(schema, "minimum", "exclusiveMinimum", 1);
        double highest = bound(schema, "maximum", "exclusiveMaximum", -1);
        double value = 1;
        value = Double.isNaN(lowest) ? value : Math.max(value, Math.ceil(lowest));
        value = Double.isNaN(highest) ? value : Math.min(value, Math.floor(highest));
        double step = schema.path("multipleOf").asDouble(1);
        value = step > 0 ? Math.ceil(value / step) * step : value;
        if (value == Math.rint(value)) {
            return NODES.numberNode((long) value);
        }
        return NODES.numberNode(value);
    }

    /** Exclusive bounds are moved by a whole number. */
    private static double bound(JsonNode schema, String inclusive, String exclusive, int inwards) {
        if (schema.path(exclusive).isNumber()) {
            return schema.get(exclusive).asDouble() + inwards;
        }
        return schema.path(inclusive).isNumber() ? schema.get(inclusive).asDouble() : Double.NaN;
    }
}
