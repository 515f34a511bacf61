package io.tallyport.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import io.tallyport.workbench.launcher.setup.Setup;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What an operator changes holds on every node within a second, though nodes look by themselves every hour only; and the
 * master key is changed without losing what it sealed. The providers that the bed came with do not serve Mistral's models
 * here, so that these go to the accounts of the tests or nowhere.
 */
class ProvisioningOnTwoNodesIT {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final String BODY = "{\"model\":\"mistral-large-latest\",\"max_tokens\":2,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String FIRST_KEY = Setup.newKey();
    private static final String SECOND_KEY = Setup.newKey();
    private static Bed bed;

    private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final String secret = "sk-" + UUID.randomUUID().toString().replace("-", "");

    @BeforeAll
    static void start() {
        bed = Bed.start(
                "provisioning", 2, Map.of("TALLYPORT_CATALOG_EVERY", "PT1H", "TALLYPORT_SECRET_KEY", FIRST_KEY));
        send(bed.operator("POST", "/providers/simulator-compatible/disable"));
    }

    @AfterAll
    static void stop() {
        bed.testBed().close();
    }

    @Test
    void anAccountServesCallsOnEveryNodeWithinASecondUntilItIsDisabledOrDeleted() {
        Customer customer = bed.customer();
        assertThat(statuses(customer)).isEqualTo("404 404");

        String account = "/accounts/" + account();
        awaitStatuses(customer, "200 200");
        assertThat(bed.books()
                        .number(
                                "SELECT count(DISTINCT upstream_account_id) FROM usage_event WHERE wallet_id = ?"
                                        + " AND upstream_account_id = ?::bigint",
                                customer.walletId(),
                                account.substring("/accounts/".length())))
                .isEqualTo(1);
        send(bed.operator("POST", account + "/disable"));
        awaitStatuses(customer, "404 404");
        send(bed.operator("POST", account + "/enable"));
        awaitStatuses(customer, "200 200");
        send(bed.operator("POST", "/providers/" + name + "/disable"));
        awaitStatuses(customer, "404 404");
        send(bed.operator("POST", "/providers/" + name + "/enable"));
        awaitStatuses(customer, "200 200");
        send(bed.operator("DELETE", account));
        awaitStatuses(customer, "404 404");
    }

    @Test
    void anAccountThatWasTakenOutServesAgainWhenItIsPutBackOrHasANewSecret() {
        Customer customer = bed.customer();
        String id = account();
        awaitStatuses(customer, "200 200");
        takeOut(id);
        awaitStatuses(customer, "404 404");
        assertThat(send(bed.operator("POST", "/accounts/" + id + "/put-back"))
                        .get("taken_out_at")
                        .isNull())
                .isTrue();
        awaitStatuses(customer, "200 200");
        takeOut(id);
        awaitStatuses(customer, "404 404");
        send(bed.operator("PUT", "/accounts/" + id + "/secret").json("{\"secret\":\"" + secret + "2\"}"));
        awaitStatuses(customer, "200 200");
        send(bed.operator("DELETE", "/accounts/" + id));
    }

    @Test
    void aKeyThatAnOrganisationBringsAlongIsItsOwn() {
        Customer owner = bed.customer();
        Customer other = bed.customer();
        provider();
        String theirs = ownerKey(other);
        JsonNode made = send(own("POST", "", ownerKey(owner))
                .json("{\"provider\":\"%s\",\"name\":\"mine\",\"secret\":\"%s\"}".formatted(name, secret)));
        String path = "/" + made.get("id").asText();

        assertThat(made.toString()).doesNotContain(secret).contains(secret.substring(secret.length() - 4));
        assertThat(send(own("GET", "", theirs)).get("data")).isEmpty();
        assertThat(own("DELETE", path, theirs).send().status()).isEqualTo(404);
        assertThat(own("PUT", path + "/secret", theirs)
                        .json("{\"secret\":\"" + secret + "\"}")
                        .send()
                        .status())
                .isEqualTo(404);
        assertThat(own("GET", "", bed.managementKey(owner)).send().status()).isEqualTo(403);
        assertThat(own("GET", "", owner.key()).send().status()).isEqualTo(403);
        Await.pause(A_SECOND.toMillis());
        assertThat(statuses(other)).isEqualTo("404 404");
        assertThat(send(bed.operator("GET", "/accounts" + path))
                        .get("organisation")
                        .asLong())
                .isEqualTo(owner.walletId());

        assertThat(send(own("DELETE", path, ownerKey(owner))).get("deleted").asBoolean())
                .isTrue();
        assertThat(own("DELETE", path, ownerKey(owner)).send().status()).isEqualTo(404);
    }

    @Test
    void theMasterKeyIsChangedAndWhatItSealedStaysReadable() {
        Customer customer = bed.customer();
        String owner = ownerKey(customer);
        String account = account();
        JsonNode endpoint = endpoint(owner);
        String first = bed.operator("GET", "/secrets")
                .send()
                .json()
                .at("/data/0/key_id")
                .asText();
        assertThat(sealedUnder(first)).isGreaterThanOrEqualTo(3);
        bed.nodes().get(1).stop();
        try {
            restart(SECOND_KEY + "," + FIRST_KEY);
            assertThat(state(first)).isEqualTo("opens");
            assertThat(call(bed.nodes().getFirst(), customer)).isEqualTo(200);
            JsonNode resealed = send(bed.operator("POST", "/secrets/reseal"));
            assertThat(resealed.get("resealed").asLong()).isGreaterThanOrEqualTo(3);
            assertThat(resealed.get("unreadable").asLong()).isZero();
            assertThat(sealedUnder(first)).isZero();

            restart(SECOND_KEY);
            assertThat(state(first)).isEqualTo("gone");
            assertThat(call(bed.nodes().getFirst(), customer)).isEqualTo(200);
            assertThat(endpoint(owner)).as("the answer that was kept").isEqualTo(endpoint);
        } finally {
            bed.nodes()
                    .get(1)
                    .setting("TALLYPORT_SECRET_KEY", SECOND_KEY)
                    .start()
                    .awaitReady();
        }
        awaitStatuses(customer, "200 200");
        send(bed.operator("DELETE", "/accounts/" + account));
    }

    private static void restart(String masterKeys) {
        bed.nodes().getFirst().setting("TALLYPORT_SECRET_KEY", masterKeys).restart();
    }

    private static long sealedUnder(String key) {
        return key(key).path("values").asLong();
    }

    private static String state(String key) {
        return key(key).path("state").asText("gone");
    }

    private static JsonNode key(String id) {
        for (JsonNode key : send(bed.operator("GET", "/secrets")).get("data")) {
            if (key.get("key_id").asText().equals(id)) {
                return key;
            }
        }
        return MissingNode.getInstance();
    }

    /** The same request under the same idempotency key. */
    private JsonNode endpoint(String owner) {
        return send(bed.post("/v1/billing/webhook-endpoints")
                .bearer(owner)
                .header("idempotency-key", name)
                .json("{\"url\":\"https://tallyport.invalid/hook\"}"));
    }

    private static Ask own(String method, String path, String key) {
        return bed.post("/v1/upstream-accounts" + path).method(method).bearer(key);
    }

    private static String ownerKey(Customer customer) {
        String key = bed.managementKey(customer);
        bed.books()
                .update(
                        "UPDATE api_key SET role = 'OWNER' WHERE public_id = ?",
                        key.substring("mk-tp-".length(), "mk-tp-".length() + 12));
        return key;
    }

    private void provider() {
        send(bed.operator("PUT", "/providers/" + name)
                .json("{\"protocol\":\"openai\",\"base_url\":\"%s/v1\",\"serves\":[\"mistral\"],\"simulator\":true}"
                        .formatted(bed.simulated().url())));
    }

    /** One account of a provider of its own; its id. */
    private String account() {
        provider();
        return send(bed.operator("POST", "/accounts")
                        .json("{\"provider\":\"%s\",\"name\":\"%s\",\"secret\":\"%s\"}".formatted(name, name, secret)))
                .get("id")
                .asText();
    }

    private static void takeOut(String id) {
        bed.books()
                .update(
                        "UPDATE upstream_account SET taken_out_at = clock_timestamp(), taken_out_reason = 'refused' WHERE id = ?::bigint",
                        id);
    }

    private static JsonNode send(Ask ask) {
        Reply reply = ask.send();
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
        return reply.json();
    }

    private static void awaitStatuses(Customer customer, String wanted) {
        Await.until(wanted, A_SECOND, () -> statuses(customer).equals(wanted));
    }

    private static String statuses(Customer customer) {
        return call(bed.nodes().get(0), customer) + " " + call(bed.nodes().get(1), customer);
    }

    private static int call(WildFlyServer node, Customer customer) {
        return bed.chat(node, customer, BODY).send().status();
    }
}
