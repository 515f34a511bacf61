package io.tallyport.workbench.simulator.dialect.openai.chat;

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

/** Real refusals of real mistakes; what the providers accepted is in {@code RecordedRequestsTest}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatStrictnessTest {
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
                    "x":1                               | Unknown parameter: 'x'.          | x           | unknown_parameter
                    "thinking":{"type":"enabled"}       | Unknown parameter: 'thinking'.   | thinking    | unknown_parameter
                    "temperature":2.5                   | Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 2.5 instead. | temperature | decimal_above_max_value
                    "presence_penalty":-3               | Invalid 'presence_penalty': decimal below minimum value. | presence_penalty | decimal_below_min_value
                    "tools":[]                          | Invalid 'tools': empty array.    | tools       | empty_array
                    "tool_choice":"auto"                | Invalid value for 'tool_choice'  | tool_choice | null
                    "parallel_tool_calls":true          | Invalid value for 'parallel_tool_calls' | parallel_tool_calls | null
                    "tools":[{"name":"f"}]              | Missing required parameter: 'tools[0].type'. | tools[0].type | missing_required_parameter
                    "tools":[{"type":"function","name":"f"}] | Unknown parameter: 'tools[0].name'. | tools[0].name | unknown_parameter
                    "tools":[{"type":"function","function":{"name":"f.g"}}] | Invalid 'tools[0].function.name': string does not match pattern. | tools[0].function.name | invalid_value
                    "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"string"}}}] | Invalid schema for function 'f': schema must be a JSON Schema of 'type: "object"' | tools[0].function.parameters | invalid_function_parameters
                    "tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{"type":"object","properties":{}}}}] | Invalid schema for function 'f': In context=(), 'additionalProperties' is required | tools[0].function.parameters | invalid_function_parameters
                    "tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":{"type":"function","function":{"name":"g"}} | Tool choice 'g' not found | tool_choice | null
                    "tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"any" | Invalid value: 'any'. | tool_choice | invalid_value
                    "response_format":{"type":"json"}   | Invalid value: 'json'.           | response_format.type | invalid_value
                    "response_format":{"type":"json_schema"} | Missing required parameter: 'response_format.json_schema'. | response_format.json_schema | missing_required_parameter
                    "response_format":{"type":"json_schema","json_schema":{"name":"a b","schema":{}}} | Invalid 'response_format.json_schema.name': string does not match pattern. | response_format.json_schema.name | invalid_value
                    "response_format":{"type":"json_schema","json_schema":{"name":"a","strict":true,"schema":{"type":"object","additionalProperties":false,"properties":{"b":{}}}}} | Invalid schema for response_format 'a': In context=(), 'required' is required | response_format.json_schema | invalid_json_schema
                    "response_format":{"type":"json_object"} | 'messages' must contain the word 'json' | messages | null
                    "max_tokens":5,"max_completion_tokens":5 | Setting 'max_tokens' and 'max_completion_tokens' | max_tokens | invalid_parameter_combination
                    """)
    void aFieldThatDoesNotFitIsRefused(String field, String message, String param, String code) {
        assertRefused(client.chat("field", body("gpt-x", field + ",", USER)), message, param, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    "Hi"                                      | Invalid type for 'messages[0]'                    | messages[0]         | invalid_type
                    {"content":"Hi"}                          | Missing required parameter: 'messages[0].role'.   | messages[0].role    | missing_required_parameter
                    {"role":"human","content":"Hi"}           | Invalid value: 'human'. Supported values are: 'system' | messages[0].role | invalid_value
                    {"role":"user"}                           | Missing required parameter: 'messages[0].content' | messages[0].content | missing_required_parameter
                    {"role":"user","content":5}               | Invalid type for 'messages[0].content'            | messages[0].content | invalid_type
                    {"role":"user","content":[]}              | Invalid 'messages[0].content': empty array.       | messages[0].content | empty_array
                    {"role":"user","content":"Hi","tool_calls":[]} | Unknown parameter: 'messages[0].tool_calls'. | messages[0].tool_calls | unknown_parameter
                    {"role":"assistant","content":null}       | Missing required parameter: 'messages[0].content' | messages[0].content | missing_required_parameter
                    {"role":"assistant","content":"a","thinking_blocks":[1]} | Unknown parameter: 'messages[0].thinking_blocks'. | messages[0].thinking_blocks | unknown_parameter
                    {"role":"assistant","tool_calls":[]}      | Invalid 'messages[0].tool_calls': empty array.    | messages[0].tool_calls | empty_array
                    {"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]} | Invalid value: '' | messages[0].tool_calls[0].type | invalid_value
                    {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":{}}}]} | Invalid type for 'messages[0].tool_calls[0].function.arguments': expected a string, but got an object | messages[0].tool_calls[0].function.arguments | invalid_type
                    {"role":"user","content":[{"type":"image","source":{}}]}  | Invalid value: 'image'.           | messages[0].content[0].type | invalid_value
                    {"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]} | Unknown parameter: 'messages[0].content[0].cache_control'. | messages[0].content[0].cache_control | unknown_parameter
                    {"role":"user","content":[{"type":"image_url","image_url":"http://a"}]} | Invalid type for 'messages[0].content[0].image_url': expected an object | messages[0].content[0].image_url | invalid_type
                    {"role":"user","content":[{"type":"image_url","image_url":{"url":"a.png"}}]} | Invalid 'messages[0].content[0].image_url.url'. | messages[0].content[0].image_url.url | invalid_value
                    {"role":"system","content":[{"type":"image_url","image_url":{"url":"http://a"}}]} | Invalid 'messages[0]'. Content blocks of type 'image_url' are not allowed | messages[0] | invalid_value
                    {"role":"user","content":[{"type":"file","file":{"filename":"a"}}]} | Missing required parameter: 'messages[0].content[0].file.file_id'. | messages[0].content[0].file.file_id | missing_required_parameter
                    {"role":"user","content":[{"type":"input_audio","input_audio":{"data":"","format":"ogg"}}]} | Invalid value: 'ogg'. | messages[0].content[0].input_audio.format | invalid_value
                    {"role":"tool","tool_call_id":"a","content":"b"} | Invalid parameter: messages with role 'tool' must be a response | messages.[0].role | null
                    """)
    void aMessageThatDoesNotFitIsRefused(String message, String refusal, String param, String code) {
        assertRefused(client.chat("message", body("gpt-x", "", message)), refusal, param, code);
    }

    @Test
    void imagesAudioAndFilesAreTaken() {
        String content = "{\"role\":\"user\",\"content\":["
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,aGk=\",\"detail\":\"low\"}},"
                + "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"aGk=\",\"format\":\"wav\"}},"
                + "{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,aGk=\"}},"
                + "{\"type\":\"text\",\"text\":\"What?\"}]}";
        HttpResponse<byte[]> answer = client.chat("media", body("gpt-x", "", content));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void everyCallNeedsItsAnswer() {
        String calls = USER + ",{\"role\":\"assistant\",\"tool_calls\":["
                + "{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}},"
                + "{\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}";
        String first = ",{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"1\"}";
        String second = ",{\"role\":\"tool\",\"tool_call_id\":\"b\",\"content\":\"2\"}";
        String missing = "An assistant message with 'tool_calls' must be followed by tool messages responding to each"
                + " 'tool_call_id'. The following tool_call_ids did not have response messages: ";

        assertThat(client.chat("pairs", body("gpt-x", "", calls + first + second))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.chat("pairs", body("gpt-x", "", calls + second + first))
                        .statusCode())
                .isEqualTo(200);
        assertRefused(client.chat("pairs", body("gpt-x", "", calls)), missing + "a, b", "messages.[2].role", "null");
        assertRefused(
                client.chat("pairs", body("gpt-x", "", calls + first + "," + USER)),
                missing + "b",
                "messages.[3].role",
                "null");
        assertRefused(
                client.chat("pairs", body("gpt-x", "", calls + first + second + first)),
                "Invalid parameter: messages with role 'tool'",
                "messages.[4].role",
                "null");
    }

    @Test
    void anIdHasAtMostSixtyFourCharacters() {
        String messages = USER + ",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"ID\",\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"ID\",\"content\":\"1\"}";

        assertThat(client.chat("ids", body("gpt-x", "", messages.replace("ID", "x".repeat(64))))
                        .statusCode())
                .isEqualTo(200);
        assertRefused(
                client.chat("ids", body("gpt-x", "", messages.replace("ID", "x".repeat(65)))),
                "Invalid 'messages[1].tool_calls[0].id': string too long. Expected a string with maximum length 64",
                "messages[1].tool_calls[0].id",
                "string_above_max_length");
    }

    @Test
    void reasoningModelsHaveALimitOfAnotherName() {
        assertRefused(
                client.chat("model", body("gpt-5-mini", "\"max_tokens\":5,", USER)),
                "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens'",
                "max_tokens",
                "unsupported_parameter");
        assertRefused(
                client.chat("model", body("gpt-4o", "\"reasoning_effort\":\"low\",", USER)),
                "Unsupported parameter: 'reasoning_effort'",
                "reasoning_effort",
                "unsupported_parameter");
    }

    @Test
    void aTestCanLetUnknownFieldsPass() {
        assertThat(client.chat("lenient", body("gpt-x", "\"x\":1,", USER), "x-sim-output", "lenient")
                        .statusCode())
                .isEqualTo(200);
    }

    private static void assertRefused(HttpResponse<byte[]> answer, String message, String param, String code) {
        assertThat(answer.statusCode()).as(SimulatorClient.text(answer)).isEqualTo(400);
        assertThat(at(answer, "/error/type")).isEqualTo("invalid_request_error");
        assertThat(at(answer, "/error/message")).startsWith(message);
        assertThat(at(answer, "/error/param")).isEqualTo(param);
        assertThat(at(answer, "/error/code")).isEqualTo(code);
    }

    private static String body(String model, String more, String messages) {
        return "{\"model\":\"" + model + "\"," + more + "\"messages\":[" + messages + "]}";
    }
}
