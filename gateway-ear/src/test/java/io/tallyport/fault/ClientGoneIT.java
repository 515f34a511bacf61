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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that leaves in mid-stream pays for what was generated (money.md B4 to B6), and no upstream call is left open. */
@ExtendWith(BooksCheck.class)
class ClientGoneIT {
    private static final String MESSAGE = "{\"stream\":true,\"model\":\"claude-sonnet-4-5\",\"max_tokens\":5000,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Count.\"}]}";

    private final Bed bed = Bed.shared();

    /** money.md B4. */
    @Test
    @DisplayName("L19: a client that leaves before the upstream call")
    void whoeverLeavesBeforeTheUpstreamCallPaysNothing() throws IOException {
        Customer customer = bed.customer();
        String request = RawHttp.post("/v1/messages", customer.key(), MESSAGE);
        for (int i = 0; i < 5; i++) {
            try (RawHttp leaving = new RawHttp(bed.url())) {
                leaving.send(request.substring(0, request.length() - 1 - i));
            }
        }
        Await.pause(300);
        assertThat(bed.messages(customer, MESSAGE.replace("5000", "5")).send().status())
                .isEqualTo(200);

        assertThat(bed.books().usageOf(customer)).hasSize(1);
    }

    @Test
    void aShortRestIsDrainedAndChargedAsReported() throws IOException {
        UsageRow row = leaveAfter(8, "tokens=100;events_per_second=50");

        assertThat(row.outcome()).isEqualTo("B6");
        assertThat(row.output()).isEqualTo(100);
        assertThat(row.estimated()).isFalse();
    }

    @Test
    void aLongRestIsCutOffAndChargedAsDelivered() throws IOException {
        UsageRow row = leaveAfter(8, "tokens=4000;events_per_second=400");

        assertThat(row.outcome()).isEqualTo("B6");
        assertThat(row.output()).isBetween(8L, 3000L);
    }

    @Test
    void whereNoUsageIsReportedADrainedCallIsChargedAsDelivered() throws IOException {
        Ask ask = bed.chat(bed.customer(), MESSAGE.replace("claude-sonnet-4-5", "gpt-4o-mini"));
        UsageRow row = leave(
                ask.output("tokens=200;events_per_second=40").fault("no_usage").open(), 12);

        assertThat(row.outcome()).isEqualTo("B6");
        assertThat(row.estimated()).isTrue();
        assertThat(row.output()).isBetween(5L, 100L);
    }

    @Test
    void aRestThatDoesNotComeIsWaitedForNoLongerThanADrainLasts() throws IOException {
        Ask ask = bed.messages(bed.customer(), MESSAGE);
        UsageRow row = leave(
                ask.output("tokens=60;events_per_second=40")
                        .fault("after=30;pause_ms=16000")
                        .open(),
                8);

        assertThat(row.outcome()).isEqualTo("B6");
        assertThat(bed.books().number("SELECT total_micros FROM usage_event WHERE request_id = ?", row.requestId()))
                .isLessThan(13_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o-mini", "deepseek-chat", "gemini-2.5-flash", "claude-sonnet-4-5", "responses"})
    @DisplayName("L19: a client that leaves in mid-stream")
    void aClientThatLeavesPaysForWhatWasGenerated(String model) throws IOException {
        Customer customer = bed.customer();
        Ask ask = model.equals("responses")
                ? bed.post("/v1/responses")
                        .bearer(customer.key())
                        .json(
                                "{\"stream\":true,\"model\":\"gpt-4o-mini\",\"max_output_tokens\":5000,\"input\":\"Count.\"}")
                : bed.chat(customer, MESSAGE.replace("claude-sonnet-4-5", model));
        UsageRow row = leave(ask.output("tokens=60;events_per_second=40").open(), 12);

        assertThat(row.outcome()).isEqualTo("B6");
        assertThat(row.output()).isEqualTo(60);
        assertThat(row.debit())
                .isPositive()
                .isEqualTo(PriceBook.of(bed.books(), row.model()).debit(row));
    }

    /** A cache write happens before the first token (money.md B5); pings to nobody show that the client is gone. */
    @Test
    @DisplayName("L19: a client that leaves before the first token")
    void whoeverLeavesBeforeTheFirstTokenPaysInputAndTheCacheWrite() throws IOException {
        Customer customer = bed.customer();
        String cached = MESSAGE.replace(
                "\"messages\"",
                "\"system\":[{\"type\":\"text\",\"text\":\"" + "A long story. ".repeat(1_500)
                        + "\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\"");
        UsageRow row = leave(
                bed.messages(customer, cached)
                        .output("tokens=60")
                        .fault("after=1;pause_ms=7000")
                        .open(),
                1);

        assertThat(row.outcome()).isEqualTo("B5");
        assertThat(row.write5m()).isGreaterThan(1_024);
        assertThat(row.input()).isPositive();
        assertThat(row.output()).isZero();
        assertThat(row.debit())
                .isPositive()
                .isEqualTo(PriceBook.of(bed.books(), row.model()).debit(row));
    }

    private UsageRow leaveAfter(int events, String output) throws IOException {
        Customer customer = bed.customer();
        UsageRow row = leave(bed.messages(customer, MESSAGE).output(output).open(), events);
        assertThat(row.debit())
                .isPositive()
                .isEqualTo(PriceBook.of(bed.books(), row.model()).debit(row));
        assertThat(bed.books().balance(customer)).isEqualTo(10_000_000_000L - row.debit());
        return row;
    }

    private UsageRow leave(HttpResponse<InputStream> response, int events) throws IOException {
        JsonNode before = bed.simulated().tally();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (int seen = 0; seen < events; ) {
                String line = lines.readLine();
                assertThat(line).isNotNull();
                seen += line.startsWith("data:") ? 1 : 0;
            }
        }
        String id = response.headers().firstValue("request-id").orElseThrow();
        Await.until("the call on the books", Duration.ofSeconds(20), () -> bed.books()
                .usage(Reply.callId(id))
                .isPresent());
        Await.until(
                "the upstream call over",
                Duration.ofSeconds(20),
                () -> ended(bed.simulated().tally()) > ended(before));
        return bed.books().usage(Reply.callId(id)).orElseThrow();
    }

    private static long ended(JsonNode tally) {
        return tally.get("completed").asLong() + tally.get("client_gone").asLong();
    }
}
