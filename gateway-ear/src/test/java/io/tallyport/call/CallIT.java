package io.tallyport.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.books.PriceBook;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A metered, paid call on both surfaces: its answer, its usage row, its entries. */
@ExtendWith(BooksCheck.class)
class CallIT {
    private static final String CHAT =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}";
    private static final String MESSAGE =
            "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Say hi.\"}]}";

    private final Bed bed = Bed.shared();

    @Test
    void aPlainChatCompletionIsChargedWhatItsAnswerReports() {
        Customer customer = bed.customer();
        Reply reply = bed.chat(customer, CHAT).output("tokens=17").send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonNode usage = reply.json().get("usage");
        UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
        assertThat(row.input()).isEqualTo(usage.get("prompt_tokens").asLong()).isPositive();
        assertThat(row.output())
                .isEqualTo(usage.get("completion_tokens").asLong())
                .isEqualTo(17);
        assertThat(row.model()).isEqualTo("gpt-4o-mini");
        assertThat(row.keyId()).isEqualTo(customer.keyId());
        assertThat(row.outcome()).isEqualTo("B1");
        assertThat(row.stream()).isFalse();
        assertThat(row.estimated()).isFalse();
        assertPaid(customer, row);
    }

    @Test
    void aStreamedChatCompletionIsChargedThoughTheCallerAskedForNoUsage() {
        Customer customer = bed.customer();
        Reply reply = bed.chat(customer, streaming(CHAT)).output("tokens=23").send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("content-type")).startsWith("text/event-stream");
        assertThat(reply.text()).endsWith("data: [DONE]\n\n");
        UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
        assertThat(row.output()).isEqualTo(23);
        assertThat(row.estimated()).isFalse();
        assertThat(row.stream()).isTrue();
        assertThat(row.firstByteMicros()).isPositive();
        assertPaid(customer, row);
    }

    @Test
    void aPlainMessageIsChargedWhatItsAnswerReports() {
        Customer customer = bed.customer();
        Reply reply = bed.messages(customer, MESSAGE).output("tokens=9").send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonNode usage = reply.json().get("usage");
        UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
        assertThat(row.input()).isEqualTo(usage.get("input_tokens").asLong()).isPositive();
        assertThat(row.output()).isEqualTo(usage.get("output_tokens").asLong()).isEqualTo(9);
        assertPaid(customer, row);
    }

    @Test
    void aStreamedMessageIsChargedTheLastCountOfItsEvents() {
        Customer customer = bed.customer();
        Reply reply =
                bed.messages(customer, streaming(MESSAGE)).output("tokens=31").send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.events().getLast().get("type").asText()).isEqualTo("message_stop");
        UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
        assertThat(row.output()).isEqualTo(31);
        assertPaid(customer, row);
    }

    @Test
    void aBearerKeyServesTheNewAnthropicVersion() {
        Customer customer = bed.customer();
        Reply reply = bed.post("/v1/messages")
                .bearer(customer.key())
                .header("anthropic-version", "2026-10-21")
                .json(MESSAGE)
                .send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertPaid(customer, bed.books().usage(reply.callId()).orElseThrow());
    }

    @Test
    void aDatedAliasIsServedAndChargedAsItsModel() {
        Customer customer = bed.customer();
        Reply reply = bed.chat(
                        customer,
                        CHAT.replace("gpt-4o-mini", "gpt-5-2025-08-07").replace("max_tokens", "max_completion_tokens"))
                .send();

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        UsageRow row = bed.books().usage(reply.callId()).orElseThrow();
        assertThat(row.model()).isEqualTo("gpt-5");
        assertPaid(customer, row);
    }

    @Test
    void anAcceptHeaderForJsonDoesNotHinderAStream() {
        Reply reply = bed.messages(bed.customer(), streaming(MESSAGE))
                .header("accept", "application/json")
                .send();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).startsWith("event: message_start\n");
    }

    private void assertPaid(Customer customer, UsageRow row) {
        PriceBook prices = PriceBook.of(bed.books(), row.model());
        assertThat(row.list()).isEqualTo(prices.list(row));
        assertThat(row.debit()).isEqualTo(prices.debit(row)).isPositive();
        assertThat(row.walletId()).isEqualTo(customer.walletId());
        assertThat(bed.books().entries(row.requestId())).containsExactly("P4 W.B -> X.USE " + row.debit());
        assertThat(bed.books().balance(customer)).isEqualTo(10_000_000_000L - row.debit());
    }

    static String streaming(String body) {
        return "{\"stream\":true," + body.substring(1);
    }
}
