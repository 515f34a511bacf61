package io.tallyport.workbench.simulator.dialect.openai.responses;

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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResponsesTest {
    private static final String CLOCK =
            "{\"type\":\"function\",\"name\":\"clock\",\"parameters\":{\"type\":\"object\",\"properties\":"
                    + "{\"zone\":{\"type\":\"string\"}},\"required\":[\"zone\"]}}";

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
    void aTextIsAMessageWithUsage() {
        HttpResponse<byte[]> answer = client.responses("text", body("\"instructions\":\"Be brief\""));

        assertThat(at(answer, "/id")).matches("resp_[0-9a-f]{50}");
        assertThat(at(answer, "/status")).isEqualTo("completed");
        assertThat(at(answer, "/instructions")).isEqualTo("Be brief");
        assertThat(at(answer, "/output/0/type")).isEqualTo("message");
        assertThat(at(answer, "/output/0/content/0/text").split(" ")).hasSize(32);
        assertThat(at(answer, "/usage/input_tokens")).isEqualTo("6");
        assertThat(at(answer, "/usage/output_tokens")).isEqualTo("32");
        assertThat(at(answer, "/usage/total_tokens")).isEqualTo("38");
        assertThat(client.tally("text", "/models/gpt-x/output_tokens")).isEqualTo(32);
    }

    @Test
    void aStreamHasTheRecordedEventsInTheirOrder() {
        HttpResponse<byte[]> answer = client.responses("stream", body("\"stream\":true"), "x-sim-output", "tokens=2");
        List<JsonNode> events = Events.trees(answer);

        assertThat(Events.names(answer))
                .isEqualTo(List.of(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed"));
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).get("sequence_number").asInt()).isEqualTo(i);
            assertThat(events.get(i).get("type").asText())
                    .isEqualTo(Events.names(answer).get(i));
        }
        String text =
                events.get(4).get("delta").asText() + events.get(5).get("delta").asText();
        assertThat(events.get(6).get("text").asText()).isEqualTo(text);
        assertThat(events.getLast().at("/response/output/0/content/0/text").asText())
                .isEqualTo(text);
        assertThat(events.getLast().at("/response/usage/output_tokens").asInt()).isEqualTo(2);
        assertThat(SimulatorClient.text(answer)).doesNotContain("[DONE]");
    }

    @Test
    void theLimitMakesItIncomplete() {
        String cut = body("\"max_output_tokens\":16");
        HttpResponse<byte[]> plain = client.responses("cut", cut);
        HttpResponse<byte[]> stream = client.responses("cut", cut.replace("{\"model\"", "{\"stream\":true,\"model\""));

        assertThat(at(plain, "/status")).isEqualTo("incomplete");
        assertThat(at(plain, "/incomplete_details/reason")).isEqualTo("max_output_tokens");
        assertThat(at(plain, "/output/0/status")).isEqualTo("incomplete");
        assertThat(Events.names(stream)).endsWith("response.incomplete");
    }

    @Test
    void aFunctionIsCalledInAnItemOfItsOwn() {
        JsonNode plain = json(client.responses("call", body("\"tools\":[" + CLOCK + "]")));
        List<JsonNode> events =
                Events.trees(client.responses("call", body("\"stream\":true,\"tools\":[" + CLOCK + "]")));

        assertThat(plain.at("/output/0/type").asText()).isEqualTo("function_call");
        assertThat(plain.at("/output/0/id").asText()).startsWith("fc_");
        assertThat(plain.at("/output/0/call_id").asText()).startsWith("call_");
        assertThat(plain.at("/output/0/arguments").asText()).isEqualTo("{\"zone\":\"sample\"}");
        assertThat(plain.at("/tools/0/name").asText()).isEqualTo("clock");
        assertThat(events.stream()
                        .filter(event -> event.get("type").asText().equals("response.function_call_arguments.delta"))
                        .map(event -> event.get("delta").asText())
                        .collect(Collectors.joining()))
                .isEqualTo("{\"zone\":\"sample\"}");
    }

    @Test
    void theOutputOfAFunctionIsAnsweredWithText() {
        String input = "[{\"role\":\"user\",\"content\":\"Time?\"},"
                + "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"clock\",\"arguments\":\"{}\"},"
                + "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"noon\"}]";
        HttpResponse<byte[]> answer =
                client.responses("output", "{\"model\":\"gpt-x\",\"tools\":[" + CLOCK + "],\"input\":" + input + "}");

        assertThat(at(answer, "/output/0/type")).isEqualTo("message");
    }

    @Test
    void reasoningIsAnItemThatCanBeSentBack() {
        String asked = "\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"},"
                + "\"include\":[\"reasoning.encrypted_content\"],\"store\":false";
        JsonNode answer = json(client.responses("reason", body(asked), "x-sim-output", "reasoning=3;tokens=2"));
        JsonNode item = answer.at("/output/0");
        String again = "{\"model\":\"gpt-x\",\"input\":[" + item + "," + answer.at("/output/1")
                + ",{\"role\":\"user\",\"content\":\"Go on.\"}]}";

        assertThat(item.at("/type").asText()).isEqualTo("reasoning");
        assertThat(item.at("/summary/0/text").asText().split(" ")).hasSize(3);
        assertThat(answer.at("/usage/output_tokens").asInt()).isEqualTo(5);
        assertThat(answer.at("/usage/output_tokens_details/reasoning_tokens").asInt())
                .isEqualTo(3);
        assertThat(client.responses("reason", again).statusCode()).isEqualTo(200);
        HttpResponse<byte[]> altered = client.responses("reason", again.replace("gAAAAAB", "gAAAAAC"));
        assertThat(at(altered, "/error/code")).isEqualTo("invalid_encrypted_content");
    }

    @Test
    void reasoningWithoutASummaryIsAnEmptyItem() {
        HttpResponse<byte[]> answer =
                client.responses("hidden", body("\"stream\":true,\"reasoning\":{\"effort\":\"low\"}"));
        List<JsonNode> events = Events.trees(answer);

        assertThat(Events.names(answer)).doesNotContain("response.reasoning_summary_text.delta");
        assertThat(events.getLast().at("/response/output/0/summary")).isEmpty();
        assertThat(events.getLast().at("/response/output/0").has("encrypted_content"))
                .isFalse();
    }

    @Test
    void aFormatShapesTheText() {
        String format = "\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"a\",\"schema\":{\"type\":\"object\","
                + "\"properties\":{\"ok\":{\"type\":\"boolean\"}},\"required\":[\"ok\"]}}}";

        assertThat(at(client.responses("format", body(format)), "/output/0/content/0/text"))
                .isEqualTo("{\"ok\":true}");
    }

    @Test
    void longInputsAreCachedInSteps() {
        String longInput = "{\"model\":\"gpt-x\",\"input\":\"" + "y".repeat(4 * 1300) + "\"}";
        client.responses("cache", longInput);

        assertThat(at(client.responses("cache", longInput), "/usage/input_tokens_details/cached_tokens"))
                .isEqualTo("1280");
        assertThat(client.tally("cache", "/cache_read_tokens")).isEqualTo(1280);
    }

    @Test
    void anErrorEventEndsAStream() {
        HttpResponse<byte[]> answer =
                client.responses("error", body("\"stream\":true"), "x-sim-fault", "error_event;after=5");

        assertThat(Events.names(answer)).hasSize(6).endsWith("error");
        assertThat(client.tally("error", "/unfinished/output_tokens")).isEqualTo(1);
    }

    static String body(String more) {
        return "{\"model\":\"gpt-x\",\"input\":\"Say hello there!\"," + more + "}";
    }
}
