package io.tallyport.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Reply;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bodies too large, too slow, or several at once on one connection. */
@ExtendWith(BooksCheck.class)
class TransferIT {
    private static final int MIB = 1024 * 1024;
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();

    @Test
    void aBodyDeclaredTooLargeIsRefusedAtOnce() throws IOException {
        for (String path : List.of("/v1/chat/completions", "/v1/messages")) {
            try (RawHttp http = new RawHttp(bed.url())) {
                http.send("POST " + path + " HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer " + customer.key()
                        + "\r\ncontent-type: application/json\r\ncontent-length: " + 51 * MIB + "\r\n\r\n");
                RawHttp.Answer answer = http.read();

                assertThat(answer.status()).isEqualTo(413);
                assertTooLarge(path, answer.body(), answer.headers().get("request-id"));
            }
        }
        assertThat(bed.books().usageOf(customer)).isEmpty();
    }

    @Test
    void aBodyThatGrowsTooLargeInChunksIsRefused() throws IOException {
        for (String path : List.of("/v1/chat/completions", "/v1/messages")) {
            try (RawHttp http = new RawHttp(bed.url())) {
                http.send("POST " + path + " HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer " + customer.key()
                        + "\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n");
                sendChunks(http, 51);
                RawHttp.Answer answer = http.read();

                assertThat(answer.status()).isEqualTo(413);
                assertTooLarge(path, answer.body(), answer.headers().get("request-id"));
            }
        }
        assertThat(bed.books().usageOf(customer)).isEmpty();
    }

    /** The gateway may answer and stop reading before everything is sent. */
    private static void sendChunks(RawHttp http, int mebibytes) throws IOException {
        byte[] chunk = new byte[MIB];
        java.util.Arrays.fill(chunk, (byte) ' ');
        try {
            for (int i = 0; i < mebibytes; i++) {
                http.send("100000\r\n");
                http.send(chunk);
                http.send("\r\n");
            }
        } catch (SocketException answeredAlready) {
            return;
        }
    }

    @Test
    void aBodyOfThirtyMebibytesIsServed() {
        String text = "word ".repeat(30 * MIB / 5);
        Customer rich = bed.customer("100");
        Reply reply = bed.chat(rich, BODY.replace("hi", text)).send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawHttp http = new RawHttp(bed.url())) {
            http.send(RawHttp.post("/v1/chat/completions", customer.key(), BODY)
                    + RawHttp.post("/v1/messages", customer.key(), BODY.replace("gpt-4o-mini", "claude-sonnet-4-5"))
                    + RawHttp.post("/v1/chat/completions", customer.key(), "{\"broken")
                    + "GET /v1/health/live HTTP/1.1\r\nhost: gateway\r\n\r\n"
                    + RawHttp.post("/v1/chat/completions", customer.key(), "{\"stream\":true," + BODY.substring(1)));

            RawHttp.Answer chat = http.read();
            assertThat(chat.status()).isEqualTo(200);
            assertThat(Reply.json(chat.body()).get("object").asText()).isEqualTo("chat.completion");
            RawHttp.Answer message = http.read();
            assertThat(Reply.json(message.body()).get("type").asText()).isEqualTo("message");
            assertThat(http.read().status()).isEqualTo(400);
            assertThat(Reply.json(http.read().body()).get("status").asText()).isEqualTo("UP");
            assertThat(http.read().body()).endsWith("data: [DONE]\n\n");
        }
        assertThat(bed.books().usageOf(customer)).hasSize(3);
    }

    @Test
    void twoHundredSlowUploadsHoldUpNobody() throws IOException {
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                RawHttp http = new RawHttp(bed.url());
                http.send("POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer "
                        + customer.key() + "\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{");
                slow.add(http);
            }
            for (int round = 0; round < 20; round++) {
                for (RawHttp http : slow) {
                    http.send(" ");
                }
                long began = System.nanoTime();
                assertThat(bed.get("/v1/health/ready").send().status()).isEqualTo(200);
                assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
                        .as("milliseconds for a health check and a call")
                        .isLessThan(5_000);
            }
        } finally {
            for (RawHttp http : slow) {
                http.close();
            }
        }
        assertThat(bed.books().usageOf(customer)).hasSize(20);
    }

    private static void assertTooLarge(String path, String body, String requestId) {
        ErrorShape.assertNoInternals(body);
        if (path.equals("/v1/messages")) {
            assertThat(Reply.json(body).at("/error/type").asText()).isEqualTo("request_too_large");
            assertThat(Reply.json(body).get("request_id").asText()).isEqualTo(requestId);
            return;
        }
        assertThat(Reply.json(body).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(Reply.json(body).at("/error").size()).isEqualTo(4);
    }
}
