package io.tallyport.workbench.simulator.dialect.openai.chat;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static io.tallyport.workbench.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.Events;
import io.tallyport.workbench.simulator.SimulatorClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatToolCallsTest {
    private static final String WEATHER = """
            {"type":"function","function":{"name":"weather","parameters":{"type":"object",
            "properties":{"city":{"type":"string"}},"required":["city"]}}}""";
    private static final String CLOCK = "{\"type\":\"function\",\"function\":{\"name\":\"clock\"}}";
    private static final String ARGUMENTS = "{\"city\":\"sample\"}";

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
    void anOfferedFunctionIsCalledWithoutContent() {
        HttpResponse<byte[]> answer = client.chat("tool", body(WEATHER, ""));
        JsonNode choice = json(answer).at("/choices/0");

        assertThat(choice.at("/finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(choice.at("/message/content").isNull()).isTrue();
        assertThat(choice.at("/message/tool_calls/0/id").asText()).matches("call_[0-9A-Za-z]{24}");
        assertThat(choice.at("/message/tool_calls/0/function/arguments").asText())
                .isEqualTo(ARGUMENTS);
        assertThat(at(answer, "/usage/completion_tokens")).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"tool_choice\":\"auto\",                                                  | weather clock | tool_calls",
                "\"tool_choice\":\"required\",                                              | weather clock | tool_calls",
                "\"parallel_tool_calls\":false,                                             | weather       | tool_calls",
                "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"clock\"}}, | clock         | stop",
                "\"tool_choice\":\"none\",                                                  |               | stop"
            })
    void theChoiceDecidesWhichFunctionsAreCalled(String choice, String called, String finishReason) {
        JsonNode answer = json(client.chat("choice", body(WEATHER + "," + CLOCK, choice)));
        List<String> names = answer.findValuesAsText("name");

        assertThat(String.join(" ", names)).isEqualTo(called == null ? "" : called);
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo(finishReason);
    }

    @Test
    void aStreamOfOneCallNamesItInItsFirstChunk() {
        List<JsonNode> chunks = Events.trees(client.chat("one", body(WEATHER, "\"stream\":true,")));
        JsonNode first = chunks.getFirst().at("/choices/0/delta");

        assertThat(first.at("/role").asText()).isEqualTo("assistant");
        assertThat(first.at("/content").isNull()).isTrue();
        assertThat(first.at("/tool_calls/0/function/name").asText()).isEqualTo("weather");
        assertThat(first.at("/tool_calls/0/function/arguments").asText()).isEmpty();
        assertThat(chunks.get(1).at("/choices/0/delta/tool_calls/0").has("id")).isFalse();
        assertThat(arguments(chunks, 0)).isEqualTo(ARGUMENTS);
        assertThat(chunks.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(chunks.getLast().at("/choices/0/delta")).isEmpty();
    }

    @Test
    void aStreamOfTwoCallsGivesEachAHeadOfItsOwn() {
        List<JsonNode> chunks = Events.trees(client.chat("two", body(WEATHER + "," + CLOCK, "\"stream\":true,")));

        assertThat(chunks.getFirst().at("/choices/0/delta").has("tool_calls")).isFalse();
        assertThat(chunks.get(1)
                        .at("/choices/0/delta/tool_calls/0/function/name")
                        .asText())
                .isEqualTo("weather");
        assertThat(chunks.get(5).at("/choices/0/delta/tool_calls/0/index").asInt())
                .isEqualTo(1);
        assertThat(arguments(chunks, 0)).isEqualTo(ARGUMENTS);
        assertThat(arguments(chunks, 1)).isEqualTo("{}");
    }

    @Test
    void textBeforeACallDoesNotShiftItsIndex() {
        List<JsonNode> chunks = Events.trees(
                client.chat("both", body(CLOCK, "\"stream\":true,"), "x-sim-output", "tools=after_text;tokens=2"));

        assertThat(chunks.getFirst().at("/choices/0/delta/content").asText()).isEmpty();
        assertThat(chunks.get(3).at("/choices/0/delta/tool_calls/0/index").asInt())
                .isZero();
        assertThat(chunks.get(3).at("/choices/0/delta").has("role")).isFalse();
    }

    @Test
    void severalChoicesCallEachForThemselves() {
        JsonNode plain = json(client.chat("n", body(CLOCK, "\"n\":2,")));
        List<JsonNode> chunks = Events.trees(client.chat("n", body(CLOCK, "\"n\":2,\"stream\":true,")));

        assertThat(plain.findValuesAsText("id")).doesNotHaveDuplicates().hasSize(3);
        assertThat(chunks.get(0).at("/choices/0/delta/tool_calls/0/id").asText())
                .isNotEqualTo(
                        chunks.get(1).at("/choices/0/delta/tool_calls/0/id").asText());
        assertThat(plain.at("/usage/completion_tokens").asInt()).isEqualTo(2);
    }

    @Test
    void aToolsResultIsAnsweredWithText() {
        String body = """
                {"model":"gpt-x","tools":[%s],"messages":[{"role":"user","content":"Time?"},
                {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function",
                "function":{"name":"clock","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"c","content":"noon"}]}""".formatted(CLOCK);
        HttpResponse<byte[]> answer = client.chat("result", body);

        assertThat(at(answer, "/choices/0/finish_reason")).isEqualTo("stop");
        assertThat(at(answer, "/choices/0/message/content").split(" ")).hasSize(32);
    }

    @Test
    void aCallThatTheLimitCutsHasBrokenArguments() {
        HttpResponse<byte[]> answer = client.chat("cut", body(WEATHER, "\"max_tokens\":1,"));

        assertThat(at(answer, "/choices/0/finish_reason")).isEqualTo("length");
        assertThat(at(answer, "/choices/0/message/tool_calls/0/function/arguments"))
                .isEqualTo("{\"city\":");
    }

    @Test
    void aTestCanSwitchTheCallsOff() {
        HttpResponse<byte[]> answer = client.chat("off", body(WEATHER, ""), "x-sim-output", "tools=off");

        assertThat(at(answer, "/choices/0/message/tool_calls")).isEqualTo("absent");
    }

    @Test
    void vendorsShowTheirReasoning() {
        String output = "reasoning_content;reasoning=2;tokens=1";
        String body = "{\"model\":\"deepseek-x\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]%s}";
        JsonNode plain = json(client.chat("vendor", body.formatted(""), "x-sim-output", output));
        List<JsonNode> chunks =
                Events.trees(client.chat("vendor", body.formatted(",\"stream\":true"), "x-sim-output", output));
        String reasoning = plain.at("/choices/0/message/reasoning_content").asText();

        assertThat(reasoning.split(" ")).hasSize(2);
        assertThat(plain.at("/usage/completion_tokens_details/reasoning_tokens").asInt())
                .isEqualTo(2);
        assertThat(chunks).hasSize(1 + 2 + 1 + 1);
        assertThat(chunks.stream()
                        .map(chunk ->
                                chunk.at("/choices/0/delta/reasoning_content").asText())
                        .collect(Collectors.joining()))
                .isEqualTo(reasoning);
        assertThat(json(client.chat("vendor", body.formatted("")))
                        .at("/choices/0/message")
                        .has("reasoning_content"))
                .isFalse();
    }

    @Test
    void vendorsTakeTheirReasoningBack() {
        String body = "{\"model\":\"deepseek-x\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"},"
                + "{\"role\":\"assistant\",\"content\":\"So.\",\"reasoning_content\":\"Hm.\"},"
                + "{\"role\":\"user\",\"content\":\"Really?\"}]}";

        assertThat(client.chat("back", body, "x-sim-output", "reasoning_content")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.chat("back", body).statusCode()).isEqualTo(400);
    }

    private static String body(String tools, String more) {
        return "{\"model\":\"gpt-x\"," + more + "\"tools\":[" + tools
                + "],\"messages\":[{\"role\":\"user\",\"content\":\"What now?\"}]}";
    }

    private static String arguments(List<JsonNode> chunks, int index) {
        return chunks.stream()
                .map(chunk -> chunk.at("/choices/0/delta/tool_calls/0"))
                .filter(call -> call.path("index").asInt(-1) == index)
                .map(call -> call.at("/function/arguments").asText())
                .collect(Collectors.joining());
    }
}
