package io.tallyport.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The document at {@code /openapi} is true: its paths are served, and what is answered fits its schemas. */
class OpenApiIT {
    private final Bed bed = Bed.shared();
    private final JsonNode document =
            bed.get("/openapi").header("accept", "application/json").send().json();

    @Test
    void everyPathOfTheDocumentIsServed() {
        assertThat(document.get("openapi").asText()).startsWith("3.1");
        String requestId = post(
                        "/v1/chat/completions",
                        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .requestId();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    String url = "/v1"
                            + path.getKey()
                                    .replace("{id}", "gpt-4o-mini")
                                    .replace("{request_id}", requestId)
                                    .replaceAll("\\{[a-z]+}", "1");
                    Ask ask = method.equals("get")
                            ? bed.get(url)
                            : bed.post(url)
                                    .method(method.toUpperCase(Locale.ROOT))
                                    .json("{}");
                    assertThat(ask.bearer(bed.granted().key()).send().status())
                            .as("%s %s", method, url)
                            .isNotIn(404, 405, 500);
                }));
    }

    @Test
    void answersFitTheirSchemas() {
        String chat =
                "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        assertFits("ChatCompletion", post("/v1/chat/completions", chat).json());
        assertFits("Message", post("/v1/messages", chat).json());
        assertFits(
                "Response",
                post("/v1/responses", "{\"model\":\"claude-sonnet-4-5\",\"input\":\"hi\"}")
                        .json());
        assertFits(
                "EmbeddingList",
                post("/v1/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":\"hi\"}")
                        .json());
        assertFits("OpenAiError", post("/v1/chat/completions", "{}").json());
        assertFits("AnthropicError", post("/v1/messages", "{}").json());
        assertFits("OpenAiModelList", get("/v1/models", false));
        assertFits("AnthropicModelPage", get("/v1/models", true));
        assertFits("AnthropicModel", get("/v1/models/gpt-4o-mini", true));
        assertFits("Health", get("/v1/health", false));
        assertFits("UsageSums", get("/v1/usage?group_by=day,hour,key,model,tag,session", false));
        JsonNode page = get("/v1/usage/requests", false);
        assertFits("UsageRequestPage", page);
        assertFits(
                "UsageRequest",
                get("/v1/usage/requests/" + page.at("/data/0/id").asText(), false));
        assertFits("CacheEconomics", get("/v1/usage/cache", false));
        assertFits(
                "CacheAdvice",
                bed.get("/v1/usage/cache/advice")
                        .bearer(bed.managementKey(bed.granted()))
                        .send()
                        .json());
        assertFits("Balance", get("/v1/balance", false));
    }

    @Test
    void answersAboutBillingFitTheirSchemas() {
        Customer customer = bed.customer("0");
        String key = bed.managementKey(customer);
        bed.books()
                .update(
                        "UPDATE api_key SET role = 'OWNER' WHERE organisation_id = ? AND kind = 'MANAGEMENT'",
                        customer.walletId());
        assertFits("PackageList", billing("GET", "/packages", key, ""));
        assertFits("OrderPage", billing("GET", "/orders", key, ""));
        assertFits("BillingProfile", billing("PUT", "/profile", key, """
                {"name":"Erika Beispiel","street":"Weg 1","postcode":"80331","city":"Berlin","country":"DE","business":false}
                """));
        assertFits("BalanceAlert", billing("PUT", "/balance-alert", key, "{\"threshold\":\"5\"}"));
        JsonNode endpoint = billing("POST", "/webhook-endpoints", key, "{\"url\":\"https://tallyport.invalid/hook\"}");
        assertFits("WebhookEndpoint", endpoint);
        assertThat(endpoint.has("secret")).isTrue();
        assertFits("WebhookEndpointList", billing("GET", "/webhook-endpoints", key, ""));
        JsonNode brought = own(
                "POST", key, "{\"provider\":\"simulator-openai\",\"name\":\"mine\",\"secret\":\"sk-brought-along\"}");
        assertFits("OwnUpstreamAccount", brought);
        assertFits("OwnUpstreamAccountList", own("GET", key, ""));
        bed.post("/v1/upstream-accounts/" + brought.get("id").asText())
                .method("DELETE")
                .bearer(key)
                .send();
        String deliveries = "/webhook-endpoints/" + endpoint.get("id").asText() + "/deliveries";
        assertFits("WebhookDeliveryPage", billing("GET", deliveries, key, ""));
    }

    @Test
    void answersToOperatorsFitTheirSchemas() {
        Customer customer = bed.customer("0");
        String provider = "schema-" + customer.walletId();
        assertFits("Provider", operator("PUT", "/providers/" + provider, """
                {"protocol":"openai","base_url":"https://tallyport.invalid/v1","serves":["mistral"]}
                """));
        JsonNode account = operator("POST", "/accounts", "{\"provider\":\"%s\",\"name\":\"%1$s\"}".formatted(provider));
        assertFits("UpstreamAccount", account);
        assertFits(
                "Deleted", operator("DELETE", "/accounts/" + account.get("id").asText(), ""));
        assertFits(
                "ModelRoutes",
                operator(
                        "PUT",
                        "/routes/mistral-small-latest",
                        "{\"routes\":[{\"provider\":\"%s\"}]}".formatted(provider)));
        assertFits("ModelRoutesList", operator("GET", "/routes", ""));
        operator("DELETE", "/routes/mistral-small-latest", "");
        assertFits("OrganisationRouting", operator("GET", "/organisations/" + customer.walletId() + "/routing", ""));
        assertFits("KeyRouting", operator("GET", "/api-keys/" + customer.keyId() + "/routing", ""));
        JsonNode key = operator("POST", "/keys", "{\"name\":\"schema\"}");
        assertFits("OperatorKey", key);
        assertFits("OperatorKey", operator("DELETE", "/keys/" + key.get("id").asText(), ""));
        List.of("Provider /providers", "UpstreamAccount /accounts", "OperatorKey /keys")
                .forEach(list -> {
                    String[] parts = list.split(" ");
                    assertFits(parts[0] + "List", operator("GET", parts[1], ""));
                });
        assertFits("SealedSecrets", operator("POST", "/secrets/reseal", ""));
        assertFits("AuditPage", operator("GET", "/audit", ""));
    }

    private JsonNode operator(String method, String path, String body) {
        Ask ask = bed.operator(method, path);
        Reply reply = body.isEmpty() ? ask.send() : ask.json(body).send();
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
        return reply.json();
    }

    private JsonNode billing(String method, String path, String key, String body) {
        Ask ask = bed.post("/v1/billing" + path).method(method).bearer(key).header("idempotency-key", path);
        Reply reply = body.isEmpty() ? ask.send() : ask.json(body).send();
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
        return reply.json();
    }

    private JsonNode own(String method, String key, String body) {
        Ask ask = bed.post("/v1/upstream-accounts").method(method).bearer(key);
        Reply reply = body.isEmpty() ? ask.send() : ask.json(body).send();
        assertThat(reply.status()).as(reply.text()).isIn(200, 201);
        return reply.json();
    }

    private void assertFits(String schema, JsonNode answer) {
        ObjectNode rooted = document.deepCopy();
        rooted.put("$ref", "#/components/schemas/" + schema);
        JsonSchema compiled = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(rooted);
        assertThat(compiled.validate(answer)).as("%s: %s", schema, answer).isEmpty();
    }

    private Reply post(String path, String body) {
        return bed.post(path).bearer(bed.granted().key()).json(body).send();
    }

    private JsonNode get(String path, boolean anthropic) {
        Ask ask = bed.get(path).bearer(bed.granted().key());
        Reply reply = anthropic ? ask.header("anthropic-version", "2023-06-01").send() : ask.send();
        assertThat(List.of(200)).contains(reply.status());
        return reply.json();
    }
}
