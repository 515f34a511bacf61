package io.tallyport.workbench.simulator.dialect.gemini;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static io.tallyport.workbench.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.workbench.simulator.Events;
import io.tallyport.workbench.simulator.SimulatorClient;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeminiFunctionsTest {
    private static final String OLD = "gemini-2.5-pro:";
    private static final String NEW = "gemini-3-pro-preview:";
    private static final String WEATHER = """
            {"name":"weather","parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},
            "required":["city"]}}""";
    private static final String CLOCK =
            "{\"name\":\"clock\",\"parameters\":{\"type\":\"OBJECT\",\"properties\":{\"hours\":{\"type\":\"INTEGER\"}},"
                    + "\"required\":[\"hours\"]}}";

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
    void functionsAreCalledWholeAndWithoutIds() {
        JsonNode answer = json(client.gemini("call", OLD + "generateContent", body(WEATHER + "," + CLOCK, "")));
        JsonNode parts = answer.at("/candidates/0/content/parts");

        assertThat(parts)
                .hasToString("[{\"functionCall\":{\"name\":\"weather\",\"args\":{\"city\":\"sample\"}}},"
                        + "{\"functionCall\":{\"name\":\"clock\",\"args\":{\"hours\":1}}}]");
        assertThat(answer.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(answer.at("/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(5);
    }

    @Test
    void aStreamSendsEachCallInOneChunk() {
        List<JsonNode> chunks = Events.trees(
                client.gemini("stream", NEW + "streamGenerateContent?alt=sse", body(WEATHER + "," + CLOCK, "")));

        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(0)
                        .at("/candidates/0/content/parts/0/functionCall/args/city")
                        .asText())
                .isEqualTo("sample");
        assertThat(chunks.get(0).at("/candidates/0/content/parts/0").has("thoughtSignature"))
                .isTrue();
        assertThat(chunks.get(1).at("/candidates/0/content/parts/0").has("thoughtSignature"))
                .isFalse();
        assertThat(chunks.get(1).at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(chunks.get(1).at("/usageMetadata/candidatesTokenCount").asInt())
                .isEqualTo(5);
        assertThat(client.tally("stream", "/output_tokens")).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"mode\":\"AUTO\"                                       | weather clock",
                "\"mode\":\"ANY\",\"allowedFunctionNames\":[\"clock\"]   | clock",
                "\"mode\":\"NONE\"                                       |"
            })
    void theConfigurationDecidesWhichFunctionsAreCalled(String config, String called) {
        String more = "\"toolConfig\":{\"functionCallingConfig\":{" + config + "}},";
        JsonNode answer = json(client.gemini("mode", OLD + "generateContent", body(WEATHER + "," + CLOCK, more)));

        assertThat(String.join(" ", answer.findValuesAsText("name"))).isEqualTo(called == null ? "" : called);
    }

    @Test
    void aSignedCallMustComeBackWithItsSignature() {
        JsonNode content = json(client.gemini("sign", NEW + "generateContent", body(WEATHER, "")))
                .at("/candidates/0/content");
        ObjectNode part = (ObjectNode) content.at("/parts/0");
        String signature = part.get("thoughtSignature").asText();

        HttpResponse<byte[]> answer = answered(NEW, content);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).at("/candidates/0/content/parts/0").has("text")).isTrue();
        part.put("thoughtSignature", signature.replace('+', '-').replace('/', '_'));
        assertThat(answered(NEW, content).statusCode()).isEqualTo(200);
        part.put("thoughtSignature", "skip_thought_signature_validator");
        assertThat(answered(NEW, content).statusCode()).isEqualTo(200);
        part.put("thoughtSignature", "Zm9yZWlnbg==");
        assertRefused(answered(NEW, content), "Corrupted thought signature.");
        part.remove("thoughtSignature");
        assertRefused(answered(NEW, content), "Function call is missing a thought_signature in functionCall parts.");
        assertThat(answered(OLD, content).statusCode()).isEqualTo(200);
    }

    @Test
    void signaturesOfEarlierQuestionsAreNotMissed() {
        String contents = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"a\"}]},"
                + "{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":{}}}]},"
                + "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"f\",\"response\":{}}}]},"
                + "{\"role\":\"model\",\"parts\":[{\"text\":\"b\"}]},"
                + "{\"role\":\"user\",\"parts\":[{\"text\":\"c\"}]}]}";

        assertThat(client.gemini("past", NEW + "generateContent", contents).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aCallThatTheLimitCutsIsNotSaidAtAll() {
        String config = "\"generationConfig\":{\"maxOutputTokens\":1},";
        JsonNode plain = json(client.gemini("cut", OLD + "generateContent", body(WEATHER, config)));
        List<JsonNode> chunks =
                Events.trees(client.gemini("cut", OLD + "streamGenerateContent?alt=sse", body(WEATHER, config)));

        assertThat(plain.at("/candidates/0/content/parts")).isEmpty();
        assertThat(plain.at("/candidates/0/finishReason").asText()).isEqualTo("MAX_TOKENS");
        assertThat(chunks).hasSize(1);
        assertThat(chunks.getFirst().at("/candidates/0/finishReason").asText()).isEqualTo("MAX_TOKENS");
        assertThat(chunks.getFirst().at("/usageMetadata/candidatesTokenCount").asInt())
                .isEqualTo(1);
    }

    private HttpResponse<byte[]> answered(String model, JsonNode content) {
        String question = "{\"role\":\"user\",\"parts\":[{\"text\":\"What now?\"}]}";
        String response = ",{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"weather\",\"response\":"
                + "{\"result\":\"rain\"}}}]}";

        return client.gemini(
                "again",
                model + "generateContent",
                body(WEATHER, "").replace(question, question + "," + content + response));
    }

    private static void assertRefused(HttpResponse<byte[]> answer, String message) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(at(answer, "/error/message")).startsWith(message);
    }

    private static String body(String declarations, String more) {
        return "{" + more + "\"tools\":[{\"functionDeclarations\":[" + declarations
                + "]}],\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"What now?\"}]}]}";
    }
}
