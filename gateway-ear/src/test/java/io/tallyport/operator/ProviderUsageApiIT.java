package io.tallyport.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** {@code /v1/operator/provider-usage}: a provider's export beside what we have accrued. */
class ProviderUsageApiIT {
    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();

    @Test
    void anExportIsTakenOnceAndComparedWithTheBooks() {
        Reply call = bed.chat(
                        customer,
                        "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .send();
        UsageRow row = bed.books().awaitUsage(call.callId());
        String account = text(
                "SELECT a.name FROM usage_event u JOIN upstream_account a ON a.id = u.upstream_account_id"
                        + " WHERE request_id = ?",
                call);
        String day =
                text("SELECT (created_at AT TIME ZONE 'UTC')::date::text FROM usage_event WHERE request_id = ?", call);
        String query = "?account=" + account + "&from=" + day + "&to="
                + LocalDate.parse(day).plusDays(1) + "&file_name=x.csv";
        String model = "unheard-of-" + UUID.randomUUID();
        String file = "day,model,input,cost_usd\n" + day + "," + model + ",7,0.000000009\n";

        JsonNode first = take(query, file);
        JsonNode line = StreamSupport.stream(first.get("lines").spliterator(), false)
                .filter(one -> one.get("model").asText().equals(model))
                .findFirst()
                .orElseThrow();
        assertThat(line.get("cost_difference_nano").asText()).isEqualTo("9");
        assertThat(line.at("/token_difference/input").asLong()).isEqualTo(7);
        assertThat(line.get("explanations").toString()).isEqualTo("[\"unknown_model\"]");
        assertThat(first.get("lines").findValuesAsText("model")).contains(row.model());
        assertThat(take(query, file).get("id")).isEqualTo(first.get("id"));
        assertThat(bed.operator("GET", "/provider-usage/" + first.get("id").asText())
                        .send()
                        .json()
                        .get("file_name")
                        .asText())
                .isEqualTo("x.csv");
        assertThat(bed.operator("GET", "/provider-usage")
                        .send()
                        .json()
                        .at("/data/0/account")
                        .asText())
                .isEqualTo(account);
    }

    @Test
    void whatIsWrongIsSaidAndOthersKeysAreRefused() {
        assertThat(status("?account=nobody&from=2026-11-01&to=2026-11-02", "day,model,input\n"))
                .isEqualTo(404);
        assertThat(status("?account=nobody&from=2026-11-01", "day,model,input\n"))
                .isEqualTo(400);
        assertThat(status("?account=simulator-openai&from=2026-11-01&to=2026-11-02", "a,b\n"))
                .isEqualTo(400);
        assertThat(bed.operator("GET", "/provider-usage/x").send().status()).isEqualTo(404);
        assertThat(bed.get("/v1/operator/provider-usage")
                        .bearer(customer.key())
                        .send()
                        .status())
                .isEqualTo(403);
    }

    private JsonNode take(String query, String file) {
        Reply reply = bed.operator("POST", "/provider-usage" + query)
                .body(file.getBytes(StandardCharsets.UTF_8))
                .send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private int status(String query, String file) {
        return bed.operator("POST", "/provider-usage" + query)
                .body(file.getBytes(StandardCharsets.UTF_8))
                .send()
                .status();
    }

    private String text(String sql, Reply call) {
        return bed.books().list(sql, row -> row.getString(1), call.callId()).getFirst();
    }
}
