package io.tallyport.workbench.simulator;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What befalls one account for a while: outages, limits, and how they show. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConditionTest {
    private static final String PLAIN =
            "{\"model\":\"m\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Say hello there!\"}]}";
    private static final String LONG = PLAIN.replace("Say hello there!", "y".repeat(4 * 1300));

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
    @ValueSource(ints = {401, 403, 529})
    void aConditionLastsUntilItIsTakenBack(int status) {
        String account = "down-" + status;
        condition(account, ",\"status\":" + status);

        assertThat(client.messages(account, PLAIN).statusCode()).isEqualTo(status);
        assertThat(client.messages(account, PLAIN).statusCode()).isEqualTo(status);
        assertThat(client.messages("other", PLAIN).statusCode()).isEqualTo(200);

        condition(account, "");

        assertThat(client.messages(account, PLAIN).statusCode()).isEqualTo(200);
    }

    @Test
    void anAccountThatRefusesIsWellAgainWithItsCacheAndTally() {
        client.chat("outage", LONG);
        condition("outage", ",\"refuse\":true");
        assertThatThrownBy(() -> client.chat("outage", LONG)).isInstanceOf(UncheckedIOException.class);
        condition("outage", "");

        assertThat(at(client.chat("outage", LONG), "/usage/prompt_tokens_details/cached_tokens"))
                .isEqualTo("1280");
        assertThat(client.tally("outage", "/completed")).isEqualTo(2);
        assertThat(client.tally("outage", "/failed")).isEqualTo(1);
    }

    @Test
    void postedDirectivesGoOverTheCondition() {
        condition("both", ",\"status\":500,\"tokens\":3");
        client.post("/_sim/faults", "{\"account\":\"both\",\"status\":0}");

        HttpResponse<byte[]> answer = client.chat("both", PLAIN);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(at(answer, "/usage/completion_tokens")).isEqualTo("3");
        assertThat(client.chat("both", PLAIN).statusCode()).isEqualTo(500);
    }

    @Test
    void aConditionWithATypingErrorIsRefused() {
        assertThat(client.post("/_sim/condition", "{\"account\":\"typo\",\"stauts\":529}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void beyondItsLimitAnAccountGets429UntilARequestIsThereAgain() {
        limit("limited", 2);

        HttpResponse<byte[]> first = client.messages("limited", PLAIN);
        assertThat(header(first, "anthropic-ratelimit-requests-limit")).isEqualTo("2");
        assertThat(header(first, "anthropic-ratelimit-requests-remaining")).isEqualTo("1");
        client.messages("limited", PLAIN);
        HttpResponse<byte[]> third = client.messages("limited", PLAIN);
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(at(third, "/error/type")).isEqualTo("rate_limit_error");
        assertThat(Integer.parseInt(header(third, "retry-after"))).isBetween(29, 30);
        assertThat(header(third, "anthropic-ratelimit-requests-remaining")).isEqualTo("0");

        client.advanceSeconds(30);
        assertThat(client.messages("limited", PLAIN).statusCode()).isEqualTo(200);
        assertThat(client.messages("limited", PLAIN).statusCode()).isEqualTo(429);

        limit("limited", 0);
        assertThat(client.messages("limited", PLAIN).statusCode()).isEqualTo(200);
    }

    @Test
    void openAiSaysItsLimitInItsOwnHeaders() {
        limit("limited-chat", 1);

        HttpResponse<byte[]> answer = client.chat("limited-chat", PLAIN);
        assertThat(header(answer, "x-ratelimit-limit-requests")).isEqualTo("1");
        assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(header(answer, "x-ratelimit-reset-requests")).isEqualTo("60s");
        HttpResponse<byte[]> refused = client.chat("limited-chat", PLAIN);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(at(refused, "/error/code")).isEqualTo("rate_limit_exceeded");
        assertThat(header(refused, "retry-after")).isEqualTo("60");
    }

    @Test
    void cachesThatAgeTwentyTimesAsFastLiveThatMuchShorter() {
        try (SimulatorClient fast = new SimulatorClient()) {
            fast.chat("aging", LONG);
            fast.post("/_sim/cache", "{\"speed\":20}");
            fast.advanceSeconds(29);
            assertThat(at(fast.chat("aging", LONG), "/usage/prompt_tokens_details/cached_tokens"))
                    .isEqualTo("1280");
            fast.advanceSeconds(31);
            assertThat(at(fast.chat("aging", LONG), "/usage/prompt_tokens_details/cached_tokens"))
                    .isEqualTo("0");
        }
    }

    @Test
    void secondsSayWhatArrivedAndEndedInThem() {
        long before = System.currentTimeMillis() / 1000;
        client.messages("counted", PLAIN);
        client.messages("counted", PLAIN, "x-sim-fault", "status=500");

        long arrived = 0;
        long tokens = 0;
        long failed = 0;
        for (JsonNode second : SimulatorClient.json(client.get("/_sim/seconds?account=counted"))) {
            assertThat(second.get("second").asLong()).isBetween(before, before + 10);
            arrived += second.get("arrived").asLong();
            tokens += second.get("input_tokens").asLong();
            failed += second.get("failed").asLong();
        }
        assertThat(arrived).isEqualTo(2);
        assertThat(tokens).isEqualTo(4);
        assertThat(failed).isEqualTo(1);
    }

    private void condition(String account, String fields) {
        assertThat(client.post("/_sim/condition", "{\"account\":\"" + account + "\"" + fields + "}")
                        .statusCode())
                .isEqualTo(200);
    }

    private void limit(String account, int perMinute) {
        client.post("/_sim/limits", "{\"account\":\"" + account + "\",\"requests_per_minute\":" + perMinute + "}");
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("absent");
    }
}
