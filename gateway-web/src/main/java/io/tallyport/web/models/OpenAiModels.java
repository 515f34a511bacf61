package io.tallyport.web.models;

import io.tallyport.catalog.Model;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/** Models as OpenAI lists them; there is no paging. */
final class OpenAiModels {
    private OpenAiModels() {}

    static JsonObject list(List<Model> models) {
        JsonArrayBuilder data = Json.createArrayBuilder();
        models.forEach(model -> data.add(one(model)));
        return Json.createObjectBuilder()
                .add("object", "list")
                .add("data", data)
                .build();
    }

    /** OpenAI's four fields, and what its own list leaves to be guessed. */
    static JsonObject one(Model model) {
        Integer maxOutput = model.maxOutput();
        return Json.createObjectBuilder()
                .add("id", model.id())
                .add("object", "model")
                .add("created", model.listedSince().getEpochSecond())
                .add("owned_by", model.provider())
                .add("context_window", model.contextWindow())
                .add("max_output_tokens", maxOutput == null ? JsonValue.NULL : Json.createValue(maxOutput))
                .add("capabilities", CapabilityTree.of(model))
                .build();
    }
}
