package io.tallyport.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.provider.Fed;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiStreamWatchTest {
    private static final String TEXT =
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello there\"},\"finish_reason\":null}],\"usage\":null}\n\n";
    private static final String FINISH =
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n";
    private static final String USAGE =
            "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":2000,\"completion_tokens\":9,\"prompt_tokens_details\":{\"cached_tokens\":1024,\"cache_write_tokens\":100}}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 64, 100_000})
    void theCallersOwnUsageChunkPassesAndTheEndIsKeptBack(int chunk) {
        OpenAiStreamWatch watch = new OpenAiStreamWatch(1, false);
        Fed fed = Fed.to(watch, bytes(TEXT + FINISH + USAGE + DONE), chunk);
        assertThat(fed.forwarded()).isEqualTo(bytes(TEXT));
        assertThat(fed.kept()).isEqualTo(bytes(FINISH + USAGE + DONE));
        assertThat(watch.usage().tokens()).isEqualTo(new TokenCounts(876, 100, 0, 1024, 9));
        assertThat(watch.isComplete()).isTrue();
    }

    @Test
    void aUsageChunkThatTheGatewayAskedForIsDropped() {
        OpenAiStreamWatch watch = new OpenAiStreamWatch(1, true);
        Fed fed = Fed.to(watch, bytes(TEXT + FINISH + USAGE + DONE), 50);
        assertThat(fed.all()).isEqualTo(bytes(TEXT + FINISH + DONE));
        assertThat(watch.usage().tokens()).isNotNull();
    }

    @Test
    void withTwoChoicesTheFirstFinishIsNotTheEnd() {
        OpenAiStreamWatch watch = new OpenAiStreamWatch(2, false);
        Fed fed = Fed.to(watch, bytes(FINISH + TEXT + FINISH + DONE), 100_000);
        assertThat(fed.forwarded()).isEqualTo(bytes(FINISH + TEXT));
    }

    @Test
    void nonsenseBetweenEventsPassesAndReportsNothing() {
        OpenAiStreamWatch watch = new OpenAiStreamWatch(1, false);
        byte[] nonsense = bytes("data: {\"choices\": oops\n\n: note\n\n");
        assertThat(Fed.to(watch, nonsense, 3).all()).isEqualTo(nonsense);
        assertThat(watch.usage().tokens()).isNull();
    }

    @Test
    void everyRecordedStreamPassesUnchanged() throws IOException {
        for (Path file : RecordedStreams.of("openai/chat")) {
            byte[] stream = Files.readAllBytes(file);
            OpenAiStreamWatch watch = new OpenAiStreamWatch(1, false);
            Fed fed = Fed.to(watch, stream, 41);
            if (watch.failure() != null) {
                continue;
            }
            assertThat(fed.all()).as(file.toString()).isEqualTo(stream);
            assertThat(watch.isComplete()).as(file.toString()).isTrue();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
