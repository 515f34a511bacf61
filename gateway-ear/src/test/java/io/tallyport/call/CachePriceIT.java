package io.tallyport.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.books.PriceBook;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cache writes of both lifetimes and reads, each at its own price. */
@ExtendWith(BooksCheck.class)
class CachePriceIT {
    private static final String MODEL = "claude-sonnet-4-5";

    private final Bed bed = Bed.shared();

    @Test
    void aFiveMinuteWriteAndItsReadHaveTheirOwnPrices() {
        Customer customer = bed.customer();
        String body = cached("{\"type\":\"ephemeral\"}");

        UsageRow write = row(bed.messages(customer, body).send());
        assertThat(write.write5m()).isGreaterThanOrEqualTo(1024);
        assertThat(write.write1h()).isZero();
        assertThat(write.read()).isZero();
        assertPriced(write);

        UsageRow read = row(bed.messages(customer, body).send());
        assertThat(read.read()).isEqualTo(write.write5m());
        assertThat(read.write5m()).isZero();
        assertPriced(read);
        assertThat(read.debit()).isLessThan(write.debit());
    }

    @Test
    void aOneHourWriteCostsMoreThanAFiveMinuteWrite() {
        UsageRow hour = row(bed.messages(bed.customer(), cached("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"))
                .send());
        UsageRow minutes = row(
                bed.messages(bed.customer(), cached("{\"type\":\"ephemeral\"}")).send());

        assertThat(hour.write1h()).isEqualTo(minutes.write5m()).isGreaterThanOrEqualTo(1024);
        assertThat(hour.write5m()).isZero();
        assertPriced(hour);
        assertPriced(minutes);
        assertThat(hour.debit()).isGreaterThan(minutes.debit());
    }

    @Test
    void aStreamedWriteIsPricedAsAPlainOne() {
        UsageRow row = row(bed.messages(bed.customer(), CallIT.streaming(cached("{\"type\":\"ephemeral\"}")))
                .send());

        assertThat(row.write5m()).isGreaterThanOrEqualTo(1024);
        assertThat(row.stream()).isTrue();
        assertPriced(row);
    }

    @Test
    void anOpenAiPromptReadFromTheCacheIsTakenOutOfItsInput() {
        Customer customer = bed.customer();
        String body = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\""
                + longText() + "\"}]}";
        bed.chat(customer, body).send();
        Reply second = bed.chat(customer, body).send();
        UsageRow row = row(second);

        assertThat(row.read()).isGreaterThanOrEqualTo(1024);
        assertThat(row.input() + row.read())
                .isEqualTo(second.json().at("/usage/prompt_tokens").asLong());
        assertPriced(row);
    }

    private UsageRow row(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return bed.books().usage(reply.callId()).orElseThrow();
    }

    private void assertPriced(UsageRow row) {
        PriceBook prices = PriceBook.of(bed.books(), row.model());
        assertThat(row.list()).isEqualTo(prices.list(row));
        assertThat(row.debit()).isEqualTo(prices.debit(row)).isPositive();
    }

    private static String cached(String cacheControl) {
        return "{\"model\":\"" + MODEL + "\",\"max_tokens\":20,\"system\":[{\"type\":\"text\",\"text\":\"" + longText()
                + "\",\"cache_control\":" + cacheControl + "}],"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"What now?\"}]}";
    }

    /** Some 1,500 tokens that no other test has sent. */
    private static String longText() {
        return UUID.randomUUID() + " " + "lorem ipsum ".repeat(500);
    }
}
