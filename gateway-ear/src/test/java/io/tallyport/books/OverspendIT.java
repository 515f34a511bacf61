package io.tallyport.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Overspend;
import io.tallyport.bed.Torture;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Never below zero, whatever the concurrency (L01, L09 on one node). */
@ExtendWith(BooksCheck.class)
class OverspendIT {
    private static final String BODY = Overspend.BODY;

    private final Bed bed = Bed.shared();

    @Test
    @Tag("torture")
    @DisplayName("L01, L09: 200 parallel calls on a balance for 20")
    void twoHundredParallelCallsOnABalanceForTwentyNeverOverspend() {
        Torture.rounds("overspend", 3, 60, random -> {
            new Overspend(bed).onceOnABalance();
            bed.books().assertConsistent();
        });
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
}
