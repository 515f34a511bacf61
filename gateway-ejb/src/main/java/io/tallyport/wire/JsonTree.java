package io.tallyport.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.error.GatewayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whole requests and plain answers as trees, for translation. Numbers keep the digits they were written with. */
public final class JsonTree {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFields.factory())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonTree() {}

    /** @throws GatewayException 400 for anything that is not one well-formed object */
    public static ObjectNode request(byte[] body) {
        return object(body, 0, body.length)
                .orElseThrow(() -> GatewayException.invalid("body", "The request body must be a JSON object."));
    }

    /** The object in {@code bytes[from, to)}; empty if it is none. */
    public static Optional<ObjectNode> object(byte[] bytes, int from, int to) {
        try {
            return JSON.readTree(bytes, from, to - from) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The value of a text of JSON; empty if it is none. */
    public static Optional<JsonNode> value(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    public static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Half a surrogate pair is escaped, so that the text can be written anywhere. */
    public static String text(JsonNode node) {
        return new String(bytes(node), StandardCharsets.UTF_8);
    }
}
