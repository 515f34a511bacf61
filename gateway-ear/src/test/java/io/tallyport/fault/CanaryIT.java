package io.tallyport.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was said, and the keys it was said with, stand nowhere on disk. */
@ExtendWith(BooksCheck.class)
class CanaryIT {
    private final Bed bed = Bed.shared();

    @Test
    void promptsAnswersAndKeysAppearNeitherInTheDatabaseNorInALog() throws IOException {
        String prompt = "promptcanary" + UUID.randomUUID().toString().replace("-", "");
        String answer = "answercanary" + UUID.randomUUID().toString().replace("-", "");
        Customer customer = bed.customer();
        bed.simulated().record("canary", answered(answer).getBytes(StandardCharsets.UTF_8));
        bed.simulated().record("canary-error", 400, "application/json", error(answer));
        List<Ask> asks = List.of(
                bed.chat(customer, body(prompt)).replay("canary"),
                bed.chat(customer, "{\"stream\":true," + body(prompt).substring(1)),
                bed.chat(customer, body(prompt)).replay("canary-error"),
                bed.chat(customer, body(prompt)).fault("status=500"),
                bed.chat(customer, body(prompt)).fault("refuse"),
                bed.chat(customer, "{\"stream\":true," + body(prompt).substring(1))
                        .fault("after=5;cut"),
                bed.chat(customer, body(prompt)).fault("no_usage"),
                bed.chat(customer, body(prompt).replace("}]", "")),
                bed.chat(customer, body(prompt).replace("\"gpt-4o-mini\"", "[\"" + prompt + "\"]")));
        for (Ask ask : asks) {
            ask.send();
        }
        Reply first = bed.chat(customer, body(prompt)).replay("canary").send();
        assertThat(first.text()).contains(answer);

        List<String> forbidden = List.of(prompt, answer, customer.key().substring(18));
        assertThat(rowsWith(forbidden)).isEmpty();
        assertThat(bed.logs()).isNotEmpty();
        for (Path log : bed.logs()) {
            String text = Files.readString(log, StandardCharsets.ISO_8859_1);
            for (String canary : forbidden) {
                assertThat(text.contains(canary)).as("%s in %s", canary, log).isFalse();
            }
        }
    }

    @Test
    void secretsOfAccountsAppearNeitherInAnAnswerNorInTheDatabaseNorInALog() throws IOException {
        String secret = "secretcanary" + UUID.randomUUID().toString().replace("-", "");
        String name = "t" + secret.substring(12, 20);
        Customer customer = bed.customer();
        String owner = bed.managementKey(customer);
        bed.books()
                .update(
                        "UPDATE api_key SET role = 'OWNER' WHERE organisation_id = ? AND kind = 'MANAGEMENT'",
                        customer.walletId());
        bed.operator("PUT", "/providers/" + name)
                .json("{\"protocol\":\"openai\",\"base_url\":\"%s/v1\",\"serves\":[\"mistral\"],\"simulator\":true}"
                        .formatted(bed.simulated().url()))
                .send();
        String wish = "{\"provider\":\"%s\",\"name\":\"%s\",\"secret\":\"%s\"}";
        Reply made = bed.operator("POST", "/accounts")
                .json(wish.formatted(name, name, secret))
                .send();
        String account = "/accounts/" + made.json().get("id").asText();
        Ask[] asks = {
            bed.post("/v1/upstream-accounts")
                    .bearer(owner)
                    .header("idempotency-key", name)
                    .json(wish.formatted(name, name, secret)),
            bed.operator("PUT", account + "/secret").json("{\"secret\":\"" + secret + "\"}"),
            bed.operator("PUT", account + "/secret").json("{\"secret\":\"" + secret + " \"}"),
            bed.operator("PUT", account + "/secret").json("{\"secret\":[\"" + secret + "\"]}"),
            bed.operator("POST", "/accounts").json(wish.formatted("nobody", name, secret)),
            bed.operator("POST", "/accounts").json(wish.formatted(name, name, secret)),
            bed.operator("GET", "/accounts"),
            bed.operator("GET", "/audit"),
            bed.get("/v1/upstream-accounts").bearer(owner),
            bed.operator("DELETE", account)
        };
        for (Ask ask : asks) {
            assertThat(ask.send().text()).doesNotContain(secret);
        }

        assertThat(made.status()).isEqualTo(201);
        List<String> forbidden = List.of(secret, bed.testBed().operatorKey().substring(18));
        assertThat(rowsWith(forbidden)).isEmpty();
        for (Path log : bed.logs()) {
            String text = Files.readString(log, StandardCharsets.ISO_8859_1);
            for (String canary : forbidden) {
                assertThat(text.contains(canary)).as("%s in %s", canary, log).isFalse();
            }
        }
    }

    @Test
    void theSearchFindsWhatIsThere() {
        assertThat(rowsWith(List.of("maker@test.example"))).isNotEmpty();
    }

    /** Every column of every table, as text. */
    private List<String> rowsWith(List<String> canaries) {
        List<String> found = new ArrayList<>();
        List<String> tables = bed.books()
                .list(
                        "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables "
                                + "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
                        row -> row.getString(1));
        assertThat(tables).hasSizeGreaterThan(10);
        for (String table : tables) {
            for (String canary : canaries) {
                bed.books()
                        .list(
                                "SELECT t::text FROM " + table + " t WHERE position(? IN t::text) > 0 LIMIT 3",
                                row -> row.getString(1),
                                canary)
                        .forEach(row -> found.add(table + ": " + row));
            }
        }
        return found;
    }

    private static String body(String prompt) {
        return "{\"model\":\"gpt-4o-mini\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt
                + "\"}]}";
    }

    private static String answered(String text) {
        return "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";
    }

    private static byte[] error(String text) {
        return ("{\"error\":{\"message\":\"bad " + text + "\",\"type\":\"invalid_request_error\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
