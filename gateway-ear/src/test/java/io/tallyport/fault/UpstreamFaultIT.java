package io.tallyport.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.books.PriceBook;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream that is down, slow, breaks off or talks nonsense: our error, the right charge (money.md B1 to B11). */
@ExtendWith(BooksCheck.class)
class UpstreamFaultIT {
    private static final String CHAT = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":60,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Tell me a story of a lighthouse.\"}]}";
    private static final String MESSAGE = CHAT.replace("gpt-4o-mini", "claude-sonnet-4-5");
    private static final long FULL = 10_000_000_000L;

    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();

    @ParameterizedTest
    @CsvSource({
        "400, 400, invalid_request_error, invalid_request_error, B7",
        "401, 502, server_error, api_error, B2",
        "403, 502, server_error, api_error, B2",
        "404, 404, invalid_request_error, not_found_error, B7",
        "413, 413, invalid_request_error, request_too_large, B7",
        "429, 429, requests, rate_limit_error, B2",
        "500, 500, server_error, api_error, B2",
        "503, 503, server_error, overloaded_error, B2",
        "529, 529, server_error, overloaded_error, B2"
    })
    void anErrorOfTheUpstreamIsToldInOurWordsAndNotCharged(
            int upstream, int ours, String openaiType, String anthropicType, String rule) {
        for (String body : List.of(CHAT, streaming(CHAT))) {
            Reply chat = bed.chat(customer, body)
                    .fault("status=" + upstream + ";retry_after=7")
                    .send();
            ErrorShape.assertOpenAi(chat, ours, openaiType);
            assertFree(chat, rule);
        }
        Reply message = bed.messages(customer, streaming(MESSAGE))
                .fault("status=" + upstream + ";retry_after=7")
                .send();
        ErrorShape.assertAnthropic(message, ours, anthropicType);
        assertFree(message, rule);
        if (List.of(429, 500, 503, 529).contains(ours)) {
            assertThat(message.header("retry-after")).isEqualTo("7");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anUpstreamThatClosesBeforeItAnswersCostsNothing(boolean stream) {
        Reply chat = bed.chat(customer, stream ? streaming(CHAT) : CHAT)
                .fault("refuse")
                .send();
        ErrorShape.assertOpenAi(chat, 502, "server_error");
        assertFree(chat, "B2");
        Reply message = bed.messages(customer, stream ? streaming(MESSAGE) : MESSAGE)
                .fault("refuse")
                .send();
        ErrorShape.assertAnthropic(message, 502, "api_error");
        assertFree(message, "B2");
    }

    @Test
    void aDelayedAnswerIsWaitedFor() {
        Reply reply = bed.chat(customer, CHAT).fault("delay_ms=1500").send();

        assertThat(reply.status()).isEqualTo(200);
        UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
        assertThat(row.firstByteMicros()).isGreaterThan(1_400_000);
    }

    @Test
    void aPlainAnswerThatBreaksOffCostsNothing() {
        Reply reply = bed.chat(customer, CHAT).fault("cut").send();

        ErrorShape.assertOpenAi(reply, 502, "server_error");
        assertFree(reply, "B2");
    }

    @Test
    void aMessageStreamThatBreaksOffIsChargedItsInputAndWhatWasDelivered() {
        Reply reply = bed.messages(customer, streaming(MESSAGE))
                .output("tokens=40")
                .fault("after=12;cut")
                .send();

        assertThat(reply.status()).isEqualTo(200);
        JsonNode last = reply.events().getLast();
        assertThat(last.get("type").asText()).isEqualTo("error");
        assertThat(last.get("request_id").asText()).isEqualTo(reply.requestId());
        assertThat(reply.text()).doesNotContain("message_stop");
        UsageRow row = assertPartial(reply);
        assertThat(row.input())
                .isEqualTo(reply.events()
                        .getFirst()
                        .at("/message/usage/input_tokens")
                        .asLong());
    }

    @Test
    void aChatStreamThatBreaksOffIsChargedWhatWasDelivered() {
        Reply reply = bed.chat(customer, streaming(CHAT))
                .output("tokens=40")
                .fault("after=12;cut")
                .send();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).doesNotContain("[DONE]");
        assertThat(reply.events().getLast().at("/error/type").asText()).isEqualTo("server_error");
        assertPartial(reply);
    }

    @Test
    void aStreamThatBreaksOffBeforeAnyTextIsTriedAgainAndCostsNothing() {
        Reply reply =
                bed.messages(customer, streaming(MESSAGE)).fault("after=1;cut").send();

        ErrorShape.assertAnthropic(reply, 502, "api_error");
        assertFree(reply, "B2");
    }

    @Test
    void anErrorEventInMidStreamEndsTheStreamInOurWords() {
        Reply message = bed.messages(customer, streaming(MESSAGE))
                .fault("after=9;error_event")
                .send();
        assertThat(message.status()).isEqualTo(200);
        JsonNode last = message.events().getLast();
        assertThat(last.at("/error/type").asText()).isEqualTo("overloaded_error");
        assertThat(last.get("request_id").asText()).isEqualTo(message.requestId());
        assertThat(message.text()).doesNotContain("message_stop");
        assertPartial(message);

        Reply chat =
                bed.chat(customer, streaming(CHAT)).fault("after=9;error_event").send();
        assertThat(chat.events().getLast().has("error")).isTrue();
        assertThat(chat.text()).doesNotContain("[DONE]");
        assertPartial(chat);
    }

    @Test
    void aMalformedEventPassesAndTheCallIsChargedAsReported() {
        Reply reply = bed.messages(customer, streaming(MESSAGE))
                .output("tokens=20")
                .fault("after=9;malformed")
                .send();

        assertThat(reply.status()).isEqualTo(200);
        UsageRow row = bed.books().awaitUsage(reply.callId());
        assertThat(row.outcome()).isEqualTo("B1");
        assertThat(row.output()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerWithoutUsageIsChargedAnEstimateThatIsFlagged(boolean stream) {
        Ask ask = bed.chat(customer, stream ? streaming(CHAT) : CHAT);
        Reply reply = ask.output("tokens=30").fault("no_usage").send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
        assertThat(row.outcome()).isEqualTo("B10");
        assertThat(row.estimated()).isTrue();
        assertThat(row.output()).isBetween(15L, 60L);
        assertThat(row.debit()).isPositive();
        Await.until(
                "people are alerted",
                () -> bed.books()
                                .number(
                                        "SELECT count(*) FROM alert WHERE code = 'usage-missing' AND subject LIKE ?",
                                        "%" + row.model() + "%")
                        > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Bad gateway</html>", "", "[]", "true", "{\"choices\":["})
    void nonsenseOfStatus200IsABadGatewayAndCostsNothing(String nonsense) {
        String name = "nonsense-" + nonsense.hashCode();
        bed.simulated().record(name, 200, "application/json", nonsense.getBytes(StandardCharsets.UTF_8));
        Reply reply = bed.chat(customer, CHAT).replay(name).send();

        ErrorShape.assertOpenAi(reply, 502, "server_error");
        assertFree(reply, "B2");
    }

    @Test
    void absurdUsageIsNotCharged() {
        for (String usage : List.of(
                "{\"prompt_tokens\":-5,\"completion_tokens\":3}",
                "{\"prompt_tokens\":5,\"completion_tokens\":-3}",
                "{\"prompt_tokens\":9223372036854775807,\"completion_tokens\":9223372036854775807}",
                "{\"prompt_tokens\":5,\"completion_tokens\":3,\"prompt_tokens_details\":{\"cached_tokens\":50}}")) {
            String name = "absurd-" + usage.hashCode();
            bed.simulated()
                    .record(
                            name,
                            200,
                            "application/json",
                            ("{\"choices\":[{\"message\":{\"content\":\"hi\"}}],\"usage\":" + usage + "}")
                                    .getBytes(StandardCharsets.UTF_8));
            Reply reply = bed.chat(customer, CHAT).replay(name).send();

            long spent = FULL - bed.books().balance(customer);
            if (reply.status() == 200) {
                UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
                assertThat(row.estimated()).as(usage).isTrue();
                assertThat(spent).as(usage).isLessThan(1_000_000);
            }
            if (reply.status() != 200) {
                ErrorShape.assertOpenAi(reply, 502, "server_error");
            }
        }
    }

    @Test
    void aRejectedPromptKeepsTheProvidersMessage() {
        String name = "error-413";
        bed.simulated()
                .record(
                        name,
                        400,
                        "application/json",
                        ("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                                        + "\"message\":\"prompt is too long: 9 tokens > 5 maximum\"},"
                                        + "\"request_id\":\"req_upstream\"}")
                                .getBytes(StandardCharsets.UTF_8));
        Reply reply = bed.messages(customer, MESSAGE).replay(name).send();

        ErrorShape.assertAnthropic(reply, 400, "invalid_request_error");
        assertThat(reply.json().at("/error/message").asText()).isEqualTo("prompt is too long: 9 tokens > 5 maximum");
        assertThat(reply.text()).doesNotContain("req_upstream");
    }

    private void assertFree(Reply reply, String rule) {
        UsageRow row = bed.books().awaitUsage(reply.callId());
        assertThat(row.debit()).isZero();
        assertThat(row.outcome()).isEqualTo(rule);
        assertThat(bed.books().entries(row.requestId())).isEmpty();
    }

    private UsageRow assertPartial(Reply reply) {
        UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
        assertThat(row.outcome()).isEqualTo("B3");
        assertThat(row.output()).isBetween(1L, 20L);
        assertThat(row.debit())
                .isPositive()
                .isEqualTo(PriceBook.of(bed.books(), row.model()).debit(row));
        return row;
    }

    static String streaming(String body) {
        return "{\"stream\":true," + body.substring(1);
    }
}
