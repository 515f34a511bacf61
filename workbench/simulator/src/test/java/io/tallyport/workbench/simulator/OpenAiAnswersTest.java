package io.tallyport.workbench.simulator;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static io.tallyport.workbench.simulator.SimulatorClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiAnswersTest {
    private static final String HELLO =
            "{\"model\":\"gpt-x\",%s\"messages\":[{\"role\":\"user\",\"content\":\"Say hello there!\"}]}";

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
    void aPlainAnswerReportsUsageWithDetails() {
        HttpResponse<byte[]> answer = client.chat("plain", HELLO.formatted(""));

        assertThat(at(answer, "/id")).matches("chatcmpl-[0-9A-Za-z]{29}");
        assertThat(at(answer, "/model")).isEqualTo("gpt-x");
        assertThat(at(answer, "/choices/0/finish_reason")).isEqualTo("stop");
        assertThat(at(answer, "/usage/prompt_tokens")).isEqualTo("4");
        assertThat(at(answer, "/usage/completion_tokens")).isEqualTo("32");
        assertThat(at(answer, "/usage/total_tokens")).isEqualTo("36");
        assertThat(at(answer, "/usage/prompt_tokens_details/cached_tokens")).isEqualTo("0");
        assertThat(at(answer, "/usage/completion_tokens_details/reasoning_tokens"))
                .isEqualTo("0");
        assertThat(at(answer, "/system_fingerprint")).matches("fp_[0-9a-f]{10}");
    }

    @Test
    void everyAnswerCarriesTheProvidersHeaders() {
        HttpResponse<byte[]> answer = client.chat("headers", HELLO.formatted(""));

        assertThat(answer.headers().firstValue("x-request-id"))
                .hasValueSatisfying(id -> assertThat(id).matches("req_[0-9a-f]{32}"));
        assertThat(answer.headers().firstValue("x-ratelimit-reset-requests")).contains("2ms");
        assertThat(answer.headers().firstValue("openai-processing-ms")).isPresent();
    }

    @Test
    void eitherLimitCutsTheAnswer() {
        HttpResponse<byte[]> older = client.chat("cut", HELLO.formatted("\"max_tokens\":5,"));
        HttpResponse<byte[]> newer = client.chat("cut", HELLO.formatted("\"max_completion_tokens\":6,"));

        assertThat(at(older, "/choices/0/finish_reason")).isEqualTo("length");
        assertThat(at(older, "/usage/completion_tokens")).isEqualTo("5");
        assertThat(at(newer, "/usage/completion_tokens")).isEqualTo("6");
    }

    @Test
    void reasoningTokensAreWithinTheCompletion() {
        HttpResponse<byte[]> answer =
                client.chat("reason", HELLO.formatted(""), "x-sim-output", "tokens=10;reasoning=7");

        assertThat(at(answer, "/usage/completion_tokens")).isEqualTo("17");
        assertThat(at(answer, "/usage/completion_tokens_details/reasoning_tokens"))
                .isEqualTo("7");
        assertThat(at(answer, "/choices/0/message/content").split(" ")).hasSize(10);
    }

    @Test
    void severalChoicesAreCountedTogether() {
        HttpResponse<byte[]> answer = client.chat("n", HELLO.formatted("\"n\":3,\"max_tokens\":5,"));

        assertThat(at(answer, "/choices/2/index")).isEqualTo("2");
        assertThat(at(answer, "/usage/completion_tokens")).isEqualTo("15");
    }

    @Test
    void aStreamWithoutIncludeUsageCarriesNoUsage() {
        HttpResponse<byte[]> answer = client.chat("stream", HELLO.formatted("\"stream\":true,\"max_tokens\":3,"));
        List<String> data = Events.data(answer);

        assertThat(text(answer)).doesNotContain("usage").endsWith("data: [DONE]\n\n");
        assertThat(data).hasSize(1 + 3 + 1 + 1);
        assertThat(at(data.getFirst(), "/choices/0/delta/role")).isEqualTo("assistant");
        assertThat(at(data.get(4), "/choices/0/finish_reason")).isEqualTo("length");
    }

    @Test
    void aStreamWithIncludeUsageHasNullsAndALastChunkWithoutChoices() {
        HttpResponse<byte[]> answer = client.chat(
                "usage",
                HELLO.formatted("\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":3,"));
        List<String> data = Events.data(answer);

        assertThat(data).hasSize(1 + 3 + 1 + 1 + 1);
        assertThat(data.subList(0, 5)).allSatisfy(chunk -> assertThat(chunk).contains("\"usage\":null"));
        assertThat(data.get(5)).contains("\"choices\":[]");
        assertThat(at(data.get(5), "/usage/completion_tokens")).isEqualTo("3");
        assertThat(data.get(6)).isEqualTo("[DONE]");
    }

    @Test
    void aStreamWithSeveralChoicesFinishesEach() {
        List<String> data = Events.data(client.chat("n", HELLO.formatted("\"stream\":true,\"n\":2,\"max_tokens\":3,")));

        assertThat(data).hasSize(2 + 2 * 3 + 2 + 1);
        assertThat(at(data.get(1), "/choices/0/index")).isEqualTo("1");
        assertThat(at(data.get(1), "/choices/0/delta/role")).isEqualTo("assistant");
        assertThat(at(data.get(9), "/choices/0/finish_reason")).isEqualTo("length");
    }

    @Test
    void theModelListFollowsTheCallersDialect() {
        HttpResponse<byte[]> openAi = client.get("/v1/models", "authorization", "Bearer list");
        HttpResponse<byte[]> anthropic =
                client.get("/v1/models", "authorization", "Bearer list", "anthropic-version", "2023-06-01");

        assertThat(at(openAi, "/object")).isEqualTo("list");
        assertThat(at(anthropic, "/data/0/type")).isEqualTo("model");
        assertThat(at(anthropic, "/has_more")).isEqualTo("false");
    }
}
