package io.tallyport.pricing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tallyport.error.GatewayException;
import io.tallyport.pricing.Preview.Refusal;
import io.tallyport.pricing.PriceFile.ListedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads LiteLLM's public price file: one object, of each model by its name. */
final class LiteLlmFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();
    /** Documentation in the place of a model. */
    private static final String SAMPLE = "sample_spec";

    private final Map<String, ListedModel> models = new LinkedHashMap<>();
    private final List<Refusal> refused = new ArrayList<>();
    private final Map<String, Integer> passedOver = new TreeMap<>();

    private LiteLlmFile() {}

    static PriceFile read(byte[] file) {
        LiteLlmFile reader = new LiteLlmFile();
        try (JsonParser parser = JSON.createParser(file)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw GatewayException.invalid("file", "The file is no JSON object of models by their names.");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                JsonNode entry = JSON.readTree(parser);
                reader.take(name, entry);
            }
            if (parser.nextToken() != null) {
                throw GatewayException.invalid("file", "The file has text after its JSON object.");
            }
        } catch (JsonProcessingException e) {
            throw GatewayException.invalid(
                    "file",
                    "The file is not valid JSON: " + e.getOriginalMessage() + " (line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ").");
        } catch (IOException e) {
            throw GatewayException.invalid("file", "The file is not valid JSON.");
        }
        return new PriceFile(List.copyOf(reader.models.values()), reader.refused, reader.passedOver, false);
    }

    private void take(String name, JsonNode entry) {
        if (name.equals(SAMPLE)) {
            return;
        }
        try {
            LiteLlmEntry read = new LiteLlmEntry(name, entry);
            @Nullable String foreign = read.whyForeign();
            if (foreign != null) {
                passedOver.merge(foreign, 1, Math::addExact);
                return;
            }
            add(name, read.model());
        } catch (BadListing e) {
            refused.add(new Refusal(name, e.reason()));
        }
    }

    /** Some models stand there with and without their provider before the name. */
    private void add(String name, ListedModel model) {
        @Nullable ListedModel other = models.putIfAbsent(model.id(), model);
        if (other != null && !other.rows().equals(model.rows())) {
            models.remove(model.id());
            throw new BadListing("is listed as " + model.id() + " twice, at different prices");
        }
    }
}
