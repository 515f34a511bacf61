package io.tallyport.workbench.simulator.dialect.openai.shared;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import io.tallyport.workbench.simulator.dialect.FirstRefusal;
import io.tallyport.workbench.simulator.request.RequestFields;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Checks of single fields; the first that fails is the answer. */
public final class Rules {
    private final FirstRefusal first = new FirstRefusal();

    public void add(Refusal refusal) {
        first.add(refusal);
    }

    public Optional<Refusal> first() {
        return first.get();
    }

    /** Unknown names that hold null are let pass: the provider's own clients send some. */
    public void onlyKnown(String path, JsonNode object, Set<String> known) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            if (!known.contains(name) && object.hasNonNull(name)) {
                add(Refused.unknown(path + "." + name));
            }
        }
    }

    /** Whether it is there, and not null. */
    public boolean required(String path, JsonNode object, String name) {
        if (object.hasNonNull(name)) {
            return true;
        }
        add(Refused.missing(path + "." + name));
        return false;
    }

    public void text(String path, JsonNode object, String name) {
        if (required(path, object, name) && !object.get(name).isTextual()) {
            add(Refused.type(path + "." + name, "a string", kind(object.get(name))));
        }
    }

    /** Whether it is there and an object. */
    public boolean object(String path, JsonNode object, String name) {
        if (!required(path, object, name)) {
            return false;
        }
        if (!object.get(name).isObject()) {
            add(Refused.type(path + "." + name, "an object", kind(object.get(name))));
        }
        return object.get(name).isObject();
    }

    public void inRange(RequestFields fields, String name, int least, int most) {
        OptionalDouble value = fields.decimal(name);
        if (value.isEmpty()) {
            if (fields.has(name)) {
                add(Refused.type(name, "a decimal", "something else"));
            }
            return;
        }
        String got = String.format(Locale.ROOT, "%s", value.getAsDouble());
        if (value.getAsDouble() < least) {
            add(Refused.tooSmall(name, "decimal", String.valueOf(least), got));
        }
        if (value.getAsDouble() > most) {
            add(Refused.tooLarge(name, "decimal", String.valueOf(most), got));
        }
    }

    public static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "an array";
            case STRING, BINARY -> "a string";
            case NUMBER -> value.isIntegralNumber() ? "an integer" : "a decimal";
            case BOOLEAN -> "a boolean";
            case NULL, MISSING -> "null";
        };
    }
}
