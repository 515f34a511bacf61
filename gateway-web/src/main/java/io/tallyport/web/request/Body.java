package io.tallyport.web.request;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.web.entry.Inbound;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The JSON object of a request, read strictly: an unknown field is a mistake that would change what is bought. */
public final class Body {
    private static final int LARGEST = 64 * 1024;
    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private final JsonObject fields;
    /** Before the names of fields at fault. */
    private final String place;

    private Body(JsonObject fields, String place) {
        this.fields = fields;
        this.place = place;
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
        return strict(bytes.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : object(bytes), "", known);
    }

    private static Body strict(JsonObject fields, String place, String... known) {
        Body body = new Body(fields, place);
        Set<String> unknown = new LinkedHashSet<>(fields.keySet());
        unknown.removeAll(List.of(known));
        if (!unknown.isEmpty()) {
            String name = unknown.iterator().next();
            throw body.invalid(
                    name, "Unknown field: " + place + name + ". Known are: " + String.join(", ", known) + ".");
        }
        return body;
    }

    private GatewayException invalid(String name, String message) {
        return GatewayException.invalid(place + name, message);
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
            throw invalid(name, "The field " + place + name + " is missing.");
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
            throw invalid(name, "The field " + place + name + " must be a string: write it in quotes.");
        }
        if (text.getString().indexOf(0) >= 0) {
            throw invalid(name, "The field " + place + name + " holds a zero character.");
        }
        return text.getString();
    }

    public boolean flag(String name, boolean byDefault) {
        @Nullable JsonValue value = fields.get(name);
        if (value == null || value == JsonValue.NULL) {
            return byDefault;
        }
        if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
            throw invalid(name, "The field " + place + name + " must be true or false.");
        }
        return value == JsonValue.TRUE;
    }

    /** @throws GatewayException 400 if it is missing or neither true nor false */
    public boolean flag(String name) {
        if (!fields.containsKey(name) || fields.isNull(name)) {
            throw invalid(name, "The field " + place + name + " is missing; it is true or false.");
        }
        return flag(name, false);
    }

    /** Null if it is missing or null. */
    public @Nullable Long wholeOrNull(String name) {
        @Nullable JsonValue value = fields.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        try {
            if (value instanceof JsonNumber number && number.isIntegral()) {
                return number.longValueExact();
            }
        } catch (ArithmeticException e) {
            // refused as what is no whole number at all
        }
        throw invalid(name, "The field " + place + name + " must be a whole number, without quotes.");
    }

    /** Null if it is missing or null. */
    public @Nullable Integer integerOrNull(String name) {
        @Nullable Long whole = wholeOrNull(name);
        if (whole != null && whole != (int) (long) whole) {
            throw invalid(name, "The field " + place + name + " is out of range.");
        }
        return whole == null ? null : (int) (long) whole;
    }

    /**
     * One of an enum's words, in lower case; null if it is missing or null.
     *
     * @throws GatewayException 400 that tells the words there are
     */
    public <E extends Enum<E>> @Nullable E wordOrNull(String name, Class<E> words) {
        @Nullable String text = textOrNull(name);
        if (text == null) {
            return null;
        }
        List<E> all = List.of(words.getEnumConstants());
        return all.stream()
                .filter(word -> word.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> invalid(
                        name,
                        place + name + " is one of "
                                + all.stream()
                                        .map(word -> word.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    public <E extends Enum<E>> E word(String name, Class<E> words, E byDefault) {
        @Nullable E word = wordOrNull(name, words);
        return word == null ? byDefault : word;
    }

    /**
     * A list of objects; their fields at fault are named with their place, {@code routes[1].weight}.
     *
     * @throws GatewayException 400 if it is missing or no such list, or an object has a field that is not known
     */
    public List<Body> objects(String name, String... known) {
        boolean isList =
                fields.get(name) instanceof JsonArray array && array.stream().allMatch(JsonObject.class::isInstance);
        if (!isList) {
            throw invalid(name, "The field " + place + name + " must be a list of objects.");
        }
        List<JsonObject> objects = fields.getJsonArray(name).getValuesAs(JsonObject.class);
        return IntStream.range(0, objects.size())
                .mapToObj(i -> strict(objects.get(i), name + '[' + i + "].", known))
                .toList();
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
            throw invalid(name, "The field " + place + name + " must be a list of strings.");
        }
        return value.asJsonArray().getValuesAs(JsonString::getString);
    }
}
