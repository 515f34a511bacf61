package io.tallyport.workbench.simulator;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromptCacheTest {
    private static final int LONG_TOKENS = 2000;
    private static final String FIVE_MINUTES = ",\"cache_control\":{\"type\":\"ephemeral\"}";
    private static final String ONE_HOUR = ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}";

    private SimulatorClient client;

    @BeforeEach
    void start() {
        client = new SimulatorClient();
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void aFirstCallWritesThePrefixUpToTheBreakpoint() {
        assertUsage(ask(system("a", FIVE_MINUTES), "question"), 2, LONG_TOKENS, 0, 0);
    }

    @Test
    void aSecondCallWithinFiveMinutesReadsTheCachedPrefix() {
        ask(system("a", FIVE_MINUTES), "question");
        client.advanceSeconds(299);

        assertUsage(ask(system("a", FIVE_MINUTES), "another!"), 2, 0, 0, LONG_TOKENS);
    }

    @Test
    void anEntryExpiresAfterFiveMinutes() {
        ask(system("a", FIVE_MINUTES), "question");
        client.advanceSeconds(301);

        assertUsage(ask(system("a", FIVE_MINUTES), "question"), 2, LONG_TOKENS, 0, 0);
    }

    @Test
    void aReadRenewsTheEntry() {
        ask(system("a", FIVE_MINUTES), "question");
        client.advanceSeconds(200);
        ask(system("a", FIVE_MINUTES), "question");
        client.advanceSeconds(200);

        assertUsage(ask(system("a", FIVE_MINUTES), "question"), 2, 0, 0, LONG_TOKENS);
    }

    @Test
    void anHourLongEntrySurvivesFiftyNineMinutes() {
        assertUsage(ask(system("a", ONE_HOUR), "question"), 2, 0, LONG_TOKENS, 0);
        client.advanceSeconds(59 * 60);

        assertUsage(ask(system("a", ONE_HOUR), "question"), 2, 0, 0, LONG_TOKENS);
    }

    @Test
    void theHourPartAndTheFiveMinutePartAreWrittenApart() {
        String system = system("a", ONE_HOUR) + "," + system("b", FIVE_MINUTES);

        assertUsage(ask(system, "question"), 2, LONG_TOKENS, LONG_TOKENS, 0);
    }

    @Test
    void theLongestMatchingPrefixIsReadAndTheRestWritten() {
        ask(system("a", FIVE_MINUTES), "question");

        assertUsage(ask(system("a", "") + "," + system("b", FIVE_MINUTES), "question"), 2, LONG_TOKENS, 0, LONG_TOKENS);
    }

    @Test
    void aChangedPrefixIsAPaidMiss() {
        ask(system("a", FIVE_MINUTES), "question");

        assertUsage(ask(system("b", FIVE_MINUTES), "question"), 2, LONG_TOKENS, 0, 0);
    }

    @Test
    void aPrefixBelowTheMinimumIsNotCached() {
        String system = block("x".repeat(4 * 1023), FIVE_MINUTES);
        ask(system, "question");

        assertUsage(ask(system, "question"), 1025, 0, 0, 0);
    }

    @Test
    void accountsAndModelsHaveCachesOfTheirOwn() {
        ask(system("a", FIVE_MINUTES), "question");
        HttpResponse<byte[]> otherAccount =
                client.messages("other", body("claude-x", system("a", FIVE_MINUTES), "question"));
        HttpResponse<byte[]> otherModel =
                client.messages("cache", body("claude-y", system("a", FIVE_MINUTES), "question"));

        assertUsage(otherAccount, 2, LONG_TOKENS, 0, 0);
        assertUsage(otherModel, 2, LONG_TOKENS, 0, 0);
    }

    @Test
    void moreThanFourBreakpointsAreRefused() {
        String five = block("x", FIVE_MINUTES) + ("," + block("x", FIVE_MINUTES)).repeat(4);
        HttpResponse<byte[]> answer = ask(five, "question");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(at(answer, "/error/message"))
                .isEqualTo("A maximum of 4 blocks with cache_control may be provided. Found 5.");
    }

    @Test
    void anHourLongBreakpointAfterAFiveMinuteOneIsRefused() {
        assertThat(ask(system("a", FIVE_MINUTES) + "," + system("b", ONE_HOUR), "question")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aBreakpointInsideAToolResultCounts() {
        String nested =
                "{\"model\":\"claude-x\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"Look\"},"
                        + "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"toolu_01\",\"name\":\"tool\","
                        + "\"input\":{}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_01\",\"content\":["
                        + system("a", FIVE_MINUTES) + "]}]}]}";

        assertUsage(client.messages("cache", nested), 0, LONG_TOKENS + 2, 0, 0);
        assertUsage(client.messages("cache", nested), 0, 0, 0, LONG_TOKENS + 2);
    }

    @Test
    void theOrderOfTopLevelFieldsDoesNotMatter() {
        ask(system("a", FIVE_MINUTES), "question");
        String reordered = "{\"messages\":[{\"role\":\"user\",\"content\":\"question\"}],\"system\":["
                + system("a", FIVE_MINUTES) + "],\"max_tokens\":1,\"model\":\"claude-x\"}";

        assertUsage(client.messages("cache", reordered), 2, 0, 0, LONG_TOKENS);
    }

    @Test
    void openAiCachesLongPromptsInStepsWithoutBeingAsked() {
        HttpResponse<byte[]> first = chat("y".repeat(4 * 1300));
        HttpResponse<byte[]> second = chat("y".repeat(4 * 1300));

        assertThat(at(first, "/usage/prompt_tokens_details/cached_tokens")).isEqualTo("0");
        assertThat(at(second, "/usage/prompt_tokens_details/cached_tokens")).isEqualTo("1280");
        assertThat(at(second, "/usage/prompt_tokens")).isEqualTo("1300");
        assertThat(client.tally("cache", "/input_tokens")).isEqualTo(1300 + 20);
        assertThat(client.tally("cache", "/cache_read_tokens")).isEqualTo(1280);
    }

    @Test
    void openAiReadsACommonPrefixOfDifferentPrompts() {
        chat("y".repeat(4 * 1300));
        HttpResponse<byte[]> longer = chat("y".repeat(4 * 1100) + "z".repeat(4 * 400));

        assertThat(at(longer, "/usage/prompt_tokens_details/cached_tokens")).isEqualTo("1024");
    }

    @Test
    void openAiReadsUpToTheLastWholeStep() {
        chat("y".repeat(4 * 1152));

        assertThat(at(chat("y".repeat(4 * 1152) + "z"), "/usage/prompt_tokens_details/cached_tokens"))
                .isEqualTo("1152");
        assertThat(at(chat("y".repeat(4 * 1152 - 1) + "z"), "/usage/prompt_tokens_details/cached_tokens"))
                .isEqualTo("1024");
    }

    @Test
    void openAiDoesNotCacheShortPrompts() {
        chat("y".repeat(4 * 1023));

        assertThat(at(chat("y".repeat(4 * 1023)), "/usage/prompt_tokens_details/cached_tokens"))
                .isEqualTo("0");
    }

    private HttpResponse<byte[]> chat(String content) {
        return client.chat(
                "cache",
                "{\"model\":\"gpt-x\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"" + content
                        + "\"}]}");
    }

    private HttpResponse<byte[]> ask(String systemBlocks, String question) {
        return client.messages("cache", body("claude-x", systemBlocks, question));
    }

    private static String body(String model, String systemBlocks, String question) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":1,\"system\":[" + systemBlocks
                + "],\"messages\":[{\"role\":\"user\",\"content\":\"" + question + "\"}]}";
    }

    private static String system(String letter, String breakpoint) {
        return block(letter.repeat(4 * LONG_TOKENS), breakpoint);
    }

    private static String block(String text, String breakpoint) {
        return "{\"type\":\"text\",\"text\":\"" + text + "\"" + breakpoint + "}";
    }

    private static void assertUsage(HttpResponse<byte[]> answer, long input, long write5m, long write1h, long read) {
        assertThat(at(answer, "/usage/input_tokens")).as("input").isEqualTo(Long.toString(input));
        assertThat(at(answer, "/usage/cache_creation/ephemeral_5m_input_tokens"))
                .as("5m")
                .isEqualTo(Long.toString(write5m));
        assertThat(at(answer, "/usage/cache_creation/ephemeral_1h_input_tokens"))
                .as("1h")
                .isEqualTo(Long.toString(write1h));
        assertThat(at(answer, "/usage/cache_creation_input_tokens")).isEqualTo(Long.toString(write5m + write1h));
        assertThat(at(answer, "/usage/cache_read_input_tokens")).as("read").isEqualTo(Long.toString(read));
    }
}
