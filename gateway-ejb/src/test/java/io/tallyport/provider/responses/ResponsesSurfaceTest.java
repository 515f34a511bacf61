package io.tallyport.provider.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.JsonTree;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResponsesSurfaceTest {
    private final ResponsesSurface surface = new ResponsesSurface();

    @Test
    void aPlainAnswersUsageIsReadWithoutOverlap() {
        byte[] body = bytes("{\"output\":[{\"content\":[{\"text\":\"12345678\"}]}],\"usage\":{\"input_tokens\":50,"
                + "\"input_tokens_details\":{\"cached_tokens\":20,\"cache_write_tokens\":10},\"output_tokens\":7,"
                + "\"output_tokens_details\":{\"reasoning_tokens\":5}}}");
        assertThat(surface.readPlain(body).orElseThrow().tokens()).isEqualTo(new TokenCounts(20, 10, 0, 20, 7));
    }

    @Test
    void soundIsAClassOfItsOwn() {
        byte[] body = bytes("{\"usage\":{\"input_tokens\":50,\"input_tokens_details\":{\"audio_tokens\":30},"
                + "\"output_tokens\":7}}");
        assertThat(surface.readPlain(body).orElseThrow().tokens()).isEqualTo(new TokenCounts(20, 0, 0, 0, 30, 7));
    }

    @Test
    void aPlainAnswerWithoutUsageIsCountedByItsOutput() {
        byte[] body = bytes("{\"output\":[{\"content\":[{\"text\":\"12345678\"}]}],\"usage\":null}");
        assertThat(surface.readPlain(body).orElseThrow().tokens()).isNull();
        assertThat(surface.readPlain(body).orElseThrow().delivered().roughTokens())
                .isEqualTo(2);
    }

    @Test
    void whatIsNoWholeObjectIsNoAnswer() {
        assertThat(surface.readPlain(bytes("{\"output\":["))).isEmpty();
    }

    @Test
    void everyRecordedAnswersUsageAddsUp() throws IOException {
        for (Path file : RecordedStreams.of("openai/responses", ".response.json")) {
            byte[] body = Files.readAllBytes(file);
            ObjectNode answer = JsonTree.request(body);
            if (!answer.has("usage")) {
                continue;
            }
            TokenCounts tokens = surface.readPlain(body).orElseThrow().tokens();
            assertThat(Objects.requireNonNull(tokens).prompt() + tokens.output())
                    .as(file.toString())
                    .isEqualTo(answer.path("usage").path("input_tokens").asLong()
                            + answer.path("usage").path("output_tokens").asLong());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
