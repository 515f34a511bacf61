package io.tallyport.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which model a name means (docs/compatibility.md, Names of models). */
@TestInstance(Lifecycle.PER_CLASS)
class NamesIT {
    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();

    /** Once: a node reads them every second here. */
    @BeforeAll
    void nameModels() {
        give(customer.walletId(), "fast", "gpt-4o-mini", false);
        give(customer.walletId(), "gpt-4.1", "claude-haiku-4-5", false);
        give(customer.walletId(), "gpt-5-mini", "claude-haiku-4-5", true);
        Await.until(
                "the names are read", Duration.ofSeconds(30), () -> call("fast").status() == 200);
    }

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource({
        "fast, gpt-4o-mini, the organisation's name",
        "gpt-4.1, gpt-4.1, an id that can be had goes before a name",
        "gpt-5-mini, claude-haiku-4-5, a name that overrides goes before the id",
        "gpt-4o, gpt-4o, a name for everyone comes last",
        "claude-3-7-sonnet, claude-sonnet-4-5, a retired model's successor",
        "claude-3-5-haiku-20241022, claude-haiku-4-5, the successor by a dated name",
        "claude-sonnet-4-5-20250929, claude-sonnet-4-5, a dated name"
    })
    void aNameMeansAModel(String name, String model, String why) {
        Reply reply = call(name);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
        assertThat(row.model()).as(why).isEqualTo(model);
    }

    @Test
    void anothersNameIsUnknown() {
        Reply reply = bed.chat(bed.customer(), body("fast")).send();
        assertThat(reply.status()).isEqualTo(404);
    }

    @Test
    void theProviderIsAskedForItsOwnNameAndNothingElseChanges() {
        String text = UUID.randomUUID().toString();
        Reply reply = bed.chat(customer, body("fast").replace("hi", text)).send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        byte[] asked = body("gpt-4o-mini").replace("hi", text).getBytes();
        assertThat(bed.simulated().seen(Reply.sha256(asked))).isPresent();
        assertThat(reply.json().get("model").asText()).startsWith("gpt-4o-mini");
    }

    @Test
    void aDatedNameOfTheProvidersPassesAsItIs() {
        String body = body("claude-sonnet-4-5-20250929")
                .replace("hi", UUID.randomUUID().toString());
        Reply reply = bed.messages(customer, body).send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(bed.simulated().seen(Reply.sha256(body.getBytes()))).isPresent();
    }

    private Reply call(String name) {
        return bed.chat(customer, body(name)).send();
    }

    private static String body(String model) {
        return "{ \"max_tokens\": 9,\n \"model\" : \"" + model
                + "\", \"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    private void give(long organisation, String name, String model, boolean overrides) {
        bed.books()
                .update(
                        "INSERT INTO model_name (organisation_id, name, model_id, overrides) VALUES (?, ?, ?, ?)",
                        organisation,
                        name,
                        model,
                        overrides);
    }
}
