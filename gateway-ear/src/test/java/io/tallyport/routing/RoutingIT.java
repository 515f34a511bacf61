package io.tallyport.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where calls go by what an organisation, its keys and single calls say, and what operators are told of it. */
class RoutingIT {
    private static final String CHAT =
            "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String SYSTEM = "You are a careful assistant. ".repeat(300);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();

    @Test
    void aKeyThatAnOrganisationBringsServesItsCallsAndCostsUsNothing() {
        String secret = "own-" + UUID.randomUUID();
        Reply made = bed.post("/v1/upstream-accounts")
                .bearer(ownerKey())
                .json("{\"provider\":\"simulator-openai\",\"name\":\"mine\",\"secret\":\"" + secret + "\"}")
                .send();
        assertThat(made.status()).as(made.text()).isIn(200, 201);
        long account = made.json().get("id").asLong();
        Await.until("its calls go there", SOON, () -> account(call(bed.chat(customer, CHAT))) == account);

        UsageRow row = call(bed.chat(customer, CHAT).header("tallyport-routing", "account=mine"));
        assertThat(account(row)).isEqualTo(account);
        assertThat(row.debit()).isPositive();
        assertThat(bed.books().number("SELECT cost_nano FROM usage_event WHERE request_id = ?", row.requestId()))
                .isZero();
        assertThat(bed.simulated().tally(secret).get("completed").asLong()).isPositive();
        assertThat(account(call(bed.chat(bed.customer(), CHAT)))).isNotEqualTo(account);
    }

    @Test
    void whoMayNotChooseAnAccountIsToldSo() {
        for (String routing : new String[] {"account=simulator-openai", "account=nobody", "anywhere"}) {
            Reply reply = bed.chat(customer, CHAT)
                    .header("tallyport-routing", routing)
                    .send();
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json().at("/error/param").asText()).isEqualTo("tallyport-routing");
        }
        assertThat(call(bed.chat(customer, CHAT).header("tallyport-routing", "spread"))
                        .outcome())
                .isEqualTo("B1");
    }

    @Test
    void aKeyMayHaveABreakpointPutAtTheEndOfItsSystemPrompts() {
        String body = "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":20,\"system\":\"" + UUID.randomUUID() + SYSTEM
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        assertThat(call(bed.messages(customer, body)).write5m()).isZero();
        Reply set = bed.operator("PUT", "/api-keys/" + customer.keyId() + "/routing")
                .json("{\"breakpoint_help\":\"5m\"}")
                .send();
        assertThat(set.status()).as(set.text()).isEqualTo(200);

        Await.until(
                "the key has help",
                SOON,
                () -> call(bed.messages(customer, body)).write5m() > 1_024);
        assertThat(call(bed.messages(customer, body)).read()).isGreaterThan(1_024);
    }

    @Test
    void aDryRunSaysWhereARequestWouldGoAndWhatItWouldLeave() {
        JsonNode run = bed.operator(
                        "POST", "/organisations/" + customer.walletId() + "/dry-run?surface=chat_completions")
                .json(CHAT)
                .send()
                .json();

        assertThat(run.get("model").asText()).as(run.toString()).isEqualTo("gpt-4o-mini");
        JsonNode first = run.get("steps").get(0);
        assertThat(first.get("account").asText()).isEqualTo("simulator-openai");
        assertThat(first.get("standing").asText()).isEqualTo("well");
        assertThat(first.get("margins").get(0).get("class").asText()).isEqualTo("input");
        assertThat(first.get("margins").get(0).get("negative").asBoolean()).isTrue();
        assertThat(bed.books().usageOf(customer)).isEmpty();
    }

    @Test
    void healthSaysHowAnAccountServedAModel() {
        call(bed.chat(customer, CHAT));
        Await.until("this node has written down what it saw", Duration.ofSeconds(20), () -> !healthOf(
                        "simulator-openai", "gpt-4o-mini")
                .isMissingNode());

        JsonNode health = healthOf("simulator-openai", "gpt-4o-mini");
        assertThat(health.get("calls").asLong()).isPositive();
        assertThat(health.get("success_ppm").asLong()).isBetween(1L, 1_000_000L);
        assertThat(health.get("first_token_ms").isNumber()).isTrue();
        assertThat(health.get("standing").asText()).isEqualTo("well");
    }

    private JsonNode healthOf(String account, String model) {
        for (JsonNode each :
                bed.operator("GET", "/health?minutes=60").send().json().get("data")) {
            if (each.get("account").asText().equals(account)
                    && each.get("model").asText().equals(model)) {
                return each;
            }
        }
        return MissingNode.getInstance();
    }

    private UsageRow call(Ask ask) {
        Reply reply = ask.send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return bed.books().awaitUsage(reply.callId());
    }

    private long account(UsageRow row) {
        return bed.books().number("SELECT upstream_account_id FROM usage_event WHERE request_id = ?", row.requestId());
    }

    private String ownerKey() {
        String key = bed.managementKey(customer);
        bed.books()
                .update(
                        "UPDATE api_key SET role = 'OWNER' WHERE public_id = ?",
                        key.substring("mk-tp-".length(), "mk-tp-".length() + 12));
        return key;
    }
}
