package io.tallyport.provider.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.error.GatewayException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of a request and where it stands, so that a refusal names its field. A null field counts as absent. */
record Fields(JsonNode node, String path) {

    static Fields of(JsonNode value, String path) {
        if (!value.isObject()) {
            throw GatewayException.invalid(path, "The field " + path + " must be an object.");
        }
        return new Fields(value, path);
    }

    boolean has(String name) {
        JsonNode value = value(name);
        return !value.isMissingNode() && !value.isNull();
    }

    JsonNode value(String name) {
        return node.path(name);
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    Fields object(String name) {
        return of(value(name), at(name));
    }

    /** The objects of an array; none if it is absent. */
    List<Fields> objects(String name) {
        if (!has(name)) {
            return List.of();
        }
        if (!value(name).isArray()) {
            throw wrongType(name, "an array");
        }
        List<Fields> objects = new ArrayList<>();
        for (JsonNode element : value(name)) {
            objects.add(of(element, at(name) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw refusal(name, "Missing required parameter: '" + at(name) + "'.");
        }
        return text;
    }

    @Nullable
    String optionalText(String name) {
        if (!has(name)) {
            return null;
        }
        if (!value(name).isTextual()) {
            throw wrongType(name, "a string");
        }
        return value(name).textValue();
    }

    @Nullable
    Boolean flag(String name) {
        if (!has(name)) {
            return null;
        }
        if (!value(name).isBoolean()) {
            throw wrongType(name, "a boolean");
        }
        return value(name).booleanValue();
    }

    @Nullable
    Long positive(String name) {
        if (!has(name)) {
            return null;
        }
        if (!value(name).isIntegralNumber()
                || !value(name).canConvertToLong()
                || value(name).longValue() < 1) {
            throw wrongType(name, "an integer of at least 1");
        }
        return value(name).longValue();
    }

    @Nullable
    BigDecimal number(String name) {
        if (!has(name)) {
            return null;
        }
        if (!value(name).isNumber()) {
            throw wrongType(name, "a number");
        }
        return value(name).decimalValue();
    }

    /** Refuses fields beside {@code known} that say something: left out, they would change what is asked. */
    void refuseAllBut(Set<String> known) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            JsonNode value = field.getValue();
            boolean saysNothing = value.isNull() || (value.isContainerNode() && value.isEmpty());
            if (!saysNothing && !known.contains(field.getKey())) {
                throw GatewayException.untranslatable(
                        at(field.getKey()),
                        "The field " + at(field.getKey()) + " cannot be passed on to this model's provider.");
            }
        }
    }

    GatewayException refusal(String name, String why) {
        return GatewayException.invalid(at(name), why);
    }

    private GatewayException wrongType(String name, String wanted) {
        return refusal(name, "The field " + at(name) + " must be " + wanted + ".");
    }
}
