package io.tallyport.workbench.simulator.dialect.openai.embeddings;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static io.tallyport.workbench.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.SimulatorClient;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddingsTest {
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
    void everyInputBecomesAUnitVector() {
        JsonNode answer = json(embed("unit", "\"input\":[\"one\",\"two\",\"one\"]"));

        assertThat(answer.at("/data")).hasSize(3);
        for (JsonNode each : answer.at("/data")) {
            double squares = 0;
            for (JsonNode value : each.get("embedding")) {
                squares += value.asDouble() * value.asDouble();
            }
            assertThat(squares).isCloseTo(1, within(1e-5));
            assertThat(each.get("embedding")).hasSize(1536);
        }
        assertThat(answer.at("/data/2/embedding")).isEqualTo(answer.at("/data/0/embedding"));
        assertThat(answer.at("/data/1/embedding")).isNotEqualTo(answer.at("/data/0/embedding"));
        assertThat(answer.at("/data/2/index").asInt()).isEqualTo(2);
    }

    @Test
    void base64IsTheSameVectorInLittleEndianFloats() {
        JsonNode list = json(embed("base64", "\"input\":\"one\",\"dimensions\":3"));
        JsonNode packed = json(embed("base64", "\"input\":\"one\",\"dimensions\":3,\"encoding_format\":\"base64\""));
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(packed.at("/data/0/embedding").asText()))
                .order(ByteOrder.LITTLE_ENDIAN);

        assertThat(bytes.remaining()).isEqualTo(12);
        for (int i = 0; i < 3; i++) {
            assertThat(bytes.getFloat())
                    .isEqualTo(list.at("/data/0/embedding/" + i).floatValue());
        }
    }

    @Test
    void theTallyCountsTheInput() {
        HttpResponse<byte[]> answer = embed("tally", "\"input\":[\"eight888\",\"four\"]");

        assertThat(at(answer, "/usage/prompt_tokens")).isEqualTo("3");
        assertThat(at(answer, "/usage/total_tokens")).isEqualTo("3");
        assertThat(client.tally("tally", "/models/text-embedding-3-small/input_tokens"))
                .isEqualTo(3);
        assertThat(client.tally("tally", "/billable")).isEqualTo(1);
        assertThat(client.tally("tally", "/output_tokens")).isZero();
    }

    @Test
    void tokensOfATokenizerAreCountedOneByOne() {
        assertThat(at(embed("ids", "\"input\":[5,6,7]"), "/usage/prompt_tokens"))
                .isEqualTo("3");
        assertThat(at(embed("ids", "\"input\":[[5,6,7],[8]]"), "/usage/prompt_tokens"))
                .isEqualTo("4");
    }

    @Test
    void usageCanBeWithheld() {
        HttpResponse<byte[]> answer = client.post(
                "/v1/embeddings",
                "{\"model\":\"m\",\"input\":\"a\",\"dimensions\":1}",
                "authorization",
                "Bearer silent",
                "x-sim-fault",
                "no_usage");

        assertThat(at(answer, "/usage/prompt_tokens")).isEqualTo("absent");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    "input":""                            | input           | invalid_value
                    "input":[]                            | input           | empty_array
                    "inputs":"a"                          | inputs          | unknown_parameter
                    "input":5                             | input           | missing_required_parameter
                    "input":"a","dimensions":0            | dimensions      | integer_below_min_value
                    "input":"a","encoding_format":"int8"  | encoding_format | invalid_value
                    """)
    void whatDoesNotFitIsRefused(String fields, String param, String code) {
        HttpResponse<byte[]> answer = embed("strict", fields);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(at(answer, "/error/param")).isEqualTo(param);
        assertThat(at(answer, "/error/code")).isEqualTo(code);
    }

    private HttpResponse<byte[]> embed(String account, String fields) {
        return client.post(
                "/v1/embeddings",
                "{\"model\":\"text-embedding-3-small\"," + fields + "}",
                "authorization",
                "Bearer " + account);
    }
}
