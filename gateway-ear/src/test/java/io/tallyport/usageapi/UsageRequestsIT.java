package io.tallyport.usageapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls line by line: pages, filters, and whose they are. */
@ExtendWith(BooksCheck.class)
class UsageRequestsIT {
    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();
    private final String management = bed.managementKey(customer);

    @Test
    void pagesShowEveryCallOnceWhileNewOnesCome() {
        List<String> before = call(25);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<List<String>> meanwhile = CompletableFuture.supplyAsync(() -> {
            List<String> ids = new ArrayList<>();
            while (!stop.get()) {
                ids.addAll(call(1));
            }
            return ids;
        });
        List<String> seen = new ArrayList<>();
        JsonNode page = list("limit=4");
        String newer = page.get("newer").asText();
        seen.addAll(ids(page));
        while (page.get("has_more").asBoolean()) {
            page = list("limit=4&cursor=" + page.get("older").asText());
            seen.addAll(ids(page));
        }
        stop.set(true);
        List<String> came = meanwhile.join();

        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
        assertThat(page.get("older").isNull()).isTrue();
        Set<String> all = new HashSet<>(seen);
        for (page = list("limit=4&cursor=" + newer); !ids(page).isEmpty(); page = list("limit=4&cursor=" + newer)) {
            assertThat(all).doesNotContainAnyElementsOf(ids(page));
            all.addAll(ids(page));
            newer = page.get("newer").asText();
        }
        assertThat(all).containsAll(came).hasSize(before.size() + came.size());
        assertThat(page.get("newer").asText()).isEqualTo(newer);
    }

    @Test
    void filtersLetThroughWhatTheyName() {
        Reply chat = bed.chat(customer, chat("gpt-4o-mini"))
                .header("tallyport-tag", "a")
                .header("x-session-id", "s 1")
                .send();
        Reply message = bed.messages(customer, chat("claude-sonnet-4-5")).send();
        Reply failed =
                bed.chat(customer, chat("gpt-4o-mini")).fault("status=500").send();
        bed.books().awaitUsage(failed.callId());

        assertThat(ids(list("model=claude-sonnet-4-5"))).containsExactly(message.requestId());
        assertThat(ids(list("tag=a"))).containsExactly(chat.requestId());
        assertThat(ids(list("session=s%201&key=" + customer.keyId()))).containsExactly(chat.requestId());
        assertThat(ids(list("outcome=B2"))).containsExactly(failed.requestId());
        assertThat(ids(list("day=2001-01-01"))).isEmpty();
        assertThat(ids(list("from=2001-01-01&to=2001-01-02T00:00:00Z"))).isEmpty();
        assertThat(ids(list("from=2001-01-01"))).hasSize(3);
        assertThat(ids(list("key=000000000000"))).isEmpty();
    }

    @Test
    void aCallThatCostNothingIsAZeroLineThatSaysWhy() {
        Reply failed =
                bed.chat(customer, chat("gpt-4o-mini")).fault("status=500").send();
        bed.books().awaitUsage(failed.callId());
        JsonNode line = list("").at("/data/0");

        assertThat(line.get("id").asText()).isEqualTo(failed.requestId());
        assertThat(line.at("/debit/nano").asText()).isEqualTo("0");
        assertThat(line.at("/outcome/reason").asText()).contains("nothing is charged");
        assertThat(line.get("client_ip").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void aLineTellsWhatWasTriedBeforeAndNotWhere() {
        Reply call = bed.chat(customer, chat("gpt-4o-mini")).send();
        bed.books().awaitUsage(call.callId());
        bed.books()
                .update(
                        "INSERT INTO usage_attempt SELECT request_id, 1, 987654, 429, 'rate_limited', 0, NULL, 12999, created_at"
                                + " FROM usage_event WHERE request_id = ?",
                        call.callId());
        JsonNode line = bed.get("/v1/usage/requests/" + call.requestId())
                .bearer(management)
                .send()
                .json();

        assertThat(line.get("attempts").toString())
                .isEqualTo("[{\"n\":1,\"status\":429,\"reason\":\"rate_limited\",\"ms\":12}]");
        assertThat(list("").at("/data/0/attempts")).isEqualTo(line.get("attempts"));
    }

    @Test
    void whatIsAnothersIsNotFound() {
        Customer other = bed.customer();
        Reply call = bed.chat(customer, chat("gpt-4o-mini")).send();
        String path = "/v1/usage/requests/" + call.requestId();
        String secondKey = bed.anotherKey(customer);

        assertThat(bed.get(path).bearer(customer.key()).send().status()).isEqualTo(200);
        assertThat(bed.get(path).bearer(management).send().status()).isEqualTo(200);
        assertThat(bed.get(path).bearer(other.key()).send().status()).isEqualTo(404);
        assertThat(bed.get(path).bearer(bed.managementKey(other)).send().status())
                .isEqualTo(404);
        assertThat(bed.get(path).bearer(secondKey).send().status()).isEqualTo(404);
        assertThat(bed.get("/v1/usage/requests").bearer(secondKey).send().json().get("data"))
                .isEmpty();
        assertThat(bed.get("/v1/usage")
                        .bearer(secondKey)
                        .send()
                        .json()
                        .at("/total/requests")
                        .asLong())
                .isZero();
        assertThat(bed.get("/v1/usage")
                        .bearer(management)
                        .send()
                        .json()
                        .at("/total/requests")
                        .asLong())
                .isEqualTo(1);
        assertThat(bed.get("/v1/usage/requests/req_" + "0".repeat(32))
                        .bearer(management)
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void badParametersAreNamed() {
        for (String query : List.of(
                "limit=0",
                "limit=1001",
                "limit=x",
                "cursor=nonsense",
                "from=yesterday",
                "day=2026-13-01",
                "outcome=B99",
                "colour=red",
                "from=2026-01-02&to=2026-01-01",
                "day=2026-01-01&to=2026-01-02",
                "tag=%00")) {
            Reply reply =
                    bed.get("/v1/usage/requests?" + query).bearer(management).send();

            assertThat(reply.status()).as(query).isEqualTo(400);
            assertThat(query).contains(reply.json().at("/error/param").asText());
        }
        assertThat(bed.get("/v1/usage?group_by=colour")
                        .bearer(management)
                        .send()
                        .status())
                .isEqualTo(400);
        assertThat(bed.get("/v1/usage/requests").send().status()).isEqualTo(401);
    }

    private List<String> call(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Reply reply =
                    bed.chat(customer, chat("gpt-4o-mini")).output("tokens=1").send();
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            ids.add(reply.requestId());
        }
        return ids;
    }

    private JsonNode list(String query) {
        Reply reply = bed.get("/v1/usage/requests?" + query).bearer(management).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.get("data").forEach(call -> ids.add(call.get("id").asText()));
        return ids;
    }

    private static String chat(String model) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }
}
