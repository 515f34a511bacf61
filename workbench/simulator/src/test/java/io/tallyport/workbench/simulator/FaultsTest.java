package io.tallyport.workbench.simulator;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static io.tallyport.workbench.simulator.SimulatorClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private static final String PLAIN =
            "{\"model\":\"m\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Say hello there!\"}]}";
    private static final String STREAM = PLAIN.replace("\"model\"", "\"stream\":true,\"model\"");

    private SimulatorClient client;

    @BeforeAll
    void start() {
        client = new SimulatorClient();
    }

    @AfterAll
    void stop() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_request_error", "401,authentication_error", "402,billing_error", "403,permission_error",
        "404,not_found_error", "413,request_too_large", "429,rate_limit_error", "500,api_error",
        "504,timeout_error", "529,overloaded_error"
    })
    void aStatusHasAnthropicsShapeEvenForAStream(int status, String type) {
        HttpResponse<byte[]> answer = client.messages("status", STREAM, "x-sim-fault", "status=" + status);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(at(answer, "/error/type")).isEqualTo(type);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "401,invalid_request_error,invalid_api_key",
        "429,tokens,rate_limit_exceeded",
        "500,server_error,null",
        "503,server_error,null"
    })
    void aStatusHasOpenAisShape(int status, String type, String code) {
        HttpResponse<byte[]> answer = client.chat("status", PLAIN, "x-sim-fault", "status=" + status);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(at(answer, "/error/type")).isEqualTo(type);
        assertThat(at(answer, "/error/code")).isEqualTo(code);
    }

    @Test
    void tooLargeABodyIsRefusedByTheEdgeWithoutARequestId() {
        HttpResponse<byte[]> answer = client.messages("edge", PLAIN, "x-sim-fault", "status=413");

        assertThat(at(answer, "/type")).isEqualTo("absent");
        assertThat(at(answer, "/request_id")).isEqualTo("absent");
    }

    @Test
    void retryAfterAndDelayGoWithAStatus() {
        long start = System.nanoTime();
        HttpResponse<byte[]> answer =
                client.messages("retry", PLAIN, "x-sim-fault", "status=529;retry_after=2;delay_ms=150");

        assertThat(System.nanoTime() - start).isGreaterThan(150_000_000L);
        assertThat(answer.headers().firstValue("retry-after")).contains("2");
        assertThat(answer.headers().firstValue("x-should-retry")).contains("true");
    }

    @Test
    void postedFaultsApplyToTheNextCallsOfThatAccountOnly() {
        client.post("/_sim/faults", "{\"account\":\"posted\",\"times\":2,\"status\":500}");

        assertThat(client.chat("unaffected", PLAIN).statusCode()).isEqualTo(200);
        assertThat(client.chat("posted", PLAIN).statusCode()).isEqualTo(500);
        assertThat(client.chat("posted", PLAIN).statusCode()).isEqualTo(500);
        assertThat(client.chat("posted", PLAIN).statusCode()).isEqualTo(200);
    }

    @Test
    void postedOutputStaysUntilTheResetIfAskedTo() {
        client.post("/_sim/faults", "{\"account\":\"stays\",\"times\":0,\"tokens\":3}");

        for (int call = 0; call < 3; call++) {
            assertThat(at(client.chat("stays", PLAIN), "/usage/completion_tokens"))
                    .isEqualTo("3");
        }
    }

    @Test
    void aRefusedConnectionGivesNoByte() {
        assertThatThrownBy(() -> client.messages("refuse", PLAIN, "x-sim-fault", "refuse"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(client.tally("refuse", "/failed")).isEqualTo(1);
    }

    @Test
    void aCutStreamLosesItsConnectionAfterSomeEvents() {
        assertThatThrownBy(() -> client.messages("cut", STREAM, "x-sim-fault", "cut;after=5"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(client.tally("cut", "/cut")).isEqualTo(1);
        assertThat(client.tally("cut", "/unfinished/output_tokens")).isEqualTo(2);
        assertThat(client.tally("cut", "/output_tokens")).isZero();
    }

    @Test
    void aCutPlainAnswerIsIncomplete() {
        assertThatThrownBy(() -> client.chat("cut-plain", PLAIN, "x-sim-fault", "cut"))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void anErrorEventEndsTheStreamWithoutMessageStop() {
        HttpResponse<byte[]> answer = client.messages("event", STREAM, "x-sim-fault", "error_event;after=4");

        assertThat(Events.names(answer))
                .isEqualTo(List.of("message_start", "content_block_start", "ping", "content_block_delta", "error"));
        assertThat(at(Events.data(answer).getLast(), "/error/type")).isEqualTo("overloaded_error");
    }

    @Test
    void anErrorEventEndsAnOpenAiStreamWithoutDone() {
        List<String> data = Events.data(client.chat("event", STREAM, "x-sim-fault", "error_event;after=2"));

        assertThat(data).hasSize(3);
        assertThat(at(data.getLast(), "/error/type")).isEqualTo("server_error");
    }

    @Test
    void aMalformedEventStandsAmongGoodOnes() {
        List<String> data = Events.data(client.chat("malformed", STREAM, "x-sim-fault", "malformed;after=3"));

        assertThat(data).hasSize(1 + 10 + 1 + 1 + 1);
        assertThat(data.get(3)).doesNotEndWith("}");
        assertThat(data.getLast()).isEqualTo("[DONE]");
    }

    @Test
    void aPauseHoldsTheStreamOnce() {
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = client.messages("pause", STREAM, "x-sim-fault", "pause_ms=300;after=4");

        assertThat(System.nanoTime() - start).isGreaterThan(300_000_000L);
        assertThat(Events.names(answer)).hasSize(3 + 10 + 3);
    }

    @Test
    void aPausedStreamGoesOnAtItsPaceInsteadOfCatchingUp() {
        long start = System.nanoTime();
        client.messages(
                "pause",
                STREAM,
                "x-sim-fault",
                "pause_ms=300;after=4",
                "x-sim-output",
                "tokens=10;events_per_second=50");

        assertThat(System.nanoTime() - start).isGreaterThan(300_000_000L + 10 * 20_000_000L - 1_000_000);
    }

    @Test
    void usageCanBeWithheldWhileTheTallyStillCountsIt() {
        assertThat(text(client.messages("silent", PLAIN, "x-sim-fault", "no_usage")))
                .doesNotContain("usage");
        assertThat(text(client.messages("silent", STREAM, "x-sim-fault", "no_usage")))
                .doesNotContain("usage");
        assertThat(text(client.chat("silent", PLAIN, "x-sim-fault", "no_usage")))
                .doesNotContain("usage");
        assertThat(client.tally("silent", "/output_tokens")).isEqualTo(30);
    }
}
