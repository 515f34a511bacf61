package io.tallyport.workbench.simulator.dialect.gemini;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static io.tallyport.workbench.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.SimulatorClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeminiStrictnessTest {
    private static final String PLAIN = "gemini-2.5-flash:generateContent";
    private static final String USER = "{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}";

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
                    "messages":[]                                     | Invalid JSON payload received. Unknown name "messages": Cannot find field.
                    "max_tokens":5                                    | Invalid JSON payload received. Unknown name "maxTokens": Cannot find field.
                    "generationConfig":{"max_tokens":5}               | Invalid JSON payload received. Unknown name "maxTokens" at 'generation_config': Cannot find field.
                    "generationConfig":{"thinkingConfig":{"effort":1}} | Invalid JSON payload received. Unknown name "effort" at 'generation_config.thinking_config': Cannot find field.
                    "generationConfig":{"temperature":3}              | * GenerateContentRequest.generation_config.temperature
                    "generationConfig":{"candidateCount":2}           | Multiple candidates is not enabled
                    "generationConfig":{"responseJsonSchema":{}}      | * GenerateContentRequest.generation_config.response_schema: only allowed when
                    "generationConfig":{"thinkingConfig":{"thinkingLevel":"low"}} | Thinking level is not supported for this model.
                    "generationConfig":{"thinkingConfig":{"thinkingLevel":"low","thinkingBudget":5}} | You can only set only one of thinking budget and thinking level.
                    "tools":[{"type":"function"}]                     | Invalid JSON payload received. Unknown name "type" at 'tools[0]': Cannot find field.
                    "tools":[{"functionDeclarations":[{"name":"f","input_schema":{}}]}] | Invalid JSON payload received. Unknown name "inputSchema" at 'tools[0].function_declarations[0]': Cannot find field.
                    "tools":[{"functionDeclarations":[{"name":"1f"}]}] | * GenerateContentRequest.tools[0].function_declarations[0].name: Invalid function name.
                    "tools":[{"functionDeclarations":[{"name":"f"}]}],"toolConfig":{"functionCallingConfig":{"mode":"REQUIRED"}} | Invalid value at 'tool_config.function_calling_config.mode'
                    "tools":[{"functionDeclarations":[{"name":"f"}]}],"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["g"]}} | allowed_function_names
                    "tools":[{"functionDeclarations":[{"name":"f"}]}],"generationConfig":{"responseMimeType":"application/json"} | Function calling with a response mime type: 'application/json' is unsupported
                    """)
    void aFieldThatDoesNotFitIsRefused(String field, String message) {
        assertRefused(client.gemini("field", PLAIN, "{" + field + ",\"contents\":[" + USER + "]}"), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    {"role":"assistant","parts":[{"text":"a"}]}              | Please use a valid role: user, model.
                    {"role":"user","parts":[]}                               | * GenerateContentRequest.contents[0].parts: contents.parts must not be empty.
                    {"role":"user","content":"a"}                            | Invalid JSON payload received. Unknown name "content" at 'contents[0]': Cannot find field.
                    {"role":"user","parts":[{"type":"text","text":"a"}]}     | Invalid JSON payload received. Unknown name "type" at 'contents[0].parts[0]': Cannot find field.
                    {"role":"user","parts":[{"thought":true}]}               | * GenerateContentRequest.contents[0].parts[0].data: required oneof field 'data'
                    {"role":"user","parts":[{"text":"a","inlineData":{}}]}   | Invalid value at 'contents[0].parts[0]' (oneof)
                    {"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"data:x"}}]} | Invalid value at 'contents[0].parts[0].inline_data.data' (TYPE_BYTES)
                    {"role":"user","parts":[{"inlineData":{"data":"aGk="}}]} | * GenerateContentRequest.contents[0].parts[0].inline_data.mime_type
                    {"role":"user","parts":[{"functionResponse":{"response":{}}}]} | * GenerateContentRequest.contents[0].parts[0].function_response.name: Name cannot be empty.
                    {"role":"user","parts":[{"functionResponse":{"name":"f","response":"a"}}]} | Invalid value at 'contents[0].parts[0].function_response.response' (type.googleapis.com/google.protobuf.Struct)
                    {"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}}]} | Please ensure that function response turn comes immediately after a function call turn.
                    {"role":"model","parts":[{"functionCall":{"name":"f","args":{}}}]} | Please ensure that function call turn comes immediately after a user turn
                    """)
    void aContentThatDoesNotFitIsRefused(String content, String message) {
        assertRefused(client.gemini("content", PLAIN, "{\"contents\":[" + content + "]}"), message);
    }

    @Test
    void everyCallNeedsItsResponse() {
        String calls = USER + ",{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":{}}},"
                + "{\"functionCall\":{\"name\":\"g\",\"args\":{}}}]}";
        String response = "{\"functionResponse\":{\"name\":\"%s\",\"response\":{}}}";
        String both = response.formatted("f") + "," + response.formatted("g");
        String foreign = response.formatted("f") + "," + response.formatted("call_1");

        assertThat(answered(calls, both).statusCode()).isEqualTo(200);
        assertRefused(
                answered(calls, response.formatted("f")),
                "Please ensure that the number of function response parts is equal to the number of function call parts");
        assertRefused(
                answered(calls, foreign),
                "Please ensure that each function response names a function of the function" + " call turn: call_1");
    }

    @Test
    void anUnknownNameIsToldInTheDetails() {
        JsonNode answer = json(client.gemini("details", PLAIN, "{\"x\":1,\"contents\":[" + USER + "]}"));

        assertThat(answer.at("/error/code").asInt()).isEqualTo(400);
        assertThat(answer.at("/error/status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(answer.at("/error/details/0/fieldViolations/0/description").asText())
                .startsWith("Invalid JSON payload received.");
    }

    @Test
    void aBadKeyIsAnInvalidArgument() {
        HttpResponse<byte[]> answer =
                client.gemini("key", PLAIN, "{\"contents\":[" + USER + "]}", "x-sim-fault", "status=401");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(at(answer, "/error/status")).isEqualTo("INVALID_ARGUMENT");
        assertThat(at(answer, "/error/details/0/reason")).isEqualTo("API_KEY_INVALID");
    }

    @Test
    void aRateLimitSaysWhenToRetryInItsDetails() {
        HttpResponse<byte[]> answer = client.gemini(
                "limit", PLAIN, "{\"contents\":[" + USER + "]}", "x-sim-fault", "status=429;retry_after=7");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).isEmpty();
        assertThat(at(answer, "/error/status")).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(at(answer, "/error/details/1/retryDelay")).isEqualTo("7s");
    }

    @Test
    void aMissingKeyAndAnUnknownPathHaveGeminisShape() {
        assertThat(at(client.post("/v1beta/models/m:generateContent", "{}"), "/error/status"))
                .isEqualTo("PERMISSION_DENIED");
        assertThat(at(client.gemini("path", "m:sing", "{}"), "/error/status")).isEqualTo("NOT_FOUND");
    }

    private HttpResponse<byte[]> answered(String calls, String responses) {
        return client.gemini(
                "pairs", PLAIN, "{\"contents\":[" + calls + ",{\"role\":\"user\",\"parts\":[" + responses + "]}]}");
    }

    private static void assertRefused(HttpResponse<byte[]> answer, String message) {
        assertThat(answer.statusCode()).as(SimulatorClient.text(answer)).isEqualTo(400);
        assertThat(at(answer, "/error/message")).startsWith(message);
    }
}
