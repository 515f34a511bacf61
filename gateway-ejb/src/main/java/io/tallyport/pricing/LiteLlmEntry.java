package io.tallyport.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.catalog.Api;
import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Prices;
import io.tallyport.pricing.PriceFile.ListedModel;
import io.tallyport.pricing.PriceFile.ListedRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One model of LiteLLM's file: USD per token as JSON numbers, and for prompts above a threshold the same fields with
 * {@code _above_200k_tokens}. Where such a row leaves out a class of the prompt cache or of sound, that class costs what
 * it costs below.
 */
final class LiteLlmEntry {
    private static final Map<String, String> PROVIDERS = Map.of(
            "anthropic", "anthropic",
            "openai", "openai",
            "gemini", "google",
            "deepseek", "deepseek",
            "mistral", "mistral",
            "moonshot", "moonshot",
            "xai", "xai");
    private static final Map<String, Api> MODES =
            Map.of("chat", Api.CHAT, "responses", Api.RESPONSES_ONLY, "embedding", Api.EMBEDDINGS);
    private static final Map<String, Capability> CAPABILITIES = Map.of(
            "supports_vision", Capability.VISION,
            "supports_pdf_input", Capability.PDF_INPUT,
            "supports_audio_input", Capability.AUDIO_INPUT,
            "supports_function_calling", Capability.TOOLS,
            "supports_web_search", Capability.WEB_SEARCH,
            "supports_response_schema", Capability.STRUCTURED_OUTPUT,
            "supports_reasoning", Capability.THINKING,
            "supports_prompt_caching", Capability.CACHING);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");
    private static final Pattern ABOVE = Pattern.compile(
            "(?:input_cost_per_token|output_cost_per_token|cache_read_input_token_cost|cache_creation_input_token_cost"
                    + "|cache_creation_input_token_cost_above_1hr|input_cost_per_audio_token)_above_(\\d{1,6})k_tokens");
    private static final int ONE_PPM = 1_000_000;

    private final String name;
    private final JsonNode entry;

    LiteLlmEntry(String name, JsonNode entry) {
        if (!entry.isObject()) {
            throw new BadListing("is no JSON object");
        }
        this.name = name;
        this.entry = entry;
    }

    /** What makes the entry none of ours; null if nothing does. */
    @Nullable
    String whyForeign() {
        String provider = entry.path("litellm_provider").asText("none");
        if (!PROVIDERS.containsKey(provider)) {
            return "provider " + provider;
        }
        String mode = entry.path("mode").asText("none");
        return MODES.containsKey(mode) ? null : "mode " + mode;
    }

    /** @throws BadListing with what is wrong with it */
    ListedModel model() {
        String provider = entry.path("litellm_provider").asText();
        Api api = MODES.getOrDefault(entry.path("mode").asText(), Api.CHAT);
        refuseWhatHasNoClass();
        return new ListedModel(
                id(provider),
                PROVIDERS.get(provider),
                api,
                count("max_input_tokens") == null ? count("max_tokens") : count("max_input_tokens"),
                count("max_output_tokens") == null ? count("max_tokens") : count("max_output_tokens"),
                capabilities(),
                rows(api));
    }

    private String id(String provider) {
        String id = name.startsWith(provider + "/") ? name.substring(provider.length() + 1) : name;
        if (!NAME.matcher(id).matches()) {
            throw new BadListing("is not the name of a model");
        }
        return id;
    }

    /** What is priced apart there has no price class here, and would be sold at another one's price. */
    private void refuseWhatHasNoClass() {
        if (entry.has("tiered_pricing")) {
            throw new BadListing("has prices by tiers of its own (tiered_pricing)");
        }
        @Nullable Long reasoning = price("output_cost_per_reasoning_token");
        if (reasoning != null && !reasoning.equals(price("output_cost_per_token"))) {
            throw new BadListing("prices reasoning apart from output");
        }
    }

    private List<ListedRow> rows(Api api) {
        Prices base = new Prices(
                0,
                required("input_cost_per_token"),
                api == Api.EMBEDDINGS && !entry.has("output_cost_per_token") ? 0 : required("output_cost_per_token"),
                price("cache_read_input_token_cost"),
                price("cache_creation_input_token_cost"),
                price("cache_creation_input_token_cost_above_1hr"),
                price("input_cost_per_audio_token"));
        PriceFile.requireNotFree(api, base);
        @Nullable Integer batchPpm = batchPpm(base);
        List<ListedRow> rows = new ArrayList<>();
        rows.add(new ListedRow(0, null, batchPpm, base));
        for (int thousands : thresholds()) {
            String suffix = "_above_" + thousands + "k_tokens";
            Prices above = new Prices(
                    0,
                    required("input_cost_per_token" + suffix),
                    required("output_cost_per_token" + suffix),
                    or(price("cache_read_input_token_cost" + suffix), base.cacheRead()),
                    or(price("cache_creation_input_token_cost" + suffix), base.cacheWrite5m()),
                    or(price("cache_creation_input_token_cost_above_1hr" + suffix), base.cacheWrite1h()),
                    or(price("input_cost_per_audio_token" + suffix), base.audioInput()));
            PriceFile.requireNotFree(api, above);
            rows.add(new ListedRow(Math.multiplyExact(thousands, 1_000), null, batchPpm, above));
        }
        return rows;
    }

    private SortedSet<Integer> thresholds() {
        SortedSet<Integer> found = new TreeSet<>();
        entry.fieldNames().forEachRemaining(field -> {
            Matcher above = ABOVE.matcher(field);
            if (above.matches() && !entry.get(field).isNull()) {
                found.add(Integer.valueOf(above.group(1)));
            }
        });
        return found;
    }

    /** A batch pays one factor on every class; null: the file does not say. */
    private @Nullable Integer batchPpm(Prices base) {
        @Nullable Long input = price("input_cost_per_token_batches");
        @Nullable Long output = price("output_cost_per_token_batches");
        if (input == null && output == null) {
            return null;
        }
        int factor = factor(input == null ? base.input() : input, base.input());
        if (output != null && base.output() > 0 && factor != factor(output, base.output())) {
            throw new BadListing("has batch prices that are no common factor of input and output");
        }
        return factor;
    }

    private static int factor(long part, long whole) {
        BigDecimal ppm = BigDecimal.valueOf(part).multiply(BigDecimal.valueOf(ONE_PPM));
        if (ppm.remainder(BigDecimal.valueOf(whole)).signum() != 0 || part == 0 || part > whole) {
            throw new BadListing("has a batch price that is no whole factor of parts per million");
        }
        return ppm.divide(BigDecimal.valueOf(whole)).intValueExact();
    }

    private long required(String field) {
        @Nullable Long price = price(field);
        if (price == null) {
            throw new BadListing("has no " + field);
        }
        return price;
    }

    private @Nullable Long price(String field) {
        JsonNode value = entry.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isNumber()) {
            throw new BadListing(field + " is no number");
        }
        return ExactPrice.ofUsdPerToken(value.decimalValue(), field);
    }

    private static @Nullable Long or(@Nullable Long price, @Nullable Long otherwise) {
        return price == null ? otherwise : price;
    }

    private @Nullable Integer count(String field) {
        JsonNode value = entry.path(field);
        return value.isInt() && value.intValue() > 0 ? (Integer) value.intValue() : null;
    }

    private Set<Capability> capabilities() {
        Set<Capability> found = EnumSet.noneOf(Capability.class);
        CAPABILITIES.forEach((field, capability) -> {
            if (entry.path(field).asBoolean()) {
                found.add(capability);
            }
        });
        if (!found.contains(Capability.THINKING)) {
            found.add(Capability.SAMPLING);
        }
        return found;
    }
}
