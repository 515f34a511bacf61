package io.tallyport.web.models;

import io.tallyport.catalog.Model;
import io.tallyport.error.GatewayException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Models as Anthropic lists them: newest first, in pages between ids. */
final class AnthropicModels {
    private AnthropicModels() {}

    static JsonObject page(List<Model> models, int limit, @Nullable String afterId, @Nullable String beforeId) {
        int from = afterId == null ? 0 : index(models, afterId, "after_id") + 1;
        int to = beforeId == null ? models.size() : index(models, beforeId, "before_id");
        List<Model> rest = models.subList(Math.min(from, to), to);
        boolean more = rest.size() > limit;
        List<Model> page = beforeId == null
                ? rest.subList(0, Math.min(limit, rest.size()))
                : rest.subList(Math.max(0, rest.size() - limit), rest.size());
        JsonArrayBuilder data = Json.createArrayBuilder();
        page.forEach(model -> data.add(one(model)));
        JsonObjectBuilder answer = Json.createObjectBuilder().add("data", data).add("has_more", more);
        if (page.isEmpty()) {
            return answer.addNull("first_id").addNull("last_id").build();
        }
        return answer.add("first_id", page.getFirst().id())
                .add("last_id", page.getLast().id())
                .build();
    }

    /** As {@code ModelInfo} of @anthropic-ai/sdk 1.11.0; what is not known is null. */
    static JsonObject one(Model model) {
        return Json.createObjectBuilder()
                .add("type", "model")
                .add("id", model.id())
                .add("display_name", model.displayName())
                .add("created_at", model.listedSince().toString())
                .add("lifecycle", Lifecycle.of(model))
                .add("line", orNull(model.line()))
                .add("deprecated_at", JsonValue.NULL)
                .add("retires_at", orNull(Lifecycle.retiresAt(model)))
                .add("max_input_tokens", model.contextWindow())
                .add("max_tokens", orNull(model.maxOutput()))
                .add("capabilities", CapabilityTree.of(model))
                .build();
    }

    private static JsonValue orNull(@Nullable String text) {
        return text == null ? JsonValue.NULL : Json.createValue(text);
    }

    private static JsonValue orNull(@Nullable Integer number) {
        return number == null ? JsonValue.NULL : Json.createValue(number);
    }

    private static int index(List<Model> models, String id, String param) {
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i).id().equals(id)) {
                return i;
            }
        }
        throw GatewayException.invalid(param, param + ": no model has the id " + id);
    }
}
