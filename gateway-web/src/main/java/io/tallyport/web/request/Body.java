package io.tallyport.web.request;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.web.entry.Inbound;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON object of a request, read strictly: an unknown field is a mistake that would change what is bought. */
public final class Body {
    private static final int LARGEST = 64 * 1024;
    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private final JsonObject fields;

    private Body(JsonObject fields) {
        this.fields = fields;
    }

    /**
     * That of the request of this thread; none is an object without fields.
     *
     * @throws GatewayException 400 for what is no JSON object, or has a field that is not known
     */
    public static Body current(String... known) {
        byte[] bytes = Inbound.current().body();
        if (bytes.length > LARGEST) {
            throw new GatewayException(
                    ErrorCode.REQUEST_TOO_LARGE, "The request body is larger than the 65,536 bytes taken here.");
        }
        Body body = new Body(bytes.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : object(bytes));
        Set<String> unknown = new LinkedHashSet<>(body.fields.keySet());
        unknown.removeAll(List.of(known));
        if (!unknown.isEmpty()) {
            String name = unknown.iterator().next();
            throw GatewayException.invalid(
                    name, "Unknown field: " + name + ". Known are: " + String.join(", ", known) + ".");
        }
        return body;
    }

    private static JsonObject object(byte[] bytes) {
        try (JsonReader reader = READERS.createReader(new ByteArrayInputStream(bytes))) {
            return reader.readObject();
        } catch (JsonException | IllegalStateException e) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST, "The body must be one JSON object with every field at most once.");
        }
    }

    /** @throws GatewayException 400 if it is missing or no text */
    public String text(String name) {
        @Nullable String text = textOrNull(name);
        if (text == null) {
            throw GatewayException.invalid(name, "The field " + name + " is missing.");
        }
        return text;
    }

    public String text(String name, String byDefault) {
        @Nullable String text = textOrNull(name);
        return text == null ? byDefault : text;
    }

    /** Null if it is missing or null. */
    public @Nullable String textOrNull(String name) {
        @Nullable JsonValue value = fields.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (!(value instanceof JsonString text)) {
            throw GatewayException.invalid(name, "The field " + name + " must be a string: write it in quotes.");
        }
        if (text.getString().indexOf(0) >= 0) {
            throw GatewayException.invalid(name, "The field " + name + " holds a zero character.");
        }
        return text.getString();
    }

    public boolean flag(String name, boolean byDefault) {
        @Nullable JsonValue value = fields.get(name);
        if (value == null || value == JsonValue.NULL) {
            return byDefault;
        }
        if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
            throw GatewayException.invalid(name, "The field " + name + " must be true or false.");
        }
        return value == JsonValue.TRUE;
    }

    /** @throws GatewayException 400 if it is missing or neither true nor false */
    public boolean flag(String name) {
        if (!fields.containsKey(name) || fields.isNull(name)) {
            throw GatewayException.invalid(name, "The field " + name + " is missing; it is true or false.");
        }
        return flag(name, false);
    }

    /** Empty if it is missing or null. */
    public List<String> texts(String name) {
        @Nullable JsonValue value = fields.get(name);
        if (value == null || value == JsonValue.NULL) {
            return List.of();
        }
        boolean isList = value instanceof JsonArray array
                && array.stream().allMatch(item -> item.getValueType() == JsonValue.ValueType.STRING);
        if (!isList) {
            throw GatewayException.invalid(name, "The field " + name + " must be a list of strings.");
        }
        return value.asJsonArray().getValuesAs(JsonString::getString);
    }
}
