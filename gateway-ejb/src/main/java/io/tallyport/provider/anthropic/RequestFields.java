package io.tallyport.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.chat.CacheMark;
import io.tallyport.error.GatewayException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One object of a request and its place in it. Knows which of its fields were read, so that the rest can be refused or
 * ride along; refuses in Anthropic's words. A field that is null counts as absent.
 */
final class RequestFields {
    private final ObjectNode node;
    private final String path;
    private final Set<String> read = new HashSet<>();

    private RequestFields(ObjectNode node, String path) {
        this.node = node;
        this.path = path;
    }

    static RequestFields request(ObjectNode body) {
        return new RequestFields(body, "");
    }

    static RequestFields at(String path, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new RequestFields(object, path);
        }
        throw refused(path, "Input should be a valid object");
    }

    static GatewayException refused(String path, String words) {
        return GatewayException.invalid(path, path + ": " + words);
    }

    String path() {
        return path;
    }

    ObjectNode whole() {
        return node;
    }

    GatewayException wrong(String name, String words) {
        return refused(pathOf(name), words);
    }

    GatewayException foreign(String name) {
        return GatewayException.untranslatable(
                pathOf(name), pathOf(name) + ": Only Anthropic's own models understand this");
    }

    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    @Nullable
    JsonNode get(String name) {
        read.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    JsonNode required(String name) {
        JsonNode value = get(name);
        if (value == null) {
            throw wrong(name, "Field required");
        }
        return value;
    }

    String text(String name) {
        return text(name, required(name));
    }

    @Nullable
    String optionalText(String name) {
        JsonNode value = get(name);
        return value == null ? null : text(name, value);
    }

    @Nullable
    Boolean flag(String name) {
        JsonNode value = get(name);
        if (value != null && !value.isBoolean()) {
            throw wrong(name, "Input should be a valid boolean");
        }
        return value == null ? null : value.booleanValue();
    }

    boolean isOn(String name) {
        return Boolean.TRUE.equals(flag(name));
    }

    @Nullable
    BigDecimal number(String name) {
        JsonNode value = get(name);
        if (value != null && !value.isNumber()) {
            throw wrong(name, "Input should be a valid number");
        }
        return value == null ? null : value.decimalValue();
    }

    @Nullable
    Long integer(String name) {
        JsonNode value = get(name);
        if (value != null && !(value.isIntegralNumber() && value.canConvertToLong())) {
            throw wrong(name, "Input should be a valid integer");
        }
        return value == null ? null : value.longValue();
    }

    @Nullable
    Long positive(String name) {
        Long value = integer(name);
        if (value != null && value < 1) {
            throw wrong(name, "Input should be greater than or equal to 1");
        }
        return value;
    }

    @Nullable
    RequestFields object(String name) {
        JsonNode value = get(name);
        return value == null ? null : at(pathOf(name), value);
    }

    /** The elements of an array, each with its path; none where the field is absent. */
    <T> List<T> list(String name, BiFunction<String, JsonNode, T> element) {
        JsonNode value = get(name);
        if (value != null && !value.isArray()) {
            throw wrong(name, "Input should be a valid list");
        }
        List<T> elements = new ArrayList<>();
        for (int i = 0; value != null && i < value.size(); i++) {
            elements.add(element.apply(pathOf(name) + "." + i, value.get(i)));
        }
        return elements;
    }

    /** Where a prefix to be cached ends; more than type and ttl is no business of an answer. */
    @Nullable
    CacheMark cacheMark() {
        RequestFields control = object("cache_control");
        if (control == null) {
            return null;
        }
        if (!control.text("type").equals("ephemeral")) {
            throw control.wrong("type", "Input should be 'ephemeral'");
        }
        String ttl = control.optionalText("ttl");
        return switch (ttl) {
            case null -> CacheMark.DEFAULT;
            case "5m" -> CacheMark.FIVE_MINUTES;
            case "1h" -> CacheMark.ONE_HOUR;
            default -> throw control.wrong("ttl", "Input should be '5m' or '1h'");
        };
    }

    /** Passes over fields that do not change the answer. */
    void ignore(String... names) {
        read.addAll(List.of(names));
    }

    /** Refuses fields that have no counterpart elsewhere and change the answer. */
    void refuse(String... names) {
        for (String name : names) {
            JsonNode value = get(name);
            if (value != null && !isEmpty(value)) {
                throw foreign(name);
            }
        }
    }

    void refuseUnread() {
        unread().forEach((name, value) -> {
            if (!isEmpty(value)) {
                throw GatewayException.untranslatable(
                        pathOf(name), pathOf(name) + ": Extra inputs are not permitted for this model");
            }
        });
    }

    Map<String, JsonNode> unread() {
        Map<String, JsonNode> unread = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (!read.contains(field.getKey()) && !field.getValue().isNull()) {
                unread.put(field.getKey(), field.getValue());
            }
        });
        return unread;
    }

    private String text(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw wrong(name, "Input should be a valid string");
        }
        return value.textValue();
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }
}
