package io.tallyport.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.tallyport.error.GatewayException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks the top level of a JSON object in one pass over its bytes, without building a tree.
 *
 * <p>A field that the gateway reads may stand once only: with two of a kind the gateway would price one and the
 * provider serve the other.
 */
public final class JsonFields {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(500)
                    .maxStringLength(64 * 1024 * 1024)
                    .maxNumberLength(1000)
                    .build())
            .build();

    /** Takes one field; the parser stands on the value and is left on the value's last token. */
    @FunctionalInterface
    public interface FieldTaker {
        /** @return whether the field was read, so that it must not come again */
        boolean take(String name, JsonParser value) throws IOException;
    }

    private JsonFields() {}

    static JsonFactory factory() {
        return JSON;
    }

    /** @throws GatewayException 400 for anything that is not one well-formed object */
    public static void each(byte[] body, FieldTaker taker) {
        requireUtf8(body);
        try (JsonParser parser = JSON.createParser(body)) {
            fields(parser, onceEach(taker));
            if (parser.nextToken() != null) {
                throw GatewayException.invalid("body", "The request body has text after its JSON object.");
            }
        } catch (JsonParseException | StreamConstraintsException e) {
            throw GatewayException.invalid("body", "The request body is not valid JSON: " + where(e));
        } catch (IOException e) {
            throw GatewayException.invalid("body", "The request body is not valid JSON.");
        }
    }

    /** Over a part of a buffer, for events and answers: false instead of an error, and no watch for fields that repeat. */
    public static boolean tryEach(byte[] bytes, int from, int to, FieldTaker taker) {
        try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
            fields(parser, taker);
            return true;
        } catch (IOException | GatewayException | IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }

    /** Walks the fields of the object the parser stands on; leaves it on the object's end. */
    public static void nested(JsonParser parser, FieldTaker taker) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            taker.take(name, parser);
            parser.skipChildren();
        }
    }

    /** Takes one token; may move the parser on, to the end of the value that begins there. */
    @FunctionalInterface
    public interface TokenTaker {
        void take(JsonToken token) throws IOException;
    }

    /** Shows every token under the value the parser stands on, whatever its depth; leaves it on the value's last. */
    public static void walk(JsonParser parser, TokenTaker taker) throws IOException {
        if (!parser.currentToken().isStructStart()) {
            return;
        }
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                depth++;
            }
            if (token.isStructEnd()) {
                depth--;
            }
            taker.take(token);
        }
    }

    /** A token count, or 0 for null and anything that is not a whole number. */
    public static long count(JsonParser value) throws IOException {
        return value.currentToken() == JsonToken.VALUE_NUMBER_INT ? value.getLongValue() : 0;
    }

    public static String text(JsonParser value, String field) throws IOException {
        if (value.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(field, "a string");
        }
        return value.getText();
    }

    /** A string, or null for anything else: for fields that the gateway reads but does not judge. */
    public static @Nullable String textOrNull(JsonParser value) throws IOException {
        return value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : null;
    }

    /** Byte offset of the token the parser stands on. */
    public static int offset(JsonParser value) {
        return (int) value.currentTokenLocation().getByteOffset();
    }

    /** Byte offset behind the token the parser stands on. */
    public static int end(JsonParser value) throws IOException {
        value.finishToken();
        return (int) value.currentLocation().getByteOffset();
    }

    public static boolean flag(JsonParser value, String field) throws IOException {
        return switch (value.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw wrongType(field, "a boolean");
        };
    }

    /** A whole number of at least 1, or null where the field is null. */
    public static @Nullable Long positive(JsonParser value, String field) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (value.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType(field, "an integer");
        }
        if (value.getNumberType() == JsonParser.NumberType.BIG_INTEGER || value.getLongValue() < 1) {
            throw GatewayException.invalid(field, field + " must be an integer of at least 1.");
        }
        return value.getLongValue();
    }

    private static void fields(JsonParser parser, FieldTaker taker) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw GatewayException.invalid("body", "The request body must be a JSON object.");
        }
        nested(parser, taker);
    }

    /** JSON in UTF-16 or UTF-32 has a zero among its first four bytes; splices go by bytes of UTF-8. */
    private static void requireUtf8(byte[] body) {
        for (int i = 0; i < Math.min(body.length, 4); i++) {
            if (body[i] == 0) {
                throw GatewayException.invalid("body", "The request body must be JSON in UTF-8.");
            }
        }
    }

    private static FieldTaker onceEach(FieldTaker taker) {
        Set<String> read = HashSet.newHashSet(16);
        return (name, value) -> {
            boolean isRead = taker.take(name, value);
            if (isRead && !read.add(name)) {
                throw GatewayException.invalid(name, "The field " + name + " stands twice in the request body.");
            }
            return isRead;
        };
    }

    private static GatewayException wrongType(String field, String wanted) {
        return GatewayException.invalid(field, "The field " + field + " must be " + wanted + ".");
    }

    private static String where(com.fasterxml.jackson.core.JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "it is nested more than 500 levels deep, or holds a number of over 1,000 digits.";
        }
        return String.format(Locale.ROOT, "see byte %d.", e.getLocation().getByteOffset());
    }
}
