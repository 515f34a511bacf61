package io.tallyport.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.catalog.Api;
import io.tallyport.catalog.Capability;
import io.tallyport.catalog.Prices;
import io.tallyport.error.GatewayException;
import io.tallyport.pricing.Preview.Refusal;
import io.tallyport.pricing.PriceFile.ListedModel;
import io.tallyport.pricing.PriceFile.ListedRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LiteLLM's file, exact and one bad model at a time (L42's price edges among them). */
class LiteLlmFileTest {
    private static final String GOOD = "\"litellm_provider\":\"openai\",\"mode\":\"chat\",\"max_input_tokens\":1000";

    @Test
    void everyClassAndThresholdIsReadToTheNano() throws IOException {
        ListedModel model = model(excerpt(), "claude-sonnet-4");

        assertThat(model.provider()).isEqualTo("anthropic");
        assertThat(model.contextWindow()).isEqualTo(1_000_000);
        assertThat(model.capabilities())
                .contains(Capability.VISION, Capability.TOOLS, Capability.THINKING, Capability.CACHING)
                .doesNotContain(Capability.SAMPLING);
        assertThat(model.rows())
                .containsExactly(
                        new ListedRow(
                                0,
                                null,
                                null,
                                new Prices(
                                        0,
                                        3_000_000_000L,
                                        15_000_000_000L,
                                        300_000_000L,
                                        3_750_000_000L,
                                        6_000_000_000L,
                                        null)),
                        // as in the seed: what is not listed above the threshold costs what it costs below
                        new ListedRow(
                                200_000,
                                null,
                                null,
                                new Prices(
                                        0,
                                        6_000_000_000L,
                                        22_500_000_000L,
                                        600_000_000L,
                                        7_500_000_000L,
                                        6_000_000_000L,
                                        null)));
    }

    @Test
    void soundBatchesEmbeddingsAndOtherProvidersAreKnown() throws IOException {
        PriceFile file = excerpt();

        assertThat(model(file, "gpt-4o-mini").rows().getFirst().batchPpm()).isEqualTo(500_000);
        assertThat(model(file, "gpt-4o-hear").rows().getFirst().prices().audioInput())
                .isEqualTo(40_000_000_000L);
        assertThat(model(file, "text-embedding-3-small").api()).isEqualTo(Api.EMBEDDINGS);
        assertThat(model(file, "text-embedding-3-small")
                        .rows()
                        .getFirst()
                        .prices()
                        .output())
                .isZero();
        assertThat(model(file, "gemini-2.5-flash").provider()).isEqualTo("google");
        assertThat(file.passedOver()).containsOnlyKeys("mode image_generation", "provider azure");
        assertThat(file.refused()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'\"input_cost_per_token\":-1e-6,\"output_cost_per_token\":1e-6'; is negative",
                "'\"input_cost_per_token\":0,\"output_cost_per_token\":1e-6'; taken for a missing one",
                "'\"output_cost_per_token\":1e-6'; has no input_cost_per_token",
                "'\"input_cost_per_token\":1e-6'; has no output_cost_per_token",
                "'\"input_cost_per_token\":\"3e-06\",\"output_cost_per_token\":1e-6'; is no number",
                "'\"input_cost_per_token\":1e-6,\"output_cost_per_token\":1.0000000000000001e-6'; more than nine decimals",
                "'\"input_cost_per_token\":1e-6,\"output_cost_per_token\":1e-999999'; more than nine decimals",
                "'\"input_cost_per_token\":1e999999,\"output_cost_per_token\":1e-6'; more than a million USD",
                "'\"input_cost_per_token\":1.1,\"output_cost_per_token\":1e-6'; more than a million USD",
                "'\"input_cost_per_token\":1e-6,\"output_cost_per_token\":1e-6,\"input_cost_per_token_above_200k_tokens\":2e-6'; has no output_cost_per_token_above_200k_tokens",
                "'\"input_cost_per_token\":1e-6,\"output_cost_per_token\":1e-6,\"output_cost_per_reasoning_token\":2e-6'; reasoning apart",
                "'\"input_cost_per_token\":1e-6,\"output_cost_per_token\":1e-6,\"tiered_pricing\":[]'; tiers of its own",
                "'\"input_cost_per_token\":1e-6,\"output_cost_per_token\":1e-6,\"input_cost_per_token_batches\":5e-7,\"output_cost_per_token_batches\":4e-7'; no common factor",
                "'\"input_cost_per_token\":3e-6,\"output_cost_per_token\":1e-6,\"input_cost_per_token_batches\":1e-6'; no whole factor",
            })
    void aBadModelIsRefusedByNameAndTheRestIsTaken(String fields, String reason) {
        PriceFile file = read("{\"bad-one\":{" + GOOD + "," + fields + "},\"good-one\":{" + GOOD
                + ",\"input_cost_per_token\":1e-15,\"output_cost_per_token\":1}}");

        assertThat(file.models()).extracting(ListedModel::id).containsExactly("good-one");
        assertThat(file.models().getFirst().rows().getFirst().prices())
                .isEqualTo(new Prices(0, 1, 1_000_000_000_000_000L, null, null, null, null));
        assertThat(file.refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.name()).isEqualTo("bad-one");
            assertThat(refusal.reason()).contains(reason);
        });
    }

    @Test
    void aModelThatStandsThereTwiceIsTakenOnlyAtOnePrice() {
        String one =
                ":{\"litellm_provider\":\"xai\",\"mode\":\"chat\",\"input_cost_per_token\":1e-6,\"output_cost_per_token\":1e-6}";
        assertThat(read("{\"grok\"" + one + ",\"xai/grok\"" + one + "}").models())
                .hasSize(1);

        PriceFile differing = read("{\"grok\"" + one + ",\"xai/grok\"" + one.replace("1e-6}", "2e-6}") + "}");
        assertThat(differing.models()).isEmpty();
        assertThat(differing.refused()).extracting(Refusal::name).containsExactly("xai/grok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "model,input,output",
                "{\"a\":{\"input_cost_per_token\":NaN}}",
                "{\"a\":{\"input_cost_per_token\":Infinity}}",
                "{\"a\":{},\"a\":{}}",
                "{\"a\":{\"mode\":\"chat\",\"mode\":\"chat\"}}",
                "{\"a\":{}} {}",
                "{\"a\":{",
                "{\"a\":01}"
            })
    void whatIsNotOneJsonObjectIsRefusedAsAWhole(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("file");
    }

    @Test
    void nestingWithoutEndIsRefusedAndNotFollowed() {
        String deep = "{\"a\":" + "[".repeat(200_000);
        assertThatThrownBy(() -> read(deep)).isInstanceOf(GatewayException.class);
    }

    private static ListedModel model(PriceFile file, String id) {
        return file.models().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static PriceFile read(String text) {
        return LiteLlmFile.read(text.getBytes(StandardCharsets.UTF_8));
    }

    static PriceFile excerpt() throws IOException {
        try (InputStream file = LiteLlmFileTest.class.getResourceAsStream("/pricing/litellm.json")) {
            return LiteLlmFile.read(file.readAllBytes());
        }
    }
}
