package io.tallyport.workbench.simulator.dialect.gemini;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static io.tallyport.workbench.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.Events;
import io.tallyport.workbench.simulator.SimulatorClient;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeminiAnswersTest {
    private static final String PLAIN = "gemini-2.5-flash:generateContent";
    private static final String STREAM = "gemini-2.5-flash:streamGenerateContent?alt=sse";
    private static final String HELLO =
            "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Say hello there!\"}]}]";

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
    void aPlainAnswerReportsUsage() {
        HttpResponse<byte[]> answer = client.gemini(
                "plain", PLAIN, "{\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief\"}]}," + HELLO + "}");

        assertThat(at(answer, "/candidates/0/content/role")).isEqualTo("model");
        assertThat(at(answer, "/candidates/0/content/parts/0/text").split(" ")).hasSize(32);
        assertThat(at(answer, "/candidates/0/finishReason")).isEqualTo("STOP");
        assertThat(at(answer, "/usageMetadata/promptTokenCount")).isEqualTo("6");
        assertThat(at(answer, "/usageMetadata/candidatesTokenCount")).isEqualTo("32");
        assertThat(at(answer, "/usageMetadata/totalTokenCount")).isEqualTo("38");
        assertThat(at(answer, "/modelVersion")).isEqualTo("gemini-2.5-flash");
        assertThat(client.tally("plain", "/models/gemini-2.5-flash/output_tokens"))
                .isEqualTo(32);
    }

    @Test
    void aStreamEndsItsLinesWithCarriageReturnsAndHasNoTerminator() {
        HttpResponse<byte[]> answer = client.gemini("lines", STREAM, body("\"maxOutputTokens\":3"));
        String text = SimulatorClient.text(answer);

        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(text.split("\r\n\r\n")).hasSize(3).allMatch(event -> event.startsWith("data: {"));
        assertThat(text).endsWith("}\r\n\r\n").doesNotContain("event:", "[DONE]");
    }

    @Test
    void everyChunkOfAStreamCountsAllTokensSoFar() {
        List<JsonNode> chunks = Events.trees(client.gemini("count", STREAM, body("\"maxOutputTokens\":3")));

        for (int i = 0; i < 3; i++) {
            JsonNode usage = chunks.get(i).get("usageMetadata");
            assertThat(usage.get("promptTokenCount").asInt()).isEqualTo(4);
            assertThat(usage.get("candidatesTokenCount").asInt()).isEqualTo(i + 1);
            assertThat(usage.get("totalTokenCount").asInt()).isEqualTo(4 + i + 1);
        }
        assertThat(chunks.get(1).at("/candidates/0").has("finishReason")).isFalse();
        assertThat(chunks.get(2).at("/candidates/0/finishReason").asText()).isEqualTo("MAX_TOKENS");
        assertThat(client.tally("count", "/output_tokens")).isEqualTo(3);
    }

    @Test
    void aStreamThatNobodyAskedToBeEventsIsAnArray() {
        HttpResponse<byte[]> answer =
                client.gemini("array", "gemini-2.5-flash:streamGenerateContent", body("\"maxOutputTokens\":3"));

        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(at(answer, "/0/candidates/0/finishReason")).isEqualTo("MAX_TOKENS");
    }

    @Test
    void thoughtsAreCountedBesideTheAnswer() {
        String config = "\"thinkingConfig\":{\"thinkingBudget\":100}";
        JsonNode answer = json(client.gemini("hidden", PLAIN, body(config), "x-sim-output", "tokens=2;reasoning=5"));

        assertThat(answer.at("/candidates/0/content/parts")).hasSize(1);
        assertThat(answer.at("/usageMetadata/thoughtsTokenCount").asInt()).isEqualTo(5);
        assertThat(answer.at("/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(2);
        assertThat(client.tally("hidden", "/output_tokens")).isEqualTo(7);
        assertThat(client.tally("hidden", "/reasoning_tokens")).isEqualTo(5);
    }

    @Test
    void thoughtsAreShownIfTheCallerWantsThem() {
        String config = "\"thinkingConfig\":{\"includeThoughts\":true,\"thinkingLevel\":\"LOW\"}";
        String output = "tokens=2;reasoning=3";
        JsonNode plain =
                json(client.gemini("shown", "gemini-3-pro:generateContent", body(config), "x-sim-output", output));
        List<JsonNode> chunks = Events.trees(client.gemini(
                "shown", "gemini-3-pro:streamGenerateContent?alt=sse", body(config), "x-sim-output", output));

        assertThat(plain.at("/candidates/0/content/parts/0/thought").asBoolean())
                .isTrue();
        assertThat(plain.at("/candidates/0/content/parts/1/thoughtSignature").asText())
                .isBase64();
        assertThat(chunks).hasSize(3 + 2 + 1);
        assertThat(chunks.get(2).at("/candidates/0/content/parts/0/thought").asBoolean())
                .isTrue();
        assertThat(chunks.get(2).at("/usageMetadata/thoughtsTokenCount").asInt())
                .isEqualTo(3);
        assertThat(chunks.get(3).at("/usageMetadata/candidatesTokenCount").asInt())
                .isEqualTo(1);
        assertThat(chunks.getLast()
                        .at("/candidates/0/content/parts/0/thoughtSignature")
                        .asText())
                .isBase64();
        assertThat(chunks.getLast().at("/usageMetadata/totalTokenCount").asInt())
                .isEqualTo(4 + 3 + 2);
    }

    @Test
    void aSchemaShapesTheText() {
        String config = "\"responseMimeType\":\"application/json\",\"responseJsonSchema\":{\"type\":\"object\","
                + "\"properties\":{\"ok\":{\"type\":\"boolean\"}},\"required\":[\"ok\"]}";

        assertThat(at(client.gemini("json", PLAIN, body(config)), "/candidates/0/content/parts/0/text"))
                .isEqualTo("{\"ok\":true}");
    }

    @Test
    void longPromptsAreCachedInSteps() {
        String body = "{" + HELLO.replace("Say hello there!", "y".repeat(4 * 1300)) + "}";
        client.gemini("cache", PLAIN, body);
        HttpResponse<byte[]> again = client.gemini("cache", PLAIN, body);

        assertThat(at(again, "/usageMetadata/cachedContentTokenCount")).isEqualTo("1280");
        assertThat(at(again, "/usageMetadata/promptTokenCount")).isEqualTo("1300");
        assertThat(client.tally("cache", "/input_tokens")).isEqualTo(1300 + 20);
    }

    @Test
    void tokensCanBeCountedBeforehand() {
        String operation = "gemini-2.5-flash:countTokens";

        assertThat(at(client.gemini("tokens", operation, "{" + HELLO + "}"), "/totalTokens"))
                .isEqualTo("4");
        assertThat(at(
                        client.gemini(
                                "tokens", operation, "{\"generateContentRequest\":{\"model\":\"m\"," + HELLO + "}}"),
                        "/totalTokens"))
                .isEqualTo("4");
        assertThat(client.tally("tokens", "/billable")).isZero();
    }

    @Test
    void namesMayBeWrittenWithUnderscores() {
        String body = "{\"system_instruction\":{\"parts\":[{\"text\":\"Be brief\"}]},"
                + "\"generation_config\":{\"max_output_tokens\":2}," + HELLO + "}";
        HttpResponse<byte[]> answer = client.gemini("snake", PLAIN, body);

        assertThat(at(answer, "/usageMetadata/promptTokenCount")).isEqualTo("6");
        assertThat(at(answer, "/usageMetadata/candidatesTokenCount")).isEqualTo("2");
    }

    @Test
    void theKeyMayStandInTheAddress() {
        String path = "/v1beta/models/gemini-2.5-flash:generateContent?key=in-address";

        assertThat(client.post(path, "{" + HELLO + "}").statusCode()).isEqualTo(200);
        assertThat(client.tally("in-address", "/completed")).isEqualTo(1);
        assertThat(SimulatorClient.text(client.get("/_sim/requests?account=in-address")))
                .contains("key=***");
    }

    @Test
    void modelsAreListed() {
        HttpResponse<byte[]> answer = client.get("/v1beta/models", "x-goog-api-key", "list");

        assertThat(at(answer, "/models/0/name")).isEqualTo("models/gemini-2.5-flash");
    }

    @Test
    void aFaultBreaksAStreamInGeminisShape() {
        HttpResponse<byte[]> error = client.gemini("break", STREAM, body(""), "x-sim-fault", "error_event;after=2");
        List<String> malformed =
                Events.data(client.gemini("break", STREAM, body(""), "x-sim-fault", "malformed;after=1"));

        assertThat(Events.trees(error)).hasSize(3);
        assertThat(Events.trees(error).getLast().at("/error/status").asText()).isEqualTo("UNAVAILABLE");
        assertThat(malformed).hasSize(33);
        assertThat(malformed.get(1)).doesNotEndWith("}");
    }

    @Test
    void usageCanBeWithheld() {
        assertThat(SimulatorClient.text(client.gemini("silent", STREAM, body(""), "x-sim-fault", "no_usage")))
                .doesNotContain("usageMetadata");
        assertThat(client.tally("silent", "/output_tokens")).isEqualTo(32);
    }

    private static String body(String config) {
        return "{\"generationConfig\":{" + config + "}," + HELLO + "}";
    }
}
