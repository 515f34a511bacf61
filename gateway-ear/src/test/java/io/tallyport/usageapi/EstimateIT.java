package io.tallyport.usageapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Prices before a call: estimates, the savings calculator, the tier. */
@ExtendWith(BooksCheck.class)
class EstimateIT {
    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();

    @Test
    void noCallCostsMoreThanItsEstimatesMaximumAndItsHoldIsThere() {
        String prompt = (UUID.randomUUID() + " lorem ipsum ").repeat(120);
        for (String caching : List.of(
                "",
                ",\"cache_control\":{\"type\":\"ephemeral\"}",
                ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}")) {
            String body =
                    "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":40,\"system\":[{\"type\":\"text\",\"text\":\""
                            + prompt + "\"" + caching + "}],\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            JsonNode estimate = estimate("", body, "2023-06-01");
            UsageRow row = row(bed.messages(customer, body).output("tokens=40").send());
            JsonNode line = bed.get("/v1/usage/requests/req_"
                            + row.requestId().toString().replace("-", ""))
                    .bearer(customer.key())
                    .send()
                    .json();

            assertThat(estimate.at("/hold/nano").asLong())
                    .isEqualTo(line.at("/hold/nano").asLong())
                    .isGreaterThanOrEqualTo(row.debit());
            assertThat(estimate.at("/max/with_cache/nano").asLong())
                    .isGreaterThanOrEqualTo(
                            estimate.at("/max/without_cache/nano").asLong())
                    .isGreaterThanOrEqualTo(estimate.at("/hold/nano").asLong())
                    .isGreaterThanOrEqualTo(row.debit());
            assertThat(estimate.at("/min/with_cache/nano").asLong())
                    .isPositive()
                    .isLessThan(estimate.at("/min/without_cache/nano").asLong());
            assertThat(estimate.at("/tokens/output_at_most").asLong()).isEqualTo(40);
        }
        assertThat(bed.books().usageOf(customer)).hasSize(3);
    }

    @Test
    void bodiesOfAllThreeFormatsArePriced() {
        String chat =
                "{\"model\":\"gpt-4o-mini\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        String responses = "{\"model\":\"gpt-4o-mini\",\"max_output_tokens\":20,\"input\":\"hi\"}";

        assertThat(estimate("", chat, null).at("/max/without_cache/nano").asLong())
                .isPositive();
        assertThat(estimate("", responses, null).at("/tokens/output_at_most").asLong())
                .isEqualTo(20);
        assertThat(estimate("?format=messages", chat, null).get("model").asText())
                .isEqualTo("gpt-4o-mini");
        assertThat(ask("?format=soap", chat).status()).isEqualTo(400);
        assertThat(ask("", "{}").status()).isEqualTo(400);
        assertThat(ask("", chat.replace("gpt-4o-mini", "no-such-model")).status())
                .isEqualTo(404);
        assertThat(bed.books().balance(customer)).isEqualTo(10_000_000_000L);
    }

    @Test
    void savingsAreWorkedOutForAnybody() {
        JsonNode savings = bed.post("/v1/savings")
                .json("{\"model\":\"claude-sonnet-4-5\",\"calls\":100,\"input_tokens\":10000,\"output_tokens\":500,"
                        + "\"cached_share\":\"0.8\"}")
                .send()
                .json();

        assertThat(savings.at("/list/off/credits").asText()).isEqualTo("3.75");
        assertThat(savings.at("/list/5m/credits").asText()).isEqualTo("1.6176");
        assertThat(savings.at("/list/1h/credits").asText()).isEqualTo("1.6356");
        assertThat(savings.at("/tiers/2/tier").asText()).isEqualTo("Scale");
        assertThat(savings.at("/tiers/2/cost/5m/credits").asText()).isEqualTo("0.679392");
        assertThat(savings.at("/tiers/2/saved/5m/credits").asText()).isEqualTo("3.070608");
        assertThat(savings.at("/break_even_hit_rate_ppm/1h").asLong()).isEqualTo(526_316);
        for (String bad : List.of(
                "{}",
                "{\"model\":\"no-such\"}",
                "{\"model\":\"gpt-4o-mini\",\"calls\":0}",
                "{\"model\":\"gpt-4o-mini\",\"cached_share\":\"1.1\"}",
                "{\"model\":\"gpt-4o-mini\",\"calls\":2,\"writes_1h\":3}",
                "{\"model\":\"gpt-4o-mini\",\"calls\":1000000000000,\"input_tokens\":1000000000000}",
                "{\"model\":\"gpt-4o-mini\",\"color\":3}")) {
            assertThat(bed.post("/v1/savings").json(bad).send().status())
                    .as(bad)
                    .isIn(400, 404);
        }
    }

    @Test
    void theTierSaysWhatIsMissingToTheNext() {
        Customer starter = bed.customerWithoutContract("1");
        Reply reply = bed.chat(
                        starter,
                        "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        long spent = 1_000_000_000 - bed.books().balance(starter);

        JsonNode tier = bed.get("/v1/tier").bearer(starter.key()).send().json();
        assertThat(tier.get("name").asText()).isEqualTo("Starter");
        assertThat(tier.at("/window_spend/nano").asLong()).isEqualTo(spent).isPositive();
        assertThat(tier.at("/next/name").asText()).isEqualTo("Growth");
        assertThat(tier.at("/next/from_spend/nano").asLong()).isEqualTo(500_000_000_000L);
        assertThat(tier.at("/next/missing/nano").asLong()).isEqualTo(500_000_000_000L - spent);
        assertThat(tier.at("/tiers").findValuesAsText("name")).containsExactly("Starter", "Growth", "Scale");
    }

    private JsonNode estimate(String query, String body, @Nullable String version) {
        Reply reply = version == null
                ? ask(query, body)
                : bed.post("/v1/estimate" + query)
                        .bearer(customer.key())
                        .header("anthropic-version", version)
                        .json(body)
                        .send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private Reply ask(String query, String body) {
        return bed.post("/v1/estimate" + query)
                .bearer(customer.key())
                .json(body)
                .send();
    }

    private UsageRow row(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return bed.books().usage(reply.callId()).orElseThrow();
    }
}
