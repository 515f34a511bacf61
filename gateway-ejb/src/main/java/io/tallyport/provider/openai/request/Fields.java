package io.tallyport.provider.openai.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.CacheMark;
import io.tallyport.error.GatewayException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of a request; refusals name them by their whole path. What nobody asked for is left over. JSON
 * null is as good as absent.
 */
final class Fields {
    private final String path;
    private final ObjectNode object;
    private final Set<String> asked = new HashSet<>();

    /** @param path where the object stands; empty for the request itself */
    Fields(String path, ObjectNode object) {
        this.path = path;
        this.object = object;
    }

    String path() {
        return path;
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    JsonNode node() {
        return object;
    }

    @Nullable
    JsonNode get(String name) {
        asked.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    @Nullable
    String text(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(path(name), "a string");
        }
        return value.textValue();
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw missing(name);
        }
        return text;
    }

    @Nullable
    Boolean flag(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw wrong(path(name), "a boolean");
        }
        return value.booleanValue();
    }

    @Nullable
    Long integer(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(path(name), "an integer");
        }
        return value.longValue();
    }

    @Nullable
    Long positive(String name) {
        Long value = integer(name);
        if (value != null && value < 1) {
            throw GatewayException.invalid(path(name), path(name) + " must be an integer of at least 1.");
        }
        return value;
    }

    @Nullable
    BigDecimal number(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw wrong(path(name), "a number");
        }
        return value.decimalValue();
    }

    @Nullable
    Fields object(String name) {
        JsonNode value = get(name);
        return value == null ? null : of(path(name), value);
    }

    Fields requiredObject(String name) {
        Fields found = object(name);
        if (found == null) {
            throw missing(name);
        }
        return found;
    }

    /** The objects of an array; none where it is absent. */
    List<Fields> objects(String name) {
        JsonNode value = get(name);
        return value == null ? List.of() : objects(path(name), value);
    }

    static List<Fields> objects(String path, JsonNode array) {
        if (!array.isArray()) {
            throw wrong(path, "an array");
        }
        List<Fields> found = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            found.add(of(path + "[" + found.size() + "]", element));
        }
        return found;
    }

    /** {@code cache_control}, where Anthropic's callers put it. */
    @Nullable
    CacheMark cacheMark() {
        Fields control = object("cache_control");
        if (control == null) {
            return null;
        }
        if (!control.requiredText("type").equals("ephemeral")) {
            throw wrong(control.path("type"), "ephemeral");
        }
        String ttl = control.text("ttl");
        control.refuseRest();
        return switch (ttl) {
            case null -> CacheMark.DEFAULT;
            case "5m" -> CacheMark.FIVE_MINUTES;
            case "1h" -> CacheMark.ONE_HOUR;
            default -> throw wrong(control.path("ttl"), "5m or 1h");
        };
    }

    /** Marks fields as known that are accepted and not passed on. */
    void accept(Iterable<String> names) {
        names.forEach(asked::add);
    }

    /** What nobody asked for. */
    Map<String, JsonNode> rest() {
        Map<String, JsonNode> rest = new HashMap<>();
        object.properties().forEach(field -> {
            if (!asked.contains(field.getKey()) && !field.getValue().isNull()) {
                rest.put(field.getKey(), field.getValue());
            }
        });
        return rest;
    }

    /** @throws GatewayException if anything is left that says something */
    void refuseRest() {
        rest().forEach((name, value) -> {
            if (!value.isContainerNode() || !value.isEmpty()) {
                throw unsupported(path(name));
            }
        });
    }

    GatewayException missing(String name) {
        return GatewayException.invalid(path(name), "Missing required parameter: '" + path(name) + "'.");
    }

    static GatewayException wrong(String path, String wanted) {
        return GatewayException.invalid(path, "The field " + path + " must be " + wanted + ".");
    }

    static GatewayException unsupported(String path) {
        return GatewayException.untranslatable(
                path, path + " has no counterpart at this model's provider: leave it out.");
    }

    private static Fields of(String path, JsonNode value) {
        if (!(value instanceof ObjectNode found)) {
            throw wrong(path, "an object");
        }
        return new Fields(path, found);
    }
}
