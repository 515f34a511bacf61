package io.tallyport.workbench.simulator.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Quoted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The top-level fields of a JSON object: scalars by value, objects and arrays as places in the bytes.
 *
 * <p>The places let the prompt be read in the provider's order (tools, system, messages) whatever the
 * order in the body.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RequestFields(byte[] bytes, Map<String, Object> values) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final JsonMapper TREES = new JsonMapper(JSON);
    private static final Object NULL = new Object();

    public static final RequestFields NONE = new RequestFields(new byte[0], Map.of());

    /** Where an object or array stands. */
    public record Slice(int start, int length, boolean isArray) {}

    /** @throws IOException if the bytes are not exactly one JSON object */
    public static RequestFields read(byte[] bytes, int start, int length) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(bytes, start, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "Expected an object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                values.put(name, value(parser, start));
            }
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "Unexpected content after the object");
            }
        }
        return new RequestFields(bytes, values);
    }

    private static Object value(JsonParser parser, int base) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT, START_ARRAY -> {
                boolean isArray = parser.currentToken() == JsonToken.START_ARRAY;
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int to = (int) parser.currentLocation().getByteOffset();
                yield new Slice(base + from, to - from, isArray);
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue().longValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> NULL;
        };
    }

    public JsonParser parser(Slice slice) throws IOException {
        return JSON.createParser(bytes, slice.start(), slice.length());
    }

    public RequestFields object(Slice slice) throws IOException {
        return read(bytes, slice.start(), slice.length());
    }

    public boolean has(String name) {
        return values.getOrDefault(name, NULL) != NULL;
    }

    public @Nullable String text(String name) {
        return values.get(name) instanceof String text ? text : null;
    }

    public OptionalLong number(String name) {
        return values.get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    public boolean flag(String name) {
        return values.get(name) instanceof Boolean flag && flag;
    }

    public @Nullable Slice slice(String name) {
        return values.get(name) instanceof Slice slice ? slice : null;
    }

    public @Nullable Slice array(String name) {
        return values.get(name) instanceof Slice slice && slice.isArray() ? slice : null;
    }

    /** Any number, with or without a fraction. */
    public OptionalDouble decimal(String name) {
        return values.get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /** The object or array of that name as a tree; missing if there is none. */
    public JsonNode tree(String name) throws IOException {
        Slice slice = slice(name);
        return slice == null ? MissingNode.getInstance() : TREES.readTree(bytes, slice.start(), slice.length());
    }

    public Optional<String> firstNameNot(Predicate<String> known) {
        for (String name : values.keySet()) {
            if (!known.test(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** The value's own bytes, or else that JSON. */
    public String json(String name, String otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        return switch (values.get(name)) {
            case Slice slice -> new String(bytes, slice.start(), slice.length(), StandardCharsets.UTF_8);
            case String text -> Quoted.of(text);
            default -> String.valueOf(values.get(name));
        };
    }

    /** Whether a text stands in the bytes of a value, whatever the case of its ASCII letters. */
    public boolean mentions(Slice slice, String text) {
        byte[] sought = Bytes.ascii(text);
        for (int i = slice.start(); i <= slice.start() + slice.length() - sought.length; i++) {
            int matched = 0;
            while (matched < sought.length && (bytes[i + matched] | 0x20) == sought[matched]) {
                matched++;
            }
            if (matched == sought.length) {
                return true;
            }
        }
        return false;
    }

    public RequestFields renamed(UnaryOperator<String> rename) {
        Map<String, Object> renamed = new LinkedHashMap<>();
        values.forEach((name, value) -> renamed.put(rename.apply(name), value));
        return new RequestFields(bytes, renamed);
    }
}
