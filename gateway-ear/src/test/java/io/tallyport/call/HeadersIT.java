package io.tallyport.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What passes in either direction, and what stays behind (wire.md rules 1 and 2). */
@ExtendWith(BooksCheck.class)
class HeadersIT {
    private final Bed bed = Bed.shared();

    @Test
    void theUpstreamSeesTheCallersBytesAndOnlyAllowedHeaders() {
        String body = "{ \"model\" : \"claude-sonnet-4-5\",\n \"max_tokens\":12, \"x_unknown\":{\"a\":[1.50,2e3]},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"" + UUID.randomUUID() + "\"}] }\n";
        Reply reply = bed.messages(bed.customer(), body)
                .header("anthropic-beta", "some-new-beta-2026-01-01")
                .header("cookie", "session=secret")
                .header("x-forwarded-for", "192.0.2.7")
                .header("x-forwarded-proto", "https")
                .header("anthropic-workspace-id", "wrkspc_x")
                .header("accept-encoding", "gzip")
                .header("x-stainless-lang", "java")
                .header("user-agent", "HeadersIT/1")
                .header("x-company-secret", "hush")
                .output("lenient")
                .send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonNode seen = bed.simulated().seen(Reply.sha256(body.getBytes())).orElseThrow();
        JsonNode headers = seen.get("headers");
        assertThat(headers.path("anthropic-beta").asText()).isEqualTo("some-new-beta-2026-01-01");
        assertThat(headers.path("anthropic-version").asText()).isEqualTo("2023-06-01");
        assertThat(headers.path("x-stainless-lang").asText()).isEqualTo("java");
        assertThat(headers.path("user-agent").asText()).isEqualTo("HeadersIT/1");
        assertThat(headers.path("accept-encoding").asText()).isEqualTo("identity");
        List<String> names = new ArrayList<>();
        headers.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .isSubsetOf(
                        "host",
                        "content-type",
                        "content-length",
                        "transfer-encoding",
                        "connection",
                        "accept",
                        "anthropic-version",
                        "anthropic-beta",
                        "user-agent",
                        "x-stainless-lang",
                        "accept-encoding",
                        "x-api-key",
                        "x-sim-output");
    }

    @Test
    void aCallerWhoNamesNoVersionMeansTheFirst() {
        String body =
                "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + UUID.randomUUID() + "\"}]}";
        Reply reply =
                bed.post("/v1/messages").bearer(bed.customer().key()).json(body).send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonNode seen = bed.simulated().seen(Reply.sha256(body.getBytes())).orElseThrow();
        assertThat(seen.at("/headers/anthropic-version").asText()).isEqualTo("2023-06-01");
    }

    @Test
    void aPlainChatBodyReachesTheUpstreamUnchanged() {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + UUID.randomUUID()
                + "\"}],\"model\":\"gpt-4o-mini\",\"stream\":false,\"max_tokens\":5,\"metadata\":null}";
        Customer customer = bed.customer();
        Reply reply = bed.chat(customer, body).header("cookie", "a=b").send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonNode seen = bed.simulated().seen(Reply.sha256(body.getBytes())).orElseThrow();
        assertThat(seen.get("headers").has("cookie")).isFalse();
        assertThat(seen.get("headers").has("x-api-key")).isFalse();
        assertThat(seen.get("headers").toString()).doesNotContain(customer.key());
        assertThat(seen.get("path").asText()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void everyAnswerCarriesOurRequestIdAndNoneOfTheUpstreams() {
        List<Reply> replies = List.of(
                bed.chat(bed.customer(), chat("gpt-4o-mini")).send(),
                bed.messages(bed.customer(), message("claude-sonnet-4-5")).send(),
                bed.chat(bed.customer(), CallIT.streaming(chat("gpt-4o-mini"))).send(),
                bed.messages(bed.customer(), CallIT.streaming(message("claude-sonnet-4-5")))
                        .send(),
                bed.chat(bed.customer(), chat("no-such-model")).send(),
                bed.chat(bed.customer(), chat("gpt-4o-mini"))
                        .fault("status=500")
                        .send(),
                bed.post("/v1/messages").json(message("claude-sonnet-4-5")).send(),
                bed.get("/v1/models").bearer(bed.granted().key()).send(),
                bed.get("/v1/nowhere").send(),
                bed.get("/v1/health/live").send());

        for (Reply reply : replies) {
            assertThat(reply.requestId()).as(reply.text()).matches("req_[0-9a-f]{32}");
            assertThat(reply.header("x-request-id")).isEqualTo(reply.requestId());
            assertThat(reply.headers().allValues("request-id")).hasSize(1);
            assertThat(reply.headers().allValues("x-request-id")).hasSize(1);
            assertThat(reply.headers().map().keySet())
                    .noneMatch(name -> name.startsWith("openai-"))
                    .noneMatch(name -> name.contains("organization") || name.contains("workspace"))
                    .doesNotContain("server", "x-powered-by", "via", "set-cookie");
        }
        assertThat(replies.stream().map(Reply::requestId)).doesNotHaveDuplicates();
    }

    @Test
    void rateLimitHeadersAreTheCallersOwnAndNotThoseOfAnAccountThatManyShare() {
        Reply reply = bed.chat(bed.limited(77), chat("gpt-4o-mini")).send();

        assertThat(reply.headers().allValues("x-ratelimit-limit-requests")).containsExactly("77");
        assertThat(reply.headers().map().keySet())
                .filteredOn(name -> name.contains("ratelimit"))
                .containsExactlyInAnyOrder(
                        "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests");
        assertThat(reply.header("content-type")).startsWith("application/json");
    }

    static String chat(String model) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    static String message(String model) {
        return chat(model);
    }
}
