package io.tallyport.workbench.simulator;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnthropicAnswersTest {
    private static final String HELLO =
            "{\"model\":\"claude-x\",\"max_tokens\":%d,\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"Say hello there!\"}]}";

    private SimulatorClient client;

    @BeforeAll
    void start() {
        client = new SimulatorClient();
    }

    @AfterAll
    void stop() {
        client.close();
    }

    @Test
    void aPlainAnswerCountsFourBytesToAToken() {
        HttpResponse<byte[]> answer = client.messages("plain", HELLO.formatted(1000, false));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(at(answer, "/model")).isEqualTo("claude-x");
        assertThat(at(answer, "/id")).matches("msg_01[1-9A-HJ-NP-Za-km-z]{22}");
        assertThat(at(answer, "/stop_reason")).isEqualTo("end_turn");
        assertThat(at(answer, "/usage/input_tokens")).isEqualTo("4");
        assertThat(at(answer, "/usage/output_tokens")).isEqualTo("32");
        assertThat(at(answer, "/content/0/text").split(" ")).hasSize(32);
    }

    @Test
    void everyAnswerCarriesTheProvidersHeaders() {
        HttpResponse<byte[]> answer = client.messages("headers", HELLO.formatted(1, false));

        assertThat(answer.headers().firstValue("request-id"))
                .hasValueSatisfying(id -> assertThat(id).matches("req_011C[1-9A-HJ-NP-Za-km-z]{20}"));
        assertThat(answer.headers().firstValue("anthropic-ratelimit-requests-limit"))
                .contains("4000");
        assertThat(answer.headers().firstValue("anthropic-ratelimit-tokens-reset"))
                .hasValueSatisfying(reset -> assertThat(reset).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
    }

    @Test
    void maxTokensCutTheAnswer() {
        HttpResponse<byte[]> answer = client.messages("cut", HELLO.formatted(5, false));

        assertThat(at(answer, "/stop_reason")).isEqualTo("max_tokens");
        assertThat(at(answer, "/usage/output_tokens")).isEqualTo("5");
    }

    @Test
    void equalRequestsGetEqualTexts() {
        String first = at(client.messages("equal", HELLO.formatted(9, false)), "/content/0/text");
        String second = at(client.messages("equal", HELLO.formatted(9, false)), "/content/0/text");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void aStreamKeepsTheRecordedOrderOfEvents() {
        HttpResponse<byte[]> answer = client.messages("stream", HELLO.formatted(2, true));

        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        assertThat(answer.headers().firstValue("content-length")).isEmpty();
        assertThat(Events.names(answer))
                .isEqualTo(List.of(
                        "message_start",
                        "content_block_start",
                        "ping",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop"));
        Events.data(answer).forEach(data -> assertThat(at(data, "/type")).isNotEqualTo("absent"));
    }

    @Test
    void aStreamReportsCumulativeUsageAtItsEnd() {
        List<String> data = Events.data(client.messages("stream", HELLO.formatted(20, true)));

        assertThat(at(data.getFirst(), "/message/usage/input_tokens")).isEqualTo("4");
        assertThat(at(data.getFirst(), "/message/usage/output_tokens")).isEqualTo("1");
        assertThat(at(data.get(data.size() - 2), "/usage/output_tokens")).isEqualTo("20");
        assertThat(at(data.get(data.size() - 2), "/delta/stop_reason")).isEqualTo("max_tokens");
    }

    @Test
    void aStreamSaysTheSameAsThePlainAnswer() {
        StringBuilder streamed = new StringBuilder();
        for (String data : Events.data(client.messages("same", HELLO.formatted(30, true)))) {
            String text = at(data, "/delta/text");
            streamed.append(text.equals("absent") ? "" : text);
        }

        assertThat(streamed).hasToString(at(client.messages("same", HELLO.formatted(30, false)), "/content/0/text"));
    }

    @Test
    void aHeaderSetsLengthAndPace() {
        long start = System.nanoTime();
        HttpResponse<byte[]> answer =
                client.messages("pace", HELLO.formatted(100, true), "x-sim-output", "tokens=4;events_per_second=50");

        assertThat(System.nanoTime() - start).isGreaterThan(4 * 20_000_000L - 1_000_000);
        assertThat(Events.names(answer)).hasSize(10);
        assertThat(at(Events.data(answer).get(8), "/delta/stop_reason")).isEqualTo("end_turn");
    }

    @Test
    void aBearerTokenIsACredentialToo() {
        HttpResponse<byte[]> answer =
                client.post("/v1/messages", HELLO.formatted(3, false), "authorization", "Bearer bearer");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(client.tally("bearer", "/output_tokens")).isEqualTo(3);
    }

    @Test
    void aBodyOfManyMegabytesIsServed() {
        String body = HELLO.formatted(1, false).replace("Say hello there!", "x".repeat(8_000_000));

        assertThat(at(client.messages("big", body), "/usage/input_tokens")).isEqualTo("2000000");
    }

    @Test
    void countTokensCountsWithoutALimit() {
        String body =
                "{\"model\":\"claude-x\",\"system\":\"Be brief\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi!!\"}]}";
        HttpResponse<byte[]> answer = client.post("/v1/messages/count_tokens", body, "x-api-key", "count");

        assertThat(SimulatorClient.text(answer)).isEqualTo("{\"input_tokens\":3}");
        assertThat(client.tally("count", "/billable")).isZero();
    }
}
