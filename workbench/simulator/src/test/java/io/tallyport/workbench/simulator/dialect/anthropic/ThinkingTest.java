package io.tallyport.workbench.simulator.dialect.anthropic;

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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThinkingTest {
    private static final String ENABLED = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}";
    private static final String ADAPTIVE = "\"thinking\":{\"type\":\"adaptive\"}";
    private static final String QUESTION = "{\"role\":\"user\",\"content\":\"Why?\"}";
    private static final String TOOLS = "\"tools\":[{\"name\":\"clock\",\"input_schema\":{\"type\":\"object\"}}]";

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
    void aThoughtComesBeforeTheTextAndIsCountedInTheOutput() {
        HttpResponse<byte[]> answer = client.messages("think", body(ENABLED), "x-sim-output", "tokens=5;reasoning=3");
        JsonNode message = json(answer);

        assertThat(message.at("/content/0/type").asText()).isEqualTo("thinking");
        assertThat(message.at("/content/0/thinking").asText().split(" ")).hasSize(3);
        assertThat(message.at("/content/0/signature").asText()).isBase64();
        assertThat(message.at("/content/1/text").asText().split(" ")).hasSize(5);
        assertThat(message.at("/usage/output_tokens").asInt()).isEqualTo(8);
        assertThat(message.at("/usage/output_tokens_details/thinking_tokens").asInt())
                .isEqualTo(3);
        assertThat(client.tally("think", "/reasoning_tokens")).isEqualTo(3);
    }

    @Test
    void equalThoughtsHaveEqualSignatures() {
        String first = at(client.messages("equal", body(ENABLED)), "/content/0/signature");

        assertThat(at(client.messages("equal", body(ADAPTIVE)), "/content/0/signature"))
                .isEqualTo(first);
    }

    @Test
    void aStreamedThoughtEndsWithItsSignature() {
        List<JsonNode> events = Events.trees(
                client.messages("stream", body(ENABLED + ",\"stream\":true"), "x-sim-output", "tokens=1;reasoning=2"));

        assertThat(ToolCallsTest.shape(events))
                .isEqualTo(List.of(
                        "message_start",
                        "content_block_start 0 thinking",
                        "ping",
                        "content_block_delta 0 thinking_delta",
                        "content_block_delta 0 thinking_delta",
                        "content_block_delta 0 signature_delta",
                        "content_block_stop 0",
                        "content_block_start 1 text",
                        "content_block_delta 1 text_delta",
                        "content_block_stop 1",
                        "message_delta",
                        "message_stop"));
        assertThat(events.get(10)
                        .at("/usage/output_tokens_details/thinking_tokens")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void anOmittedThoughtIsOnlySigned() {
        String omitted = "\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}";
        JsonNode plain = json(client.messages("omit", body(omitted)));
        List<JsonNode> events = Events.trees(client.messages("omit", body(omitted + ",\"stream\":true")));

        assertThat(plain.at("/content/0/thinking").asText()).isEmpty();
        assertThat(plain.at("/usage/output_tokens_details/thinking_tokens").asInt())
                .isEqualTo(8);
        assertThat(ToolCallsTest.shape(events))
                .contains("content_block_delta 0 signature_delta")
                .doesNotContain("content_block_delta 0 thinking_delta");
        assertThat(replied(plain.get("content"), ADAPTIVE).statusCode()).isEqualTo(200);
    }

    @Test
    void newerModelsOmitTheirThoughtsUnlessAsked() {
        String fable = body(ADAPTIVE).replace("claude-x", "claude-fable-5");
        String shown = body("\"thinking\":{\"type\":\"adaptive\",\"display\":\"summarized\"}")
                .replace("claude-x", "claude-fable-5");

        assertThat(at(client.messages("fable", fable), "/content/0/thinking")).isEmpty();
        assertThat(at(client.messages("fable", shown), "/content/0/thinking")).isNotEmpty();
    }

    @Test
    void theThoughtComesBackWithTheToolsResult() {
        JsonNode first = json(client.messages("loop", body(ENABLED + "," + TOOLS)));
        HttpResponse<byte[]> second = replied(first.get("content"), ENABLED + "," + TOOLS);

        assertThat(first.at("/content/1/type").asText()).isEqualTo("tool_use");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(at(second, "/content/1/type")).isEqualTo("text");
    }

    @Test
    void aToolUseWithoutItsThoughtIsRefused() {
        JsonNode content = json(client.messages("lost", body(TOOLS))).get("content");

        assertRefused(
                replied(content, ENABLED + "," + TOOLS),
                "messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`");
        assertThat(replied(content, ADAPTIVE + "," + TOOLS).statusCode()).isEqualTo(200);
        assertThat(replied(content, TOOLS).statusCode()).isEqualTo(200);
    }

    @Test
    void aForeignOrAlteredThoughtIsRefused() {
        JsonNode content = json(client.messages("foreign", body(ENABLED))).get("content");
        ObjectNode thought = (ObjectNode) content.get(0);
        String words = thought.get("thinking").asText();
        String message = "messages.1.content.0: Invalid `signature` in `thinking` block";

        thought.put("thinking", words + "!");
        assertRefused(replied(content, ENABLED), message);
        thought.put("thinking", words).put("signature", "EoQDCm0IDhgCKkCDzGs2kL2PgnDCZU==");
        assertRefused(replied(content, ENABLED), message);
        thought.put("signature", "");
        assertRefused(replied(content, ENABLED), message);
    }

    private HttpResponse<byte[]> replied(JsonNode content, String more) {
        String next = content.path(1).path("type").asText().equals("tool_use")
                        || content.path(0).path("type").asText().equals("tool_use")
                ? "[{\"type\":\"tool_result\",\"tool_use_id\":\""
                        + content.findValue("id").asText() + "\"}]"
                : "\"Go on.\"";
        return client.messages(
                "again",
                body(more)
                        .replace(
                                QUESTION,
                                QUESTION + ",{\"role\":\"assistant\",\"content\":" + content
                                        + "},{\"role\":\"user\",\"content\":" + next + "}"));
    }

    private static void assertRefused(HttpResponse<byte[]> answer, String message) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(at(answer, "/error/message")).startsWith(message);
    }

    private static String body(String more) {
        return "{\"model\":\"claude-x\",\"max_tokens\":2000," + more + ",\"messages\":[" + QUESTION + "]}";
    }
}
