package io.tallyport.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.BooksCheck;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Torture;
import io.tallyport.bed.UsageRow;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Never below zero, whatever the concurrency (L01, L09 on one node). */
@ExtendWith(BooksCheck.class)
class OverspendIT {
    private static final int CALLS = 200;
    private static final int PAID = 20;
    private static final String BODY = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":10,\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"Of what does the sea smell in the morning, at the very edge?\"}]}";

    private final Bed bed = Bed.shared();

    @Test
    @Tag("torture")
    @DisplayName("L01, L09: 200 parallel calls on a balance for 20")
    void twoHundredParallelCallsOnABalanceForTwentyNeverOverspend() {
        long hold = holdOfOneCall();
        Torture.run("overspend", 3, 60, (rounds, seed) -> {
            for (int round = 0; round < rounds; round++) {
                overspendOnce(hold);
            }
        });
    }

    private void overspendOnce(long hold) {
        Customer customer = bed.customer(decimal(hold * PAID));
        List<Reply> replies = IntStream.range(0, CALLS)
                .mapToObj(call -> bed.chat(customer, BODY)
                        .output("tokens=10")
                        .fault("delay_ms=40")
                        .start())
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        List<Reply> served =
                replies.stream().filter(reply -> reply.status() == 200).toList();
        for (Reply reply : replies) {
            if (reply.status() != 200) {
                ErrorShape.assertOpenAi(reply, 402, "insufficient_quota");
                assertThat(reply.json().at("/error/code").asText()).isEqualTo("insufficient_credits");
            }
        }
        assertThat(served.size()).isGreaterThanOrEqualTo(PAID - 1);
        List<UsageRow> rows = bed.books().usageOf(customer);
        assertThat(rows.stream().map(UsageRow::requestId))
                .containsExactlyInAnyOrderElementsOf(
                        served.stream().map(Reply::callId).toList());
        long spent = rows.stream().mapToLong(UsageRow::debit).sum();
        assertThat(bed.books().balance(customer)).isEqualTo(hold * PAID - spent).isNotNegative();
        bed.books().assertConsistent();
        Await.until("no credit stranded", Duration.ofSeconds(12), () -> leased(customer) == 0);
    }

    @Test
    void aRefusalNamesWhatIsAvailableAndWhatIsNeeded() {
        Customer customer = bed.customer("0.0000008");
        Reply chat = bed.chat(customer, BODY.replace("\"max_tokens\":10", "\"max_tokens\":900"))
                .send();

        ErrorShape.assertOpenAi(chat, 402, "insufficient_quota");
        assertThat(chat.json().at("/error/code").asText()).isEqualTo("insufficient_credits");
        assertThat(chat.json().at("/error/message").asText())
                .contains("available 0.0000008 credits")
                .containsPattern("needed at most 0\\.000[0-9]+ credits");

        Reply message = bed.messages(customer, BODY.replace("gpt-4o-mini", "claude-sonnet-4-5"))
                .send();
        ErrorShape.assertAnthropic(message, 402, "insufficient_credits");
        assertThat(bed.books().usageOf(customer)).isEmpty();
        assertThat(bed.books().balance(customer)).isEqualTo(800);
    }

    @Test
    void theMaxTokensThatARefusalNamesFits() {
        Customer customer = bed.customer("0.0001");
        String asked = BODY.replace("\"max_tokens\":10", "\"max_tokens\":9000");
        String message =
                bed.chat(customer, asked).send().json().at("/error/message").asText();
        String fitting = message.replaceFirst(".*at most ([0-9]+)\\.$", "$1");

        assertThat(fitting).as(message).matches("[0-9]+");
        Reply tooMany = bed.chat(customer, asked.replace("9000", String.valueOf(Long.parseLong(fitting) + 40)))
                .send();
        assertThat(tooMany.status()).isEqualTo(402);
        Reply reply = bed.chat(customer, asked.replace("9000", fitting))
                .output("tokens=3")
                .send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    @Test
    void aLongPromptThatFitsByItsCountButNotByItsSizeIsServed() {
        String prompt = "word ".repeat(12_000);
        String body = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\""
                + prompt + "\"}]}";
        Reply served = bed.chat(bed.customer("0.002"), body).output("tokens=3").send();
        Reply refused = bed.chat(bed.customer("0.001"), body).send();

        assertThat(served.status()).as(served.text()).isEqualTo(200);
        ErrorShape.assertOpenAi(refused, 402, "insufficient_quota");
        assertThat(refused.json().at("/error/message").asText())
                .as("the counted need, not that of the size")
                .containsPattern("needed at most 0\\.001[0-9]+ credits");
    }

    @Test
    void anEmptyWalletIsRefused() {
        Reply reply = bed.chat(bed.customer("0"), BODY).send();

        ErrorShape.assertOpenAi(reply, 402, "insufficient_quota");
    }

    @Test
    void creditThatArrivesIsSpentAtOnce() {
        Customer customer = bed.customer("0");
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(402);
        bed.books().grant(customer.walletId(), 1_000_000);

        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
    }

    /** What a call needs, as the gateway itself names it to an empty wallet. */
    private long holdOfOneCall() {
        String message = bed.chat(bed.customer("0"), BODY)
                .send()
                .json()
                .at("/error/message")
                .asText();
        String needed = message.replaceFirst(".*needed at most ([0-9.]+) credits.*", "$1");
        return new BigDecimal(needed).movePointRight(9).longValueExact();
    }

    private long leased(Customer customer) {
        return bed.books().number("SELECT leased FROM wallet WHERE id = ?", customer.walletId());
    }

    private static String decimal(long nano) {
        return BigDecimal.valueOf(nano, 9).toPlainString();
    }
}
