package io.tallyport.web.models;

import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Model;
import io.tallyport.catalog.Prices;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Objects;

/**
 * What a model can do, as Anthropic's models API nests it, with {@code caching}, {@code tools} and {@code audio_input} of
 * ours beside. Source of the names: {@code ModelCapabilities} of @anthropic-ai/sdk 1.11.0.
 */
final class CapabilityTree {
    private static final List<String> EFFORTS = List.of("low", "medium", "high", "xhigh", "max");

    private CapabilityTree() {}

    static JsonObject of(Model model) {
        return Json.createObjectBuilder()
                .add("batch", supported(false))
                .add("citations", supported(model, Capability.CITATIONS))
                .add("code_execution", supported(model, Capability.CODE_EXECUTION))
                .add("context_management", contextManagement(model))
                .add("effort", effort(model))
                .add("image_input", supported(model, Capability.VISION))
                .add("pdf_input", supported(model, Capability.PDF_INPUT))
                .add("server_tools", serverTools(model))
                .add("structured_outputs", supported(model, Capability.STRUCTURED_OUTPUT))
                .add("thinking", thinking(model))
                .add("audio_input", supported(model, Capability.AUDIO_INPUT))
                .add("tools", supported(model, Capability.TOOLS))
                .add("caching", caching(model))
                .build();
    }

    private static JsonObject contextManagement(Model model) {
        JsonObject each = supported(model, Capability.CONTEXT_MANAGEMENT);
        return Json.createObjectBuilder(each)
                .add("clear_thinking_20251015", each)
                .add("clear_tool_uses_20250919", each)
                .add("compact_20260112", supported(model, Capability.ADAPTIVE_THINKING))
                .build();
    }

    private static JsonObject effort(Model model) {
        JsonObjectBuilder effort = Json.createObjectBuilder().add("supported", model.takesEffort());
        EFFORTS.forEach(level -> effort.add(level, supported(model.efforts().contains(level))));
        JsonArrayBuilder levels = Json.createArrayBuilder();
        model.efforts().forEach(levels::add);
        return effort.add("levels", levels).build();
    }

    private static JsonObject serverTools(Model model) {
        return Json.createObjectBuilder()
                .add("supported", model.can(Capability.WEB_SEARCH) || model.can(Capability.CODE_EXECUTION))
                .add("code_execution", supported(model, Capability.CODE_EXECUTION))
                .add("web_search", supported(model, Capability.WEB_SEARCH))
                .build();
    }

    private static JsonObject thinking(Model model) {
        JsonObjectBuilder types = Json.createObjectBuilder()
                .add("adaptive", supported(model, Capability.ADAPTIVE_THINKING))
                .add("between_tools", supported(false))
                .add("disabled", supported(true))
                .add("enabled", supported(model, Capability.THINKING_BUDGET));
        return Json.createObjectBuilder(supported(model, Capability.THINKING))
                .add("types", types)
                .build();
    }

    private static JsonObject caching(Model model) {
        Prices prices = model.prices().base();
        JsonObjectBuilder caching = Json.createObjectBuilder(supported(model, Capability.CACHING))
                .add("cache_control", supported(model, Capability.CACHING_CONTROL))
                .add("ttl_5m", supported(prices.cacheWrite5m() != null))
                .add("ttl_1h", supported(prices.cacheWrite1h() != null));
        Integer least = model.cacheMinTokens();
        return (least == null
                        ? caching.addNull("min_tokens")
                        : caching.add("min_tokens", Objects.requireNonNull(least)))
                .build();
    }

    private static JsonObject supported(Model model, Capability capability) {
        return supported(model.can(capability));
    }

    private static JsonObject supported(boolean supported) {
        return Json.createObjectBuilder().add("supported", supported).build();
    }
}
