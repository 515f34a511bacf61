package io.tallyport.workbench.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayTest {
    private static final Path OWN = Path.of("src/test/resources/recordings");

    private final Optional<Path> shared = sharedFixtures();
    private SimulatorClient client;

    @BeforeAll
    void start() {
        List<Path> folders = shared.map(found -> List.of(OWN, found)).orElse(List.of(OWN));
        client = new SimulatorClient(new Simulator.Options(0, folders));
    }

    @AfterAll
    void stop() {
        client.close();
    }

    @Test
    void aStreamIsReplayedByteForByte() throws IOException {
        HttpResponse<byte[]> answer = client.messages("replay", "{}", "x-sim-replay", "anthropic/greeting");

        assertThat(answer.body()).isEqualTo(Files.readAllBytes(OWN.resolve("anthropic/greeting.sse")));
        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        assertThat(answer.headers().firstValue("request-id")).contains("req_recorded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "7", "64"})
    void smallChunksAddUpToTheSameBytes(String size) throws IOException {
        HttpResponse<byte[]> answer =
                client.messages("replay", "{}", "x-sim-replay", "anthropic/greeting", "x-sim-chunk", size);

        assertThat(answer.body()).isEqualTo(Files.readAllBytes(OWN.resolve("anthropic/greeting.sse")));
    }

    @Test
    void aRecordedErrorKeepsItsStatus() throws IOException {
        HttpResponse<byte[]> answer = client.chat("replay", "{}", "x-sim-replay", "openai/unknown-model");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(Files.readAllBytes(OWN.resolve("openai/unknown-model.response.json")));
    }

    @Test
    void anUploadedRecordingIsReplayedOnAnyPath() {
        client.post("/_sim/replay?name=mine&status=201", "{\"a\":  1}");
        HttpResponse<byte[]> answer =
                client.post("/v1/embeddings", "{}", "authorization", "Bearer replay", "x-sim-replay", "mine");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(SimulatorClient.text(answer)).isEqualTo("{\"a\":  1}");
    }

    @Test
    void aReplayCanBePostedForAnAccount() {
        client.post("/_sim/replay?name=posted", "data: [DONE]\n\n");
        client.post("/_sim/faults", "{\"account\":\"posted\",\"replay\":\"posted\"}");

        assertThat(SimulatorClient.text(client.chat("posted", "{}"))).isEqualTo("data: [DONE]\n\n");
        assertThat(client.tally("posted", "/replayed")).isEqualTo(1);
    }

    @Test
    void faultsCountTheEventsOfARecording() {
        HttpResponse<byte[]> answer = client.messages(
                "replay", "{}", "x-sim-replay", "anthropic/greeting", "x-sim-fault", "error_event;after=2");

        assertThat(Events.names(answer)).isEqualTo(List.of("message_start", "ping", "error"));
    }

    @Test
    void anUnknownRecordingIsNotFound() {
        assertThat(client.chat("replay", "{}", "x-sim-replay", "no/such").statusCode())
                .isEqualTo(404);
        assertThat(client.chat("replay", "{}", "x-sim-replay", "../recordings/anthropic/greeting")
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gemini-2.5-flash:generateContent",
                "gemini-2.5-flash:streamGenerateContent?alt=sse",
                "gemini-2.5-flash:batchEmbedContents"
            })
    void aRecordingIsReplayedOnGeminisPathsToo(String operation) {
        String recorded = "data: {\"candidates\": []}\r\n\r\ndata: {}\r\n\r\n";
        client.post("/_sim/replay?name=gemini&content_type=text/event-stream", recorded);
        HttpResponse<byte[]> answer = client.gemini("replay", operation, "{}", "x-sim-replay", "gemini");

        assertThat(SimulatorClient.text(answer)).isEqualTo(recorded);
        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(SimulatorClient.text(client.gemini(
                        "replay", operation, "{}", "x-sim-replay", "gemini", "x-sim-fault", "error_event;after=1")))
                .startsWith("data: {\"candidates\": []}\r\n\r\ndata: {\"error\"");
    }

    @Test
    void payloadsAreReplayedInTheirProvidersFraming() {
        assertThat(replayed("payloads/anthropic"))
                .isEqualTo("event: ping\ndata: {\"type\": \"ping\"}\n\n"
                        + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        assertThat(replayed("payloads/chat"))
                .isEqualTo("data: {\"object\":\"chat.completion.chunk\",\"choices\":[]}\n\ndata: [DONE]\n\n");
        assertThat(replayed("payloads/gemini")).isEqualTo("data: {\"candidates\":[]}\r\n\r\n");
    }

    private String replayed(String name) {
        return SimulatorClient.text(client.messages("replay", "{}", "x-sim-replay", name));
    }

    @Test
    void everySharedAnswerOfAnyProviderIsFound() throws IOException {
        Assumptions.assumeTrue(shared.isPresent(), "no shared fixtures beside this checkout");
        for (String folder : List.of("gemini/streamGenerateContent", "gemini/generateContent", "openai/responses")) {
            try (Stream<Path> files = Files.list(shared.orElseThrow().resolve(folder))) {
                for (Path meta : files.filter(file -> file.toString().endsWith(".meta.json"))
                        .toList()) {
                    String name = folder + "/" + meta.getFileName().toString().replace(".meta.json", "");
                    HttpResponse<byte[]> answer =
                            client.gemini("replay", "m:generateContent", "{}", "x-sim-replay", name);
                    assertThat(answer.statusCode())
                            .as(name)
                            .isEqualTo(Integer.parseInt(SimulatorClient.at(Files.readString(meta), "/status")));
                }
            }
        }
    }

    @Test
    void everySharedRawStreamIsReplayedByteForByte() throws IOException {
        Assumptions.assumeTrue(shared.isPresent(), "no shared fixtures beside this checkout");
        Path root = shared.orElseThrow();
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> streams =
                    files.filter(file -> file.toString().endsWith(".sse")).toList();
            assertThat(streams).isNotEmpty();
            for (Path stream : streams) {
                String name = root.relativize(stream).toString().replace(".sse", "");
                assertThat(client.messages("replay", "{}", "x-sim-replay", name).body())
                        .as(name)
                        .isEqualTo(Files.readAllBytes(stream));
            }
        }
    }

    /** The recordings are shared by several checkouts and lie next to, or one above, this one. */
    static Optional<Path> sharedFixtures() {
        Path repository = Path.of("../..").toAbsolutePath().normalize();
        return Stream.of("../shared/fixtures", "../../shared/fixtures")
                .map(folder -> repository.resolve(folder).normalize())
                .filter(Files::isDirectory)
                .findFirst();
    }
}
