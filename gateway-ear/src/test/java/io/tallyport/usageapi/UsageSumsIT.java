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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sums, balance, cache economics, and the keys that read them. */
@ExtendWith(BooksCheck.class)
class UsageSumsIT {
    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();
    private final String management = bed.managementKey(customer);

    @Test
    void sumsAreThoseOfTheRows() {
        bed.chat(customer, chat("gpt-4o-mini")).header("tallyport-tag", "a").send();
        bed.chat(customer, chat("gpt-4o-mini")).send();
        bed.messages(customer, chat("claude-sonnet-4-5")).send();
        List<UsageRow> rows = bed.books().usageOf(customer);
        long debit = rows.stream().mapToLong(UsageRow::debit).sum();

        JsonNode byDay = get("/v1/usage");
        assertThat(byDay.at("/total/requests").asLong()).isEqualTo(3);
        assertThat(byDay.at("/total/debit/nano").asLong()).isEqualTo(debit);
        assertThat(byDay.at("/data/0/day").asText()).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
        JsonNode byModel = get("/v1/usage?group_by=hour,model,tag");
        assertThat(byModel.get("data")).hasSize(3);
        assertThat(byModel.at("/data/0/hour").asText()).endsWith(":00:00Z");
        assertThat(byModel.at("/total/tokens/output").asLong())
                .isEqualTo(rows.stream().mapToLong(UsageRow::output).sum());
        assertThat(get("/v1/usage?group_by=key&tag=a").at("/data/0/requests").asLong())
                .isEqualTo(1);
    }

    @Test
    void theBalanceIsThatOfTheBooks() {
        bed.chat(customer, chat("gpt-4o-mini")).send();
        JsonNode balance = get("/v1/balance");

        assertThat(balance.at("/balance/nano").asLong()).isEqualTo(bed.books().balance(customer));
        assertThat(balance.at("/bonus/nano").asLong()).isEqualTo(bed.books().balance(customer));
        assertThat(balance.at("/held_by_nodes/nano").asLong()).isPositive();
    }

    @Test
    void aManagementKeyReadsAndNeverCalls() {
        for (Reply refused : List.of(
                bed.post("/v1/chat/completions")
                        .bearer(management)
                        .json(chat("gpt-4o-mini"))
                        .send(),
                bed.post("/v1/messages")
                        .header("x-api-key", management)
                        .json(chat("claude-sonnet-4-5"))
                        .send(),
                bed.post("/v1/messages/count_tokens")
                        .bearer(management)
                        .json(chat("claude-sonnet-4-5"))
                        .send(),
                bed.get("/v1/models").bearer(management).send())) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
            assertThat(refused.text()).contains("management key");
        }
        Reply again = bed.post("/v1/chat/completions")
                .bearer(management)
                .json(chat("gpt-4o-mini"))
                .send();
        assertThat(again.json().at("/error/code").asText()).isEqualTo("wrong_kind_of_key");
        assertThat(bed.books().usageOf(customer)).isEmpty();
        String imposter = "sk" + management.substring(2);
        assertThat(bed.get("/v1/usage").bearer(imposter).send().status()).isEqualTo(401);
    }

    @Test
    void cacheFiguresAreThoseOfTheRowsAndAdviseWhatWouldHaveBeenCheapest() {
        String body = "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":20,\"system\":[{\"type\":\"text\",\"text\":\""
                + ("word " + UUID.randomUUID() + " ").repeat(400)
                + "\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        for (int i = 0; i < 3; i++) {
            bed.messages(customer, body).header("x-session-id", "chat-1").send();
        }
        List<UsageRow> rows = bed.books().usageOf(customer);
        long read = rows.stream().mapToLong(UsageRow::read).sum();
        long prompt = read
                + rows.stream().mapToLong(row -> row.input() + row.write5m()).sum();

        JsonNode figures = get("/v1/usage/cache").at("/data/0");
        assertThat(figures.get("model").asText()).isEqualTo("claude-sonnet-4-5");
        assertThat(figures.get("prompt_tokens").asLong()).isEqualTo(prompt);
        assertThat(figures.get("hit_rate_ppm").asLong()).isEqualTo(read * 1_000_000 / prompt);
        assertThat(figures.get("never_read_tokens").asLong()).isZero();
        assertThat(figures.at("/saved/nano").asLong()).isPositive();
        assertThat(figures.get("advice").asText()).isEqualTo("5m");
        assertThat(figures.at("/break_even_hit_rate_ppm/5m").asLong()).isEqualTo(217_392);
        assertThat(figures.at("/cost_of_cacheable_tokens/5m/nano").asLong())
                .isPositive()
                .isLessThan(figures.at("/cost_of_cacheable_tokens/off/nano").asLong());
        JsonNode bySession = get("/v1/usage/cache?group_by=session,key");
        assertThat(bySession.at("/data/0/session").asText()).isEqualTo("chat-1");
        assertThat(bySession.at("/total/saved")).isEqualTo(figures.get("saved"));
    }

    @Test
    void adviceTellsWhyCachesMissedToManagementKeys() {
        String body = "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":20,\"system\":[{\"type\":\"text\",\"text\":\""
                + ("word " + UUID.randomUUID() + " ").repeat(400)
                + "\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        for (int i = 0; i < 3; i++) {
            bed.messages(customer, body).header("x-session-id", "chat-2").send();
        }
        bed.messages(customer, chat("claude-sonnet-4-5")).send();
        List<UsageRow> rows = bed.books().usageOf(customer);

        JsonNode advice = get("/v1/usage/cache/advice?group_by=month");
        JsonNode total = advice.get("total");
        assertThat(advice.at("/data/0/month").asText()).matches("[0-9]{4}-[0-9]{2}");
        assertThat(total.get("requests").asLong()).isEqualTo(4);
        assertThat(total.get("hits").asLong())
                .isEqualTo(rows.stream().filter(row -> row.read() > 0).count());
        assertThat(total.get("misses").findValuesAsText("reason")).contains("below_minimum", "first_write");
        assertThat(total.at("/saved/nano").asText())
                .isEqualTo(get("/v1/usage/cache").at("/total/saved/nano").asText());
        assertThat(total.at("/direct/list/nano").asLong())
                .isEqualTo(rows.stream().mapToLong(UsageRow::list).sum());
        assertThat(bed.get("/v1/usage/cache/advice")
                        .bearer(customer.key())
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(bed.get("/v1/usage/cache/advice?group_by=hour")
                        .bearer(management)
                        .send()
                        .status())
                .isEqualTo(400);
    }

    private JsonNode get(String path) {
        Reply reply = bed.get(path).bearer(management).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private static String chat(String model) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }
}
