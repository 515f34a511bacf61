package io.tallyport.workbench.simulator.dialect.openai.responses;

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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResponsesStrictnessTest {
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
                    "messages":[]                     | Unknown parameter: 'messages'.             | messages          | unknown_parameter
                    "max_output_tokens":15            | Invalid 'max_output_tokens': integer below | max_output_tokens | integer_below_min_value
                    "temperature":-1                  | Invalid 'temperature': decimal below       | temperature       | decimal_below_min_value
                    "previous_response_id":"resp_1"   | Previous response with id 'resp_1' not found. | previous_response_id | previous_response_not_found
                    "reasoning":{"max_tokens":5}      | Unknown parameter: 'reasoning.max_tokens'. | reasoning.max_tokens | unknown_parameter
                    "tools":[{"type":"function","function":{"name":"f"}}] | Unknown parameter: 'tools[0].function'. | tools[0].function | unknown_parameter
                    "tools":[{"type":"fun"}]          | Invalid value: 'fun'.                      | tools[0].type     | invalid_value
                    "tool_choice":"any"               | Invalid value: 'any'.                      | tool_choice       | invalid_value
                    "text":{"format":{"type":"json_schema","name":"a"}} | Missing required parameter: 'text.format.schema'. | text.format.schema | missing_required_parameter
                    """)
    void aFieldThatDoesNotFitIsRefused(String field, String message, String param, String code) {
        assertRefused(client.responses("field", ResponsesTest.body(field)), message, param, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    {"role":"tool","content":"a"}                          | Invalid value: 'tool'.                | input[0].role | invalid_value
                    {"role":"user","content":"a","name":"b"}               | Unknown parameter: 'input[0].name'.   | input[0].name | unknown_parameter
                    {"role":"user","content":[{"type":"text","text":"a"}]} | Invalid value: 'text'.                | input[0].content[0].type | invalid_value
                    {"role":"user","content":[{"type":"output_text","text":"a"}]} | Invalid value: 'output_text'.  | input[0].content[0].type | invalid_value
                    {"role":"user","content":[{"type":"input_image"}]}     | Missing required parameter: 'input[0].content[0].image_url'. | input[0].content[0].image_url | missing_required_parameter
                    {"role":"assistant","content":[{"type":"input_text","text":"a"}]} | Invalid value: 'input_text'. | input[0].content[0].type | invalid_value
                    {"type":"message","id":"x","role":"user","content":"a"} | Invalid 'input[0].id': 'x'. Expected an ID that begins with 'msg'. | input[0].id | invalid_value
                    {"type":"thought"}                                     | Invalid value: 'thought'.             | input[0] | invalid_value
                    {"type":"function_call","call_id":"c","name":"f","arguments":"{}"} | No tool output found for function call c. | input | null
                    {"type":"function_call_output","call_id":"c","output":"a"} | No tool call found for function call output with call_id c. | input | null
                    {"type":"reasoning","summary":[],"encrypted_content":"gAAAAABx"} | The encrypted content gAAA... could not be verified. | null | invalid_encrypted_content
                    """)
    void anItemThatDoesNotFitIsRefused(String item, String message, String param, String code) {
        String body = "{\"model\":\"gpt-x\",\"input\":[" + item + "]}";

        assertRefused(client.responses("item", body), message, param, code);
    }

    @Test
    void modelAndInputAreRequired() {
        assertRefused(
                client.responses("none", "{\"input\":\"a\"}"),
                "Missing required parameter: 'model'.",
                "model",
                "missing_required_parameter");
        assertRefused(
                client.responses("none", "{\"model\":\"m\"}"),
                "Missing required parameter: 'input'.",
                "input",
                "missing_required_parameter");
    }

    private static void assertRefused(HttpResponse<byte[]> answer, String message, String param, String code) {
        assertThat(answer.statusCode()).as(SimulatorClient.text(answer)).isEqualTo(400);
        assertThat(at(answer, "/error/message")).startsWith(message);
        assertThat(at(answer, "/error/param")).isEqualTo(param);
        assertThat(at(answer, "/error/code")).isEqualTo(code);
    }
}
