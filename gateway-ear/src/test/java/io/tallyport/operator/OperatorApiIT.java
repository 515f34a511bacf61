package io.tallyport.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.http.Reply;
import io.tallyport.workbench.launcher.TestBed;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /v1/operator}: what operators may say, what they are told, and what is written down of it. */
class OperatorApiIT {
    private static final String SECRET = "sk-operator-0123456789abcdef";
    private final Bed bed = Bed.shared();
    private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void onlyAnOperatorsKeyIsTakenAndForNothingElse() {
        Customer customer = bed.customer("0");
        assertThat(as(customer.key())).contains("403", "wrong_kind_of_key");
        assertThat(as(bed.managementKey(customer))).contains("403", "wrong_kind_of_key");
        assertThat(as("ok-tp-" + "a".repeat(55))).contains("401", "invalid_api_key");
        assertThat(bed.get("/v1/operator/providers").send().status()).isEqualTo(401);
        Reply call = bed.post("/v1/chat/completions")
                .bearer(bed.testBed().operatorKey())
                .json("{\"model\":\"gpt-4o-mini\",\"messages\":[]}")
                .send();
        assertThat(call.status() + call.text()).contains("403", "wrong_kind_of_key");
    }

    @Test
    void aProviderIsMadeReplacedAndDisabled() {
        JsonNode made = put("/providers/" + name, provider("https://api.example.com/v1/"));
        assertThat(made.get("base_url").asText()).isEqualTo("https://api.example.com/v1");
        assertThat(made.get("from_setup_file").asBoolean()).isFalse();
        put("/providers/" + name, provider("https://other.example.com/v1"));
        post("/providers/" + name + "/disable", 200);

        JsonNode read = get("/providers/" + name);
        assertThat(read.get("base_url").asText()).isEqualTo("https://other.example.com/v1");
        assertThat(read.get("enabled").asBoolean()).isFalse();
        assertThat(actionsOn(name)).containsExactly("provider.disable", "provider.update", "provider.create");
    }

    @Test
    void anAccountIsMadeChangedDisabledAndDeletedAndItsSecretIsNeverTold() {
        put("/providers/" + name, provider("https://api.example.com/v1"));
        JsonNode made = create("{\"provider\":\"%s\",\"name\":\"%s\",\"secret\":\"%s\",\"region\":\"eu\"}"
                .formatted(name, name, SECRET));
        String path = "/accounts/" + made.get("id").asText();
        assertThat(made.get("secret_hint").asText()).isEqualTo("cdef");
        assertThat(made.get("secret_set").asBoolean()).isTrue();
        assertThat(made.get("weight").asInt()).isEqualTo(100);

        put(path, "{\"group\":\"fast\",\"weight\":50,\"tokens_per_minute\":900}");
        put(path + "/secret", "{\"secret\":\"" + SECRET.replace("cdef", "wxyz") + "\"}");
        post(path + "/disable", 200);
        JsonNode changed = get(path);
        assertThat(changed.get("region").isNull()).isTrue();
        assertThat(changed.get("group").asText()).isEqualTo("fast");
        assertThat(changed.get("secret_hint").asText()).isEqualTo("wxyz");
        assertThat(changed.get("enabled").asBoolean()).isFalse();

        assertThat(bed.operator("DELETE", path).send().json().get("deleted").asBoolean())
                .isTrue();
        assertThat(bed.operator("GET", path).send().status()).isEqualTo(404);
        assertThat(actionsOn(name))
                .contains(
                        "account.create", "account.update", "account.set_secret", "account.disable", "account.delete");
        assertThat(bed.books()
                        .number(
                                "SELECT count(*) FROM upstream_account WHERE name = ? AND sealed_secret IS NOT NULL",
                                name))
                .isZero();
        create("{\"provider\":\"%s\",\"name\":\"%s\"}".formatted(name, name));
    }

    @Test
    void whatTheSetupFileSaysIsNotChangedHere() {
        assertThat(bed.operator("PUT", "/providers/simulator-openai")
                        .json(provider("https://api.example.com/v1"))
                        .send()
                        .status())
                .isEqualTo(422);
        String account = StreamSupport.stream(get("/accounts").get("data").spliterator(), false)
                .filter(one -> one.get("name").asText().equals("simulator-openai"))
                .map(one -> one.get("id").asText())
                .findFirst()
                .orElseThrow();
        assertThat(get("/accounts/" + account).get("credential").asText())
                .isEqualTo("TALLYPORT_UPSTREAM_SIMULATOR_KEY");
        assertThat(bed.operator("PUT", "/accounts/" + account + "/secret")
                        .json("{\"secret\":\"" + SECRET + "\"}")
                        .send()
                        .status())
                .isEqualTo(422);
        assertThat(bed.operator("DELETE", "/accounts/" + account).send().status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT  | /providers/bad name       | {\"protocol\":\"openai\",\"base_url\":\"https://a.example\",\"serves\":[\"openai\"]} | name",
                "PUT  | /providers/p              | {\"protocol\":\"smtp\",\"base_url\":\"https://a.example\",\"serves\":[\"openai\"]} | protocol",
                "PUT  | /providers/p              | {\"protocol\":\"openai\",\"base_url\":\"a.example\",\"serves\":[\"openai\"]} | base_url",
                "PUT  | /providers/p              | {\"protocol\":\"openai\",\"base_url\":\"https://a.example\",\"serves\":[\"nobody\"]} | serves",
                "PUT  | /providers/p              | {\"protocol\":\"openai\",\"base_url\":\"https://a.example\",\"serves\":[]} | serves",
                "PUT  | /providers/p              | {\"protocol\":\"openai\",\"base_url\":\"https://a.example\",\"serves\":[\"openai\"],\"key\":1} | key",
                "POST | /accounts                 | {\"provider\":\"nobody\",\"name\":\"a\"} | provider",
                "POST | /accounts                 | {\"provider\":\"simulator-openai\",\"name\":\"a b\"} | name",
                "POST | /accounts                 | {\"provider\":\"simulator-openai\",\"name\":\"simulator-openai\"} | name",
                "POST | /accounts                 | {\"provider\":\"simulator-openai\",\"name\":\"a\",\"secret\":\"x y\"} | secret",
                "POST | /accounts                 | {\"provider\":\"simulator-openai\",\"name\":\"a\",\"weight\":0} | weight",
                "POST | /accounts                 | {\"provider\":\"simulator-openai\",\"name\":\"a\",\"concurrency\":\"9\"} | concurrency",
                "PUT  | /routes/gpt-4o-mini       | {} | routes",
                "PUT  | /routes/gpt-4o-mini       | {\"routes\":[{\"provider\":\"nobody\"}]} | routes[0].provider",
                "PUT  | /routes/gpt-4o-mini       | {\"routes\":[{\"provider\":\"simulator-openai\",\"priority\":101}]} | routes[0].priority",
                "PUT  | /routes/gpt-4o-mini       | {\"routes\":[{\"provider\":\"simulator-openai\",\"fallback\":\"maybe\"}]} | routes[0].fallback",
                "PUT  | /routes/gpt-4o-mini       | {\"routes\":[{\"provider\":\"simulator-openai\",\"to\":1}]} | routes[0].to",
                "PUT  | /routes/gpt-4o-mini       | {\"routes\":[{\"provider\":\"simulator-openai\"},{\"provider\":\"simulator-openai\"}]} | routes[1]",
                "PUT  | /organisations/1/routing  | {\"allowed_providers\":[\"nobody\"]} | allowed_providers",
                "PUT  | /organisations/1/routing  | {\"denied_regions\":[\"a b\"]} | denied_regions",
                "PUT  | /organisations/1/routing  | {\"mode\":\"fixed\"} | fixed_account",
                "PUT  | /organisations/1/routing  | {\"mode\":\"fixed\",\"fixed_account\":\"nobody\"} | fixed_account",
                "PUT  | /organisations/1/routing  | {\"mode\":\"sticky\"} | mode",
                "POST | /keys                     | {\"name\":\"\"} | name"
            })
    void badInputIsRefusedByTheFieldAtFault(String method, String path, String body, String field) {
        Reply reply = bed.operator(method.strip(), path.strip().replace(" ", "%20"))
                .json(body)
                .send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.json().at("/error/param").asText()).isEqualTo(field);
    }

    @Test
    void routesOfAModelAreReplacedAsAWhole() {
        String path = "/routes/grok-4-fast-non-reasoning";
        JsonNode set = put(path, """
                {"routes":[{"provider":"simulator-openai","priority":1,"upstream_model":"other","fallback":"never"},
                {"provider":"simulator-compatible","group":"fast","weight":7}]}
                """);
        assertThat(set.at("/routes/0/provider").asText()).isEqualTo("simulator-compatible");
        assertThat(set.at("/routes/0/fallback").asText()).isEqualTo("any");
        assertThat(set.at("/routes/1/upstream_model").asText()).isEqualTo("other");
        assertThat(bed.operator("DELETE", path).send().json().get("routes")).isEmpty();
        assertThat(get(path).get("routes")).isEmpty();
        assertThat(bed.operator("GET", "/routes/no-such-model").send().status()).isEqualTo(404);
    }

    @Test
    void anOrganisationsRoutingAndAKeysAreSetAndRead() {
        Customer customer = bed.customer("0");
        String path = "/organisations/" + customer.walletId() + "/routing";
        assertThat(get(path).get("mode").asText()).isEqualTo("affinity");
        put(path, """
                {"mode":"fixed","fixed_account":"simulator-openai","denied_providers":["simulator-gemini"],
                "allowed_regions":["eu"],"chooses_account":true}
                """);
        JsonNode read = get(path);
        assertThat(read.get("fixed_account").asText()).isEqualTo("simulator-openai");
        assertThat(read.get("chooses_account").asBoolean()).isTrue();
        assertThat(read.at("/allowed_regions/0").asText()).isEqualTo("eu");

        String key = "/api-keys/" + customer.keyId() + "/routing";
        assertThat(get(key).get("breakpoint_help").asText()).isEqualTo("off");
        put(key, "{\"mode\":\"spread\",\"breakpoint_help\":\"1h\"}");
        assertThat(get(key).toString()).contains("\"spread\"", "\"1h\"");
        assertThat(bed.operator("GET", "/api-keys/nobodys/routing").send().status())
                .isEqualTo(404);
    }

    @Test
    void anOperatorMakesAKeyThatEndsAtOnceWhenItIsRevoked() {
        Reply made = bed.operator("POST", "/keys").json("{\"name\":\"second\"}").send();
        assertThat(made.status()).isEqualTo(201);
        String secret = made.json().get("secret").asText();
        String id = made.json().get("id").asText();
        assertThat(as(secret)).contains("200");

        assertThat(bed.operator("DELETE", "/keys/" + id)
                        .send()
                        .json()
                        .get("revoked_by")
                        .asText())
                .isEqualTo(TestBed.MAKER);
        assertThat(as(secret)).contains("401", "api_key_revoked");
        assertThat(get("/keys").toString()).contains(id).doesNotContain(secret);
    }

    @Test
    void whoIsNoOperatorAnyMoreIsTurnedAway() {
        Reply made = bed.operator("POST", "/keys")
                .json("{\"name\":\"of somebody else\"}")
                .send();
        bed.books()
                .update(
                        "UPDATE operator_key SET user_id = (SELECT id FROM app_user WHERE email = ?) WHERE public_id = ?",
                        TestBed.CHECKER,
                        made.json().get("id").asText());
        assertThat(as(made.json().get("secret").asText())).contains("403", "role_missing");
    }

    private String as(String key) {
        Reply reply = bed.get("/v1/operator/providers").bearer(key).send();
        return reply.status() + reply.text();
    }

    private List<String> actionsOn(String subject) {
        return bed.books()
                .list(
                        "SELECT action FROM audit_entry WHERE subject = ? AND actor = ? ORDER BY id DESC",
                        row -> row.getString(1),
                        subject,
                        TestBed.MAKER);
    }

    private JsonNode get(String path) {
        Reply reply = bed.operator("GET", path).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private JsonNode put(String path, String body) {
        Reply reply = bed.operator("PUT", path).json(body).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private JsonNode create(String body) {
        Reply reply = bed.operator("POST", "/accounts").json(body).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json();
    }

    private void post(String path, int status) {
        Reply reply = bed.operator("POST", path).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    }

    private static String provider(String baseUrl) {
        return "{\"protocol\":\"openai\",\"base_url\":\"%s\",\"serves\":[\"mistral\"]}".formatted(baseUrl);
    }
}
