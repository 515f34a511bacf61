package io.tallyport.workbench.simulator.dialect.anthropic;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.workbench.simulator.SimulatorClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real refusals of real mistakes; what the providers accepted is in {@code RecordedRequestsTest}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictnessTest {
    private static final String USER = "{\"role\":\"user\",\"content\":\"Hi\"}";

    private SimulatorClient client;

    @BeforeAll
    void start() {
        client = new SimulatorClient();
    }

    @AfterAll
    void stop() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    "x":1                                   | x: Extra inputs are not permitted
                    "max_completion_tokens":5               | max_completion_tokens: Extra inputs are not permitted
                    "temperature":1.5                       | temperature: Input should be less than or equal to 1
                    "temperature":"hot"                     | temperature: Input should be a valid number
                    "top_p":-0.1                            | top_p: Input should be greater than or equal to 0
                    "tool_choice":{"type":"auto"}           | tool_choice may only be specified while providing tools.
                    "tools":[{"name":"f"}]                  | tools.0.custom.input_schema: Field required
                    "tools":[{"name":"f.g","input_schema":{"type":"object"}}] | tools.0.custom.name: String should match pattern
                    "tools":[{"name":"f","input_schema":{"type":"string"}}] | tools.0.custom.input_schema.type: Input should be 'object'
                    "tools":[{"name":"f","input_schema":{"type":"object"},"parameters":{}}] | tools.0.custom.parameters: Extra inputs are not permitted
                    "tools":[{"type":"function","function":{"name":"f"}}] | tools.0: Input tag 'function' found using 'type'
                    "tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"tool","name":"g"} | Tool 'g' not found
                    "tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"required"} | tool_choice: Input tag 'required'
                    "thinking":{"type":"enabled","budget_tokens":1000} | thinking.enabled.budget_tokens: Input should be greater than or equal to 1024
                    "thinking":{"type":"enabled","budget_tokens":5000} | `max_tokens` must be greater than `thinking.budget_tokens`.
                    "thinking":{"type":"enabled"}           | thinking.enabled.budget_tokens: Field required
                    "thinking":{"type":"adaptive"},"temperature":0.5 | `temperature` may only be set to 1 when thinking is enabled
                    "output_config":{"effort":"minimal"}    | output_config.effort: Input should be
                    "output_config":{"format":{"type":"json_object"}} | output_config.format.type: Input should be 'json_schema'
                    "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}} | output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false
                    "system":[{"type":"text","text":""}]    | system: text content blocks must be non-empty
                    "system":[{"type":"text","text":"a","cache_control":{"type":"eternal"}}] | cache_control.type: Input should be 'ephemeral'
                    """)
    void aFieldThatDoesNotFitIsRefused(String field, String message) {
        assertRefused(client.messages("field", body(field + ",", USER)), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    {"role":"assistant","content":"Hi"}              | messages: first message must use the "user" role
                    {"role":"tool","content":"Hi"}                   | messages.0.role: Input should be 'user' or 'assistant'
                    {"role":"system","content":"Hi"}                 | messages: Unexpected role "system".
                    {"role":"user","content":""}                     | messages.0: all messages must have non-empty content
                    {"role":"user","content":[]}                     | messages.0: all messages must have non-empty content
                    {"role":"user","content":"  "}                   | messages: text content blocks must contain non-whitespace text
                    {"role":"user","content":null}                   | messages.0.content: Input should be a valid list
                    {"role":"user","content":"Hi","name":"Ann"}      | messages.0.name: Extra inputs are not permitted
                    {"role":"user","content":[{"type":"text","text":""}]} | messages: text content blocks must be non-empty
                    {"role":"user","content":[{"type":"text","text":"a","foo":1}]} | messages.0.content.0.text.foo: Extra inputs are not permitted
                    {"role":"user","content":[{"type":"image_url","image_url":{}}]} | messages.0.content.0: Input tag 'image_url' found using 'type'
                    {"role":"user","content":[{"type":"image","source":{"type":"path","path":"/"}}]} | messages.0.content.0.image.source: Input tag 'path'
                    {"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/bmp","data":"aGk="}}]} | messages.0.content.0.image.source.base64.media_type: Input should be
                    {"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"data:x"}}]} | messages.0.content.0.image.source.base64.data: Invalid base64
                    {"role":"user","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]} | messages.0.content.0: `tool_use` blocks can only be in `assistant` messages
                    {"role":"user","content":[{"type":"tool_result","tool_use_id":"a"}]} | messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: a
                    """)
    void aMessageThatDoesNotFitIsRefused(String message, String refusal) {
        assertRefused(client.messages("message", body("", message)), refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    {"type":"tool_use","id":"a","name":"f","input":"{}"}    | [{"type":"tool_result","tool_use_id":"a"}] | messages.1.content.0.tool_use.input: Input should be a valid dictionary
                    {"type":"tool_use","id":"a.b","name":"f","input":{}}    | [{"type":"tool_result","tool_use_id":"a.b"}] | messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'
                    {"type":"tool_use","id":"a","name":"f","input":{}}      | "Never mind"                               | messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: a.
                    {"type":"tool_use","id":"a","name":"f","input":{}}      | [{"type":"text","text":"x"},{"type":"tool_result","tool_use_id":"a"}] | messages.1: `tool_use` ids were found without
                    {"type":"tool_use","id":"a","name":"f","input":{}}      | [{"type":"tool_result","tool_use_id":"b"}] | messages.1: `tool_use` ids were found without
                    {"type":"tool_use","id":"a","name":"f","input":{}}      | [{"type":"tool_result","tool_use_id":"a","content":{}}] | messages.2.content.0.tool_result.content: Input should be a valid list
                    {"type":"tool_use","id":"a","name":"f","input":{}}      | [{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":""}]}] | messages: text content blocks must be non-empty
                    """)
    void aToolUseAndItsResultMustFit(String use, String result, String refusal) {
        String messages = USER + ",{\"role\":\"assistant\",\"content\":[" + use + "]},{\"role\":\"user\",\"content\":"
                + result + "}";

        assertRefused(client.messages("pair", body("", messages)), refusal);
    }

    @Test
    void resultsInMessagesOfTheirOwnAreRefused() {
        String messages = USER + ",{\"role\":\"assistant\",\"content\":["
                + "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}},"
                + "{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"f\",\"input\":{}}]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\"}]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"b\"}]}";

        assertRefused(
                client.messages("apart", body("", messages)),
                "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: b.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-opus-4-7", "claude-opus-4-8", "claude-opus-5", "claude-sonnet-5", "claude-fable-5"})
    void newerModelsTakeNoSamplingAndNoBudget(String model) {
        String plain = body("", USER).replace("claude-x", model);

        assertThat(client.messages("new", plain).statusCode()).isEqualTo(200);
        for (String name : new String[] {"temperature", "top_p", "top_k"}) {
            assertRefused(
                    client.messages("new", body("\"" + name + "\":1,", USER).replace("claude-x", model)),
                    "`" + name + "` is deprecated for this model.");
        }
        String budget = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},";
        assertRefused(
                client.messages("new", body(budget, USER).replace("claude-x", model)),
                "\"thinking.type.enabled\" is not supported for this model.");
    }

    @Test
    void olderModelsDoNotThinkAdaptively() {
        String adaptive = body("\"thinking\":{\"type\":\"adaptive\"},", USER);

        assertRefused(
                client.messages("old", adaptive.replace("claude-x", "claude-haiku-4-5")),
                "adaptive thinking is not supported on this model");
    }

    @Test
    void theNewVersionTakesSystemMessagesAndNoSampling() {
        String system = body(
                "",
                USER + ",{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"user\",\"content\":\"Go on.\"}");

        assertThat(client.messages("version", system, "anthropic-version", "2026-10-21")
                        .statusCode())
                .isEqualTo(200);
        assertRefused(
                client.messages("version", system, "anthropic-version", "2023-06-01"),
                "messages: Unexpected role \"system\"");
        assertRefused(
                client.messages("version", body("\"temperature\":1,", USER), "anthropic-version", "2026-10-21"),
                "temperature: Extra inputs are not permitted");
    }

    @Test
    void countingKnowsNoLimit() {
        HttpResponse<byte[]> answer = client.post("/v1/messages/count_tokens", body("", USER), "x-api-key", "count");

        assertRefused(answer, "max_tokens: Extra inputs are not permitted");
    }

    @Test
    void aTestCanLetUnknownFieldsPass() {
        HttpResponse<byte[]> answer = client.messages("lenient", body("\"x\":1,", USER), "x-sim-output", "lenient");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static void assertRefused(HttpResponse<byte[]> answer, String message) {
        assertThat(answer.statusCode()).as(SimulatorClient.text(answer)).isEqualTo(400);
        assertThat(at(answer, "/error/type")).isEqualTo("invalid_request_error");
        assertThat(at(answer, "/error/message")).startsWith(message);
    }

    private static String body(String more, String messages) {
        return "{\"model\":\"claude-x\",\"max_tokens\":2000," + more + "\"messages\":[" + messages + "]}";
    }
}
