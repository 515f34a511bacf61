package io.tallyport.workbench.simulator.dialect.anthropic;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ToolCallsTest {
    private static final String WEATHER = """
            {"name":"weather","input_schema":{"type":"object","properties":{"city":{"type":"string"},
            "unit":{"enum":["celsius","kelvin"]},"days":{"type":"integer"},"note":{"type":"string"}},
            "required":["city","unit","days"]}}""";
    private static final String CLOCK = "{\"name\":\"clock\",\"input_schema\":{\"type\":\"object\"}}";
    private static final String ARGUMENTS = "{\"city\":\"sample\",\"unit\":\"celsius\",\"days\":1}";

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
    void anOfferedToolIsCalledWithArgumentsThatFitItsSchema() {
        JsonNode answer = json(client.messages("tool", body(WEATHER, "")));

        assertThat(answer.at("/stop_reason").asText()).isEqualTo("tool_use");
        assertThat(answer.at("/content")).hasSize(1);
        assertThat(answer.at("/content/0/id").asText()).matches("toolu_01[1-9A-HJ-NP-Za-km-z]{22}");
        assertThat(answer.at("/content/0/name").asText()).isEqualTo("weather");
        assertThat(answer.at("/content/0/input")).hasToString(ARGUMENTS);
    }

    @Test
    void aTokenIsEightCharactersOfArguments() {
        HttpResponse<byte[]> answer = client.messages("tokens", body(WEATHER, ""));

        assertThat(at(answer, "/usage/output_tokens")).isEqualTo("6");
        assertThat(client.tally("tokens", "/output_tokens")).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                             | weather clock",
                "{\"type\":\"any\"}                                           | weather clock",
                "{\"type\":\"auto\",\"disable_parallel_tool_use\":true}       | weather",
                "{\"type\":\"tool\",\"name\":\"clock\"}                       | clock",
                "{\"type\":\"none\"}                                          | ''"
            })
    void theChoiceDecidesWhichToolsAreCalled(String choice, String called) {
        String more = choice == null ? "" : "\"tool_choice\":" + choice + ",";
        JsonNode answer = json(client.messages("choice", body(WEATHER + "," + CLOCK, more)));
        List<String> names = answer.at("/content").findValuesAsText("name");

        assertThat(String.join(" ", names)).isEqualTo(called);
        assertThat(answer.at("/stop_reason").asText()).isEqualTo(called.isEmpty() ? "end_turn" : "tool_use");
    }

    @Test
    void aStreamOpensEachCallAndSendsItsArgumentsInPieces() {
        List<JsonNode> events =
                Events.trees(client.messages("stream", body(WEATHER + "," + CLOCK, "\"stream\":true,")));

        assertThat(shape(events))
                .isEqualTo(List.of(
                        "message_start",
                        "content_block_start 0 tool_use",
                        "ping",
                        "content_block_delta 0 input_json_delta",
                        "content_block_delta 0 input_json_delta",
                        "content_block_delta 0 input_json_delta",
                        "content_block_delta 0 input_json_delta",
                        "content_block_delta 0 input_json_delta",
                        "content_block_delta 0 input_json_delta",
                        "content_block_delta 0 input_json_delta",
                        "content_block_stop 0",
                        "content_block_start 1 tool_use",
                        "content_block_delta 1 input_json_delta",
                        "content_block_delta 1 input_json_delta",
                        "content_block_stop 1",
                        "message_delta",
                        "message_stop"));
        assertThat(pieces(events, 0)).startsWith("").hasSize(7);
        assertThat(String.join("", pieces(events, 0))).isEqualTo(ARGUMENTS);
        assertThat(events.get(events.size() - 2).at("/delta/stop_reason").asText())
                .isEqualTo("tool_use");
    }

    @Test
    void textCanGoBeforeTheCalls() {
        List<JsonNode> events = Events.trees(
                client.messages("both", body(CLOCK, "\"stream\":true,"), "x-sim-output", "tools=after_text;tokens=1"));

        assertThat(shape(events))
                .containsSubsequence(
                        "content_block_start 0 text",
                        "content_block_delta 0 text_delta",
                        "content_block_stop 0",
                        "content_block_start 1 tool_use",
                        "content_block_stop 1");
    }

    @Test
    void aTestCanSwitchTheCallsOff() {
        JsonNode answer = json(client.messages("off", body(CLOCK, ""), "x-sim-output", "tools=off;tokens=3"));

        assertThat(answer.at("/stop_reason").asText()).isEqualTo("end_turn");
        assertThat(answer.at("/content/0/text").asText().split(" ")).hasSize(3);
    }

    @Test
    void aToolsResultIsAnsweredWithText() {
        String body = """
                {"model":"claude-x","max_tokens":100,"tools":[%s],"messages":[{"role":"user","content":"Time?"},
                {"role":"assistant","content":[{"type":"tool_use","id":"toolu_01a","name":"clock","input":{}}]},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_01a","content":"noon"}]}]}""".formatted(CLOCK);
        JsonNode answer = json(client.messages("result", body));

        assertThat(answer.at("/content/0/type").asText()).isEqualTo("text");
        assertThat(answer.at("/stop_reason").asText()).isEqualTo("end_turn");
    }

    @Test
    void aCallThatTheLimitCutsIsIncomplete() {
        String cut = body(WEATHER, "").replace("\"max_tokens\":1000", "\"max_tokens\":2");
        JsonNode plain = json(client.messages("cut", cut));
        List<JsonNode> stream =
                Events.trees(client.messages("cut", cut.replace("{\"model\"", "{\"stream\":true,\"model\"")));

        assertThat(plain.at("/stop_reason").asText()).isEqualTo("max_tokens");
        assertThat(plain.at("/content/0/input")).isEmpty();
        assertThat(String.join("", pieces(stream, 0))).isEqualTo(ARGUMENTS.substring(0, 16));
    }

    @Test
    void aCutStreamHasDeliveredThePiecesBeforeTheCut() {
        client.messages("error", body(WEATHER, "\"stream\":true,"), "x-sim-fault", "error_event;after=6");

        assertThat(client.tally("error", "/unfinished/output_tokens")).isEqualTo(2);
    }

    private static String body(String tools, String more) {
        return "{\"model\":\"claude-x\",\"max_tokens\":1000," + more + "\"tools\":[" + tools
                + "],\"messages\":[{\"role\":\"user\",\"content\":\"What now?\"}]}";
    }

    static List<String> shape(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("type").asText()
                        + (event.has("index") ? " " + event.path("index").asText() : "")
                        + (event.has("content_block")
                                ? " " + event.at("/content_block/type").asText()
                                : "")
                        + (event.at("/delta/type").isTextual()
                                ? " " + event.at("/delta/type").asText()
                                : ""))
                .toList();
    }

    private static List<String> pieces(List<JsonNode> events, int index) {
        return events.stream()
                .filter(event -> event.at("/delta/partial_json").isTextual()
                        && event.path("index").asInt() == index)
                .map(event -> event.at("/delta/partial_json").asText())
                .toList();
    }
}
