package io.tallyport.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The models in both shapes (wire.md section 2.6). */
class ModelsIT {
    private final Bed bed = Bed.shared();

    @Test
    void theVersionHeaderDecidesTheShapeWhateverTheKeyStandsIn() {
        String key = bed.granted().key();
        Reply anthropic = bed.get("/v1/models")
                .bearer(key)
                .header("anthropic-version", "2026-10-21")
                .send();
        Reply openai = bed.get("/v1/models").bearer(key).send();

        assertThat(anthropic.json().at("/data/0/type").asText()).isEqualTo("model");
        assertThat(anthropic.json().get("data")).hasSize(20);
        assertThat(anthropic.json().get("has_more").asBoolean()).isTrue();
        assertThat(openai.json().get("object").asText()).isEqualTo("list");
        assertThat(openai.json().get("data").size()).isGreaterThan(100);
    }

    @Test
    void aModelTellsItsCapabilitiesInBothShapes() {
        JsonNode anthropic = one("claude-sonnet-4-6", true);
        assertThat(anthropic.get("display_name").asText()).isEqualTo("Claude Sonnet 4.6");
        assertThat(anthropic.get("line").asText()).isEqualTo("sonnet");
        assertThat(anthropic.get("lifecycle").asText()).isEqualTo("active");
        assertThat(anthropic.get("deprecated_at").isNull()).isTrue();
        JsonNode capabilities = anthropic.get("capabilities");
        assertThat(capabilities.at("/image_input/supported").asBoolean()).isTrue();
        assertThat(capabilities.at("/thinking/types/adaptive/supported").asBoolean())
                .isTrue();
        assertThat(capabilities.at("/effort/max/supported").asBoolean()).isTrue();
        assertThat(capabilities.at("/effort/xhigh/supported").asBoolean()).isFalse();
        assertThat(capabilities.at("/caching/ttl_1h/supported").asBoolean()).isTrue();
        assertThat(capabilities.at("/caching/min_tokens").asInt()).isEqualTo(1024);

        JsonNode openai = one("claude-sonnet-4-6", false);
        assertThat(openai.get("owned_by").asText()).isEqualTo("anthropic");
        assertThat(openai.get("context_window").asInt()).isEqualTo(1_000_000);
        assertThat(openai.get("capabilities")).isEqualTo(capabilities);
    }

    @Test
    void pagesLeadThroughTheWholeListNewestFirst() {
        List<String> ids = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = bed.get("/v1/models?limit=50" + after)
                    .header("x-api-key", bed.granted().key())
                    .send()
                    .json();
            page.get("data").forEach(model -> ids.add(model.get("id").asText()));
            after = "&after_id=" + page.get("last_id").asText();
        } while (page.get("has_more").asBoolean());

        JsonNode all = bed.get("/v1/models").bearer(bed.granted().key()).send().json();
        assertThat(ids).doesNotHaveDuplicates().hasSize(all.get("data").size());
    }

    @Test
    void retiredModelsAreListedOnlyWhenAskedFor() {
        String path = "/v1/models?limit=1000&lifecycle=retired";
        JsonNode retired =
                bed.get(path).header("x-api-key", bed.granted().key()).send().json();

        assertThat(retired.get("data")).isNotEmpty().allSatisfy(model -> {
            assertThat(model.get("lifecycle").asText()).isEqualTo("retired");
            assertThat(model.get("retires_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT00:00:00Z");
        });
        ErrorShape.assertAnthropic(
                bed.get("/v1/models?lifecycle=young")
                        .header("x-api-key", bed.granted().key())
                        .send(),
                400,
                "invalid_request_error");
    }

    @Test
    void aKeySeesTheModelsItMayUse() {
        Customer customer = bed.customer();
        bed.books().update("UPDATE api_key SET models = '{gpt-4.1}' WHERE public_id = ?", customer.keyId());

        JsonNode seen = bed.get("/v1/models").bearer(customer.key()).send().json();
        assertThat(seen.get("data")).hasSize(1);
        assertThat(bed.get("/v1/models/gpt-4o").bearer(customer.key()).send().status())
                .isEqualTo(404);
    }

    private JsonNode one(String id, boolean anthropic) {
        Reply reply = anthropic
                ? bed.get("/v1/models/" + id)
                        .header("x-api-key", bed.granted().key())
                        .send()
                : bed.get("/v1/models/" + id).bearer(bed.granted().key()).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }
}
