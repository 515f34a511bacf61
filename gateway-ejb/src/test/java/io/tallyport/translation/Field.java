package io.tallyport.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A field of a surface, and two requests that differ in it alone. */
record Field(String name, ObjectNode without, ObjectNode with) {
    private static final JsonMapper JSON = new JsonMapper();

    /** @param surface name of the list in {@code compatibility/} */
    static List<Field> of(String surface, String base) {
        try (InputStream in =
                Objects.requireNonNull(Field.class.getResourceAsStream("/compatibility/" + surface + ".jsonl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> read(line, base))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Field read(String line, String base) {
        try {
            JsonNode facts = JSON.readTree(line);
            ObjectNode without = (ObjectNode) JSON.readTree(base);
            if (facts.has("without")) {
                without.setAll((ObjectNode) facts.get("without"));
            }
            ObjectNode with = (ObjectNode) JSON.readTree(base);
            with.setAll((ObjectNode) facts.get("with"));
            return new Field(facts.get("field").asText(), without, with);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
