package io.tallyport.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Torture;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import io.tallyport.fuzz.Seeds.Recorded;
import io.tallyport.fuzz.Seeds.Request;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nonsense from either side is told apart from our own failure: no 500, no hang, no hold kept, the books right. */
@Tag("torture")
@ExtendWith(BooksCheck.class)
class FuzzIT {
    private static final List<String> MODELS = List.of(
            "gpt-4o-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "deepseek-chat", "gpt-5-mini", "claude-opus-4-6");
    private static final List<String> SURFACES = List.of("/v1/messages", "/v1/chat/completions", "/v1/responses");
    private static final int CREDITS = 500;
    private static final long NANO_PER_OUTPUT_TOKEN = 420;

    private final Bed bed = Bed.shared();

    @Test
    void spoiledRequestsAreRefusedOrServed() {
        Customer customer = bed.customer(String.valueOf(CREDITS));
        List<Request> seeds = Seeds.requests();
        Torture.run(
                "fuzz",
                600,
                100_000,
                (size, seed) -> Workers.run(size, seed, (random, i) -> {
                    Request request = seeds.get(random.nextInt(seeds.size()));
                    byte[] body = new JsonMutator(random).mutate(withModel(request, random));
                    check(ask(customer, request.path(), body).output("tokens=3").send(), request.path(), body);
                }));
        assertThatNothingIsHeld(customer);
    }

    @Test
    void spoiledStreamsAreFinishedOrBrokenOff() {
        Customer customer = bed.customer(String.valueOf(CREDITS));
        List<Recorded> seeds = Seeds.streams(OwnStreams.all());
        Torture.run(
                "fuzz-streams",
                600,
                100_000,
                (size, seed) -> Workers.run(size, seed, (random, i) -> {
                    Recorded recorded = seeds.get(random.nextInt(seeds.size()));
                    byte[] damaged = new StreamMutator(random).damaged(recorded.stream());
                    String path = SURFACES.get(random.nextInt(SURFACES.size()));
                    Reply reply = replay(customer, path, recorded.model(), damaged, 1 + random.nextInt(64));
                    check(reply, path, damaged);
                }));
        assertThatNothingIsHeld(customer);
    }

    @Test
    void streamsWrittenOtherwiseSayTheSame() {
        Customer customer = bed.customer(String.valueOf(CREDITS));
        List<Recorded> seeds = Seeds.streams(OwnStreams.all());
        Torture.run(
                "fuzz-disguised",
                200,
                5_000,
                (size, seed) -> Workers.run(size, seed, (random, i) -> {
                    Recorded recorded = seeds.get(random.nextInt(seeds.size()));
                    byte[] disguised = new StreamMutator(random)
                            .disguised(recorded.stream(), recorded.model().startsWith("claude"));
                    String path = SURFACES.get(random.nextInt(SURFACES.size()));
                    Reply plain = replay(customer, path, recorded.model(), recorded.stream(), 0);
                    Reply same = replay(customer, path, recorded.model(), disguised, 1 + random.nextInt(9));
                    assertThat(Said.by(same))
                            .as("%s of %s", path, recorded.model())
                            .isEqualTo(Said.by(plain));
                }));
    }

    @Test
    void aStreamCutAtEveryByteSaysTheSame() {
        Customer customer = bed.customer(String.valueOf(CREDITS));
        for (Recorded recorded : OwnStreams.all()) {
            for (String path : SURFACES) {
                Reply whole = replay(customer, path, recorded.model(), recorded.stream(), 0);
                Reply cut = replay(customer, path, recorded.model(), recorded.stream(), 1);
                assertThat(Said.by(cut)).as("%s of %s", path, recorded.model()).isEqualTo(Said.by(whole));
                assertThat(Said.by(cut)).isNotEmpty();
            }
        }
    }

    private Reply replay(Customer customer, String path, String model, byte[] stream, int chunk) {
        String name = "fuzz-" + Thread.currentThread().threadId();
        bed.simulated().record(name, 200, "text/event-stream", stream);
        String body = """
                {"model":"%s","stream":true,"max_tokens":4000,%s}""".formatted(
                        model,
                        path.endsWith("responses")
                                ? "\"input\":\"hi\""
                                : "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]");
        return ask(
                        customer,
                        path,
                        body.replace(",\"max_tokens\":4000", path.endsWith("responses") ? "" : ",\"max_tokens\":4000")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .replay(name)
                .header("x-sim-chunk", String.valueOf(chunk))
                .send();
    }

    private Ask ask(Customer customer, String path, byte[] body) {
        return bed.post(path).bearer(customer.key()).json(body);
    }

    private static String withModel(Request request, Random random) {
        if (request.path().endsWith("embeddings")) {
            return request.body();
        }
        String model = MODELS.get(random.nextInt(MODELS.size()));
        return request.body().replaceFirst("(\"model\"\\s*:\\s*)\"[^\"]*\"", "$1\"" + model + "\"");
    }

    private static void check(Reply reply, String path, byte[] sent) {
        assertThat(reply.status())
                .as(
                        "%s answered %s to %s",
                        path, reply.text(), new String(sent, java.nio.charset.StandardCharsets.UTF_8))
                .isNotIn(500, 503);
        ErrorShape.assertNoInternals(reply.status() == 200 ? "" : reply.text());
    }

    /** A call that may cost nearly all of the balance is let through: no hold of an earlier one is left. */
    private void assertThatNothingIsHeld(Customer customer) {
        Reply reply = ask(customer, "/v1/chat/completions", """
                {"model":"gpt-4o-mini","max_tokens":%d,"messages":[{"role":"user","content":"hi"}]}""".formatted(
                                bed.books().balance(customer) / NANO_PER_OUTPUT_TOKEN * 95 / 100)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .output("tokens=3")
                .send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
}
