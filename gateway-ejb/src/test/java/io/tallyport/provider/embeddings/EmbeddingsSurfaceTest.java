package io.tallyport.provider.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.error.GatewayException;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.provider.UsageReport;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingsSurfaceTest {
    private final EmbeddingsSurface surface = new EmbeddingsSurface();

    @Test
    void theFactsOfARequestHaveNoOutput() {
        String body = "{\"input\":[[1,2],[3]],\"model\":\"text-embedding-3-small\",\"dimensions\":8}";
        ChatRequest request = surface.read(bytes(body));
        assertThat(request.model()).isEqualTo("text-embedding-3-small");
        assertThat(body.substring(
                        request.modelAt().offset(),
                        request.modelAt().offset() + request.modelAt().length()))
                .isEqualTo("\"text-embedding-3-small\"");
        assertThat(request.maxOutputTokens()).isZero();
        assertThat(request.caching()).isEqualTo(Caching.NONE);
        assertThat(request.stream()).isFalse();
        assertThat(request.bodyBytes()).isEqualTo(body.length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'input':'a'}             | model",
                "{'model':'m'}             | input",
                "{'model':'m','input':7}   | input",
                "{'model':'m','input':null} | input",
                "{'model':'m','input':'a','model':'n'} | model",
                "[]                        | body",
            })
    void aBadRequestIsRefusedByTheNameOfItsField(String body, String param) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> surface.read(bytes(body.replace('\'', '"'))))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo(param));
    }

    @Test
    void onlyThePromptIsCharged() {
        byte[] answer = bytes("{\"object\":\"list\",\"data\":[],\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}");
        assertThat(surface.readPlain(answer).orElseThrow().tokens()).isEqualTo(new TokenCounts(7, 0, 0, 0, 0));
        assertThat(surface.readPlain(bytes("{\"data\":[]}")).orElseThrow().tokens())
                .isNull();
        assertThat(surface.readPlain(bytes("{\"data\":["))).isEmpty();
    }

    @Test
    void everyRecordedRequestAndAnswerIsRead() throws IOException {
        for (Path file : RecordedStreams.of("openai/embeddings", ".request.json")) {
            assertThat(surface.read(Files.readAllBytes(file)).model())
                    .as(file.toString())
                    .isNotBlank();
        }
        for (Path file : RecordedStreams.of("openai/embeddings", ".response.json")) {
            if (!file.getFileName().toString().startsWith("error-")) {
                UsageReport usage = surface.readPlain(Files.readAllBytes(file)).orElseThrow();
                assertThat(Objects.requireNonNull(usage.tokens()).input())
                        .as(file.toString())
                        .isPositive();
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
