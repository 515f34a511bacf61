package io.tallyport.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Reply;
import io.tallyport.workbench.launcher.setup.Setup;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may call: keys present, absent, misspelt, revoked or restricted. Each test has an address of its own. */
@ExtendWith(BooksCheck.class)
class KeysIT {
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String MESSAGE = BODY.replace("gpt-4o-mini", "claude-sonnet-4-5");

    private final Bed bed = Bed.shared();

    @Test
    void aMissingKeyIsRefusedInTheShapeOfThePath() {
        ErrorShape.assertOpenAi(bed.post("/v1/chat/completions").json(BODY).send(), 401, "invalid_request_error");
        ErrorShape.assertAnthropic(bed.post("/v1/messages").json(MESSAGE).send(), 401, "authentication_error");
        ErrorShape.assertOpenAi(bed.get("/v1/models").send(), 401, "invalid_request_error");
        ErrorShape.assertAnthropic(
                bed.get("/v1/models").header("anthropic-version", "2023-06-01").send(), 401, "authentication_error");
    }

    @Test
    void aMalformedOrUnknownKeyIsRefusedWithoutRepeatingIt() {
        String key = bed.customer().key();
        for (String wrong : List.of(
                "x",
                "sk-tp-",
                key.substring(1),
                key + "A",
                key.substring(0, 20) + " " + key.substring(21),
                key.substring(0, 60) + (key.endsWith("A") ? "B" : "A"),
                "sk-tp-" + "ü".repeat(55).replace("ü", "%"),
                Setup.newKey())) {
            Reply reply = bed.post("/v1/chat/completions")
                    .from("127.0.0.21")
                    .bearer(wrong)
                    .json(BODY)
                    .send();
            ErrorShape.assertOpenAi(reply, 401, "invalid_request_error");
            assertThat(reply.json().at("/error/code").asText()).isEqualTo("invalid_api_key");
            assertThat(reply.text()).doesNotContain(key.substring(20, 40));
        }
        Reply basic = bed.post("/v1/chat/completions")
                .header("authorization", "Basic " + key)
                .json(BODY)
                .send();
        ErrorShape.assertOpenAi(basic, 401, "invalid_request_error");
    }

    @Test
    void strayWhiteSpaceAroundAKeyIsForgiven() {
        Customer customer = bed.customer();
        for (String header : List.of("Bearer   " + customer.key() + "  ", "bearer \t" + customer.key() + "\t")) {
            Reply reply = bed.post("/v1/chat/completions")
                    .header("authorization", header)
                    .json(BODY)
                    .send();
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        }
        Reply reply = bed.post("/v1/messages")
                .header("x-api-key", "  " + customer.key() + " ")
                .json(MESSAGE)
                .send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(bed.books().usageOf(customer)).hasSize(3);
    }

    @Test
    void ofTwoKeysTheOneInXApiKeyCounts() {
        Customer paying = bed.customer();
        Customer other = bed.customer();
        Reply reply = bed.post("/v1/messages")
                .header("x-api-key", paying.key())
                .bearer(other.key())
                .json(MESSAGE)
                .send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(bed.books().usageOf(paying)).hasSize(1);
        assertThat(bed.books().usageOf(other)).isEmpty();
    }

    @Test
    void aKeyMayUseOnlyTheModelsItIsAllowed() {
        Customer customer = bed.customer();
        bed.books()
                .update(
                        "UPDATE api_key SET models = '{gpt-4o-mini,claude-haiku-4-5}' WHERE public_id = ?",
                        customer.keyId());

        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
        Reply chat = bed.chat(customer, BODY.replace("gpt-4o-mini", "gpt-4.1")).send();
        ErrorShape.assertOpenAi(chat, 403, "invalid_request_error");
        assertThat(chat.json().at("/error/message").asText()).contains("gpt-4.1");
        ErrorShape.assertAnthropic(bed.messages(customer, MESSAGE).send(), 403, "permission_error");
        assertThat(bed.books().usageOf(customer)).hasSize(1);
    }

    @Test
    void aRevokedKeyIsRefusedWithinSeconds() {
        Customer customer = bed.customer();
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
        bed.books()
                .update(
                        "UPDATE api_key SET revoked_at = clock_timestamp(), revoked_by = 'test' WHERE public_id = ?",
                        customer.keyId());

        io.tallyport.bed.Await.until(
                "a 401 for a revoked key",
                Duration.ofSeconds(10),
                () -> bed.post("/v1/chat/completions")
                                .from("127.0.0.22")
                                .bearer(customer.key())
                                .json(BODY)
                                .send()
                                .status()
                        == 401);
    }

    @Test
    void aSuspendedOrganisationIsRefused() {
        Customer customer = bed.customer();
        bed.books().update("UPDATE organisation SET status = 'SUSPENDED' WHERE id = ?", customer.walletId());

        ErrorShape.assertOpenAi(bed.chat(customer, BODY).send(), 403, "invalid_request_error");
        ErrorShape.assertAnthropic(bed.messages(customer, MESSAGE).send(), 403, "permission_error");
        assertThat(bed.books().usageOf(customer)).isEmpty();
    }

    @Test
    void anAddressThatGuessesKeysIsSlowedDown() {
        Reply last = bed.get("/v1/health/live").send();
        for (int attempt = 0; attempt < 22; attempt++) {
            last = bed.post("/v1/messages")
                    .from("127.0.0.23")
                    .header("x-api-key", Setup.newKey())
                    .json(MESSAGE)
                    .send();
        }

        ErrorShape.assertAnthropic(last, 429, "rate_limit_error");
        assertThat(last.header("retry-after")).matches("[0-9]+");
        assertThat(last.header("tallyport-limit")).startsWith("unknown-keys-per-minute; scope=address; limit=20; ");
        assertThat(bed.messages(bed.customer(), MESSAGE).send().status()).isEqualTo(200);
    }
}
