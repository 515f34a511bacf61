package io.tallyport.workbench.simulator;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsTest {
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
    @CsvSource(delimiter = '|', textBlock = """
                    {"model":"m"                                                    | The request body is not valid JSON
                    []                                                              | The request body is not valid JSON
                    {"max_tokens":1,"messages":[{"role":"user","content":"a"}]}     | model: Field required
                    {"model":"m","max_tokens":1}                                    | messages: Field required
                    {"model":"m","max_tokens":1,"messages":{}}                      | messages: Input should be a valid list
                    {"model":"m","max_tokens":1,"messages":[]}                      | messages: at least one message
                    {"model":"m","messages":[{"role":"user","content":"a"}]}        | max_tokens: Field required
                    {"model":"m","max_tokens":0,"messages":[{"role":"user","content":"a"}]} | max_tokens: Input should
                    {"model":"m","max_tokens":1,"messages":["a"]}                   | messages.0: Input does not match
                    {"model":"m","max_tokens":1,"messages":[{"role":"user"}]}       | messages.0.content: Field required
                    {"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"text","text":""}]}]} | messages: text content blocks must be non-empty
                    """)
    void anthropicRefusesWhatIsIncomplete(String body, String message) {
        HttpResponse<byte[]> answer = client.messages("strict", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(at(answer, "/type")).isEqualTo("error");
        assertThat(at(answer, "/error/type")).isEqualTo("invalid_request_error");
        assertThat(at(answer, "/error/message")).startsWith(message);
        assertThat(answer.headers().firstValue("request-id")).contains(at(answer, "/request_id"));
        assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"model":"m"                                                     | We could not parse   | null
                    {"messages":[{"role":"user","content":"a"}]}                     | you must provide     | null
                    {"model":"m"}                                                    | Missing required     | missing_required_parameter
                    {"model":"m","messages":[]}                                      | Invalid 'messages': empty array | empty_array
                    {"model":"m","max_tokens":0,"messages":[{"role":"user","content":"a"}]} | Invalid 'max_tokens' | integer_below_min_value
                    {"model":"m","stream_options":{"include_usage":true},"messages":[{"role":"user","content":"a"}]} | The 'stream_options' | null
                    """)
    void openAiRefusesWhatIsIncomplete(String body, String message, String code) {
        HttpResponse<byte[]> answer = client.chat("strict", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(at(answer, "/error/message")).contains(message);
        assertThat(at(answer, "/error/type")).isEqualTo("invalid_request_error");
        assertThat(at(answer, "/error/code")).isEqualTo(code);
    }

    @Test
    void aMissingCredentialIsUnauthorized() {
        HttpResponse<byte[]> anthropic = client.post("/v1/messages", "{}");
        HttpResponse<byte[]> openAi = client.post("/v1/chat/completions", "{}");

        assertThat(anthropic.statusCode()).isEqualTo(401);
        assertThat(at(anthropic, "/error/type")).isEqualTo("authentication_error");
        assertThat(openAi.statusCode()).isEqualTo(401);
        assertThat(at(openAi, "/error/message")).startsWith("You didn't provide an API key.");
    }

    @Test
    void anUnknownPathIsNotFound() {
        assertThat(client.post("/v1/nothing", "{}", "authorization", "Bearer a").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aMisspelledDirectiveIsRefused() {
        HttpResponse<byte[]> answer = client.chat("typo", "{}", "x-sim-fault", "statsu=529");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(at(answer, "/error/message")).isEqualTo("simulator: unknown field: statsu");
    }
}
