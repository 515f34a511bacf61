package io.tallyport.workbench.simulator.dialect.anthropic;

import static io.tallyport.workbench.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.Events;
import io.tallyport.workbench.simulator.SimulatorClient;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutputFormatTest {
    private static final String BODY = """
            {"model":"claude-x","max_tokens":100,"stream":%b,"messages":[{"role":"user","content":"Who?"}],
            "output_config":{"format":{"type":"json_schema","schema":{"type":"object","additionalProperties":false,
            "properties":{"name":{"type":"string"},"age":{"type":"integer","minimum":18}},
            "required":["name","age"]}}}}""";

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
    void theTextIsAnInstanceOfTheSchema() {
        JsonNode answer = json(client.messages("format", BODY.formatted(false)));

        assertThat(answer.at("/content/0/text").asText()).isEqualTo("{\"name\":\"sample\",\"age\":18}");
        assertThat(answer.at("/usage/output_tokens").asInt()).isEqualTo(4);
        assertThat(answer.at("/stop_reason").asText()).isEqualTo("end_turn");
    }

    @Test
    void aStreamSendsTheInstanceInPieces() {
        String text = Events.trees(client.messages("format", BODY.formatted(true))).stream()
                .map(event -> event.at("/delta/text").asText())
                .collect(Collectors.joining());

        assertThat(text).isEqualTo("{\"name\":\"sample\",\"age\":18}");
    }
}
