package io.tallyport.provider.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.error.ErrorCode;
import io.tallyport.provider.Fed;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesStreamWatchTest {
    private static final String DELTA = "event: response.output_text.delta\n"
            + "data: {\"type\":\"response.output_text.delta\",\"delta\":\"Hello there\",\"item_id\":\"msg_1\"}\n\n";
    private static final String COMPLETED = "event: response.completed\n"
            + "data: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[{\"usage\":{}}],"
            + "\"usage\":{\"input_tokens\":2000,\"input_tokens_details\":{\"cached_tokens\":1024,\"cache_write_tokens\":100},"
            + "\"output_tokens\":9,\"output_tokens_details\":{\"reasoning_tokens\":4},\"total_tokens\":2009}}}\n\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 64, 100_000})
    void theEventThatEndsTheStreamIsKeptBackAndBringsItsUsage(int chunk) {
        ResponsesStreamWatch watch = new ResponsesStreamWatch();
        Fed fed = Fed.to(watch, bytes(DELTA + COMPLETED), chunk);
        assertThat(fed.forwarded()).isEqualTo(bytes(DELTA));
        assertThat(fed.kept()).isEqualTo(bytes(COMPLETED));
        assertThat(watch.usage().tokens()).isEqualTo(new TokenCounts(876, 100, 0, 1024, 9));
        assertThat(watch.usage().outputReported()).isTrue();
        assertThat(watch.isComplete()).isTrue();
    }

    @Test
    void anAnswerThatEndsEarlyIsCountedByItsDeltas() {
        ResponsesStreamWatch watch = new ResponsesStreamWatch();
        Fed.to(watch, bytes(DELTA + DELTA), 7);
        assertThat(watch.usage().tokens()).isNull();
        assertThat(watch.usage().delivered().roughTokens()).isEqualTo(6);
        assertThat(watch.isComplete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"error\",\"sequence_number\":2,\"error\":{\"type\":\"x\",\"code\":\"insufficient_quota\"}}",
                "{\"type\":\"error\",\"code\":\"server_error\",\"message\":\"m\",\"param\":null,\"sequence_number\":2}",
                "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"server_error\"}}}",
                "{\"error\":{\"message\":\"m\"}}",
            })
    void anErrorIsAFailureAndNotForTheCaller(String error) {
        ResponsesStreamWatch watch = new ResponsesStreamWatch();
        Fed fed = Fed.to(watch, bytes(DELTA + "event: e\ndata: " + error + "\n\n"), 100);
        assertThat(fed.all()).isEqualTo(bytes(DELTA));
        assertThat(Objects.requireNonNull(watch.failure()).code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
    }

    @Test
    void anOverloadedProviderIsToldApart() {
        ResponsesStreamWatch watch = new ResponsesStreamWatch();
        Fed.to(
                watch,
                bytes("data: {\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"server_is_overloaded\"},"
                        + "\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}\n\n"),
                100);
        assertThat(Objects.requireNonNull(watch.failure()).code()).isEqualTo(ErrorCode.UPSTREAM_OVERLOADED);
        assertThat(watch.usage().tokens()).isEqualTo(new TokenCounts(3, 0, 0, 0, 1));
    }

    @Test
    void nonsenseBetweenEventsPassesAndReportsNothing() {
        ResponsesStreamWatch watch = new ResponsesStreamWatch();
        byte[] nonsense =
                bytes("data: {\"type\": oops\n\n: note\n\ndata: {\"type\":{},\"delta\":{},\"response\":7}\n\n");
        assertThat(Fed.to(watch, nonsense, 3).all()).isEqualTo(nonsense);
        assertThat(watch.failure()).isNull();
        assertThat(watch.usage().tokens()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 41, 1000, 1_000_000})
    void everyRecordedStreamPassesUnchangedAndIsUnderstood(int chunk) throws IOException {
        for (Path file : RecordedStreams.of("openai/responses")) {
            byte[] stream = Files.readAllBytes(file);
            ResponsesStreamWatch watch = new ResponsesStreamWatch();
            assertThat(Fed.to(watch, stream, chunk).all()).as(file.toString()).isEqualTo(stream);
            assertThat(watch.isComplete()).as(file.toString()).isTrue();
            assertThat(watch.failure()).as(file.toString()).isNull();
            assertThat(watch.usage().tokens())
                    .as(file.toString())
                    .isEqualTo(counts(ResponsesStreamChecker.check(stream).path("usage")));
        }
    }

    private static TokenCounts counts(JsonNode usage) {
        long cached = usage.path("input_tokens_details").path("cached_tokens").asLong();
        long written =
                usage.path("input_tokens_details").path("cache_write_tokens").asLong();
        return new TokenCounts(
                usage.path("input_tokens").asLong() - cached - written,
                written,
                0,
                cached,
                usage.path("output_tokens").asLong());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
