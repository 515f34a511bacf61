package io.tallyport.workbench.simulator.dialect.openai.chat;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.workbench.simulator.Events;
import io.tallyport.workbench.simulator.SimulatorClient;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResponseFormatTest {
    private static final String BODY = "{\"model\":\"gpt-x\",\"stream\":%b,\"messages\":[{\"role\":\"user\","
            + "\"content\":\"Answer in JSON.\"}],\"response_format\":%s}";
    private static final String SCHEMA = """
            {"type":"json_schema","json_schema":{"name":"person","strict":true,"schema":{"type":"object",
            "additionalProperties":false,"properties":{"name":{"type":"string"},
            "pets":{"type":"array","items":{"$ref":"#/$defs/pet"}}},"required":["name","pets"],
            "$defs":{"pet":{"type":"object","additionalProperties":false,
            "properties":{"legs":{"type":"integer","minimum":4}},"required":["legs"]}}}}}""";
    private static final String INSTANCE = "{\"name\":\"sample\",\"pets\":[{\"legs\":4}]}";

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
    void theContentIsAnInstanceOfTheSchema() {
        HttpResponse<byte[]> answer = client.chat("schema", BODY.formatted(false, SCHEMA));

        assertThat(at(answer, "/choices/0/message/content")).isEqualTo(INSTANCE);
        assertThat(at(answer, "/usage/completion_tokens")).isEqualTo("5");
    }

    @Test
    void aStreamSendsTheInstanceInPieces() {
        String content = Events.trees(client.chat("schema", BODY.formatted(true, SCHEMA))).stream()
                .map(chunk -> chunk.at("/choices/0/delta/content").asText())
                .collect(Collectors.joining());

        assertThat(content).isEqualTo(INSTANCE);
    }

    @Test
    void anyObjectWillDoForJsonMode() {
        HttpResponse<byte[]> answer = client.chat("object", BODY.formatted(false, "{\"type\":\"json_object\"}"));

        assertThat(at(answer, "/choices/0/message/content")).isEqualTo("{\"answer\":\"sample\"}");
    }

    @Test
    void textFormatIsWords() {
        HttpResponse<byte[]> answer = client.chat("text", BODY.formatted(false, "{\"type\":\"text\"}"));

        assertThat(at(answer, "/choices/0/message/content").split(" ")).hasSize(32);
    }
}
