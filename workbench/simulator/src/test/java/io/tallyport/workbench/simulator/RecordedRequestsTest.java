package io.tallyport.workbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Strictness must not be stricter than the providers: what they answered once is answered here too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedRequestsTest {
    private static final Set<String> OPERATIONS =
            Set.of("messages", "count_tokens", "chat", "responses", "embeddings", "generateContent", "countTokens");

    /** What only the provider that made it can know again, and a bare image URL, which was allowed once. */
    private static final List<String> NOT_HERE = List.of(
            "Invalid `signature` in `thinking` block",
            "The encrypted content",
            "Corrupted thought signature",
            "Previous response with id",
            "CachedContent not found",
            "image_url': expected an object");

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
    void everyRequestThatAProviderAnsweredIsAnswered() throws IOException {
        Assumptions.assumeTrue(ReplayTest.sharedFixtures().isPresent(), "no shared fixtures beside this checkout");
        Path root = ReplayTest.sharedFixtures().orElseThrow();
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> requests = files.filter(file -> file.toString().endsWith(".request.json"))
                    .toList();
            assertThat(requests).isNotEmpty();
            for (Path request : requests) {
                JsonNode meta = SimulatorClient.json(
                        Files.readString(Path.of(request.toString().replace(".request.json", ".meta.json"))));
                String api = meta.path("api").asText().replace("streamGenerate", "generate");
                if (meta.path("status").asInt() == 200 && OPERATIONS.contains(api)) {
                    assertAnswered(request, meta);
                }
            }
        }
    }

    private void assertAnswered(Path request, JsonNode meta) throws IOException {
        String path = meta.path("path").asText();
        String[] credential =
                switch (meta.path("provider").asText()) {
                    case "anthropic" -> new String[] {"x-api-key", "recorded"};
                    case "gemini" -> new String[] {"x-goog-api-key", "recorded"};
                    default -> new String[] {"authorization", "Bearer recorded"};
                };
        HttpResponse<byte[]> answer = client.post(path, Files.readString(request), credential);
        String text = SimulatorClient.text(answer);
        if (NOT_HERE.stream().noneMatch(text::contains)) {
            assertThat(answer.statusCode()).as("%s %s: %s", path, request, text).isEqualTo(200);
        }
    }
}
