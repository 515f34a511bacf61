package io.tallyport.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Leased;
import io.tallyport.bed.Torture;
import io.tallyport.bed.UsageRow;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One balance spent by two nodes (L01, L09 on two nodes; money.md section 5.3). */
class TwoNodesIT {
    private static final int CALLS = 200;
    private static final int PAID = 20;
    private static final String BODY = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":10,\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"Of what does the sea smell in the morning, at the very edge?\"}]}";

    private final Bed bed = Bed.pair();
    private final WildFlyServer one = bed.nodes().get(0);
    private final WildFlyServer other = bed.nodes().get(1);

    @AfterEach
    void theBooksAreConsistent() {
        bed.books().assertConsistent();
    }

    @Test
    @Tag("torture")
    @DisplayName("L09, L01: 200 parallel calls from two nodes on a balance for 20")
    void parallelCallsFromTwoNodesNeverOverspendAndStrandNothing() {
        long hold = hold(BODY);
        Torture.run("overspend-nodes", 3, 60, (rounds, seed) -> {
            for (int round = 0; round < rounds; round++) {
                overspendOnce(hold);
            }
        });
    }

    private void overspendOnce(long hold) {
        Customer customer = bed.customer(decimal(hold * PAID));
        List<Reply> replies = IntStream.range(0, CALLS)
                .mapToObj(call -> bed.chat(bed.nodes().get(call % 2), customer, BODY)
                        .output("tokens=10")
                        .fault("delay_ms=40")
                        .start())
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        List<Reply> served =
                replies.stream().filter(reply -> reply.status() == 200).toList();
        replies.stream().filter(reply -> reply.status() != 200).forEach(TwoNodesIT::assertInsufficient);
        assertThat(served.size()).isGreaterThanOrEqualTo(PAID - 1);
        List<UsageRow> rows = bed.books().usageOf(customer);
        assertThat(rows.stream().map(UsageRow::requestId))
                .containsExactlyInAnyOrderElementsOf(
                        served.stream().map(Reply::callId).toList());
        long spent = rows.stream().mapToLong(UsageRow::debit).sum();
        assertThat(bed.books().balance(customer)).isEqualTo(hold * PAID - spent).isNotNegative();
        Leased leased = new Leased(bed.books(), customer);
        Await.until("no credit stranded", Duration.ofSeconds(10), () -> leased.nano() == 0);
    }

    @Test
    void whatOneNodeHasFreeServesTheOtherAtOnce() {
        String large = BODY.replace("\"max_tokens\":10", "\"max_tokens\":1000");
        Customer customer = bed.customer(decimal(hold(large) * 3 / 2));
        assertThat(bed.chat(one, customer, large).output("tokens=3").send().status())
                .isEqualTo(200);
        assertThat(new Leased(bed.books(), customer).nano()).isPositive();

        Reply reply = bed.chat(other, customer, large).output("tokens=3").send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    @Test
    void whatIsFreeOfALeaseThatStillHasCallsServesTheOtherNode() {
        String large = BODY.replace("\"max_tokens\":10", "\"max_tokens\":1000");
        Customer customer = bed.customer(decimal(hold(large) + 2 * hold(BODY)));
        assertThat(bed.chat(one, customer, large).output("tokens=3").send().status())
                .isEqualTo(200);
        CompletableFuture<Reply> slow =
                bed.chat(one, customer, BODY).fault("delay_ms=4000").start();
        Await.pause(1000);

        Reply reply = bed.chat(other, customer, large).output("tokens=3").send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(slow).isNotDone();
        assertThat(slow.join().status()).isEqualTo(200);
        assertThat(bed.books().usageOf(customer)).hasSize(3);
    }

    @Test
    void whereNothingIsFreeTheOtherNodeRefusesWithTheAmounts() {
        Customer customer = bed.customer(decimal(hold(BODY) * 3 / 2));
        CompletableFuture<Reply> slow =
                bed.chat(one, customer, BODY).fault("delay_ms=3000").start();
        Await.until("the slow call is held", () -> new Leased(bed.books(), customer).nano() > 0);

        assertInsufficient(bed.chat(other, customer, BODY).send());
        assertThat(slow.join().status()).isEqualTo(200);
    }

    @Test
    void anIdleLeaseIsReturned() {
        Customer customer = bed.customer();
        assertThat(bed.chat(one, customer, BODY).send().status()).isEqualTo(200);
        Leased leased = new Leased(bed.books(), customer);
        assertThat(leased.openLeases()).isEqualTo(1);

        Await.until("the idle lease is back", Duration.ofSeconds(10), () -> leased.openLeases() == 0);
    }

    private static void assertInsufficient(Reply reply) {
        ErrorShape.assertOpenAi(reply, 402, "insufficient_quota");
        assertThat(reply.json().at("/error/code").asText()).isEqualTo("insufficient_credits");
    }

    /** What a call needs, as the gateway itself names it to an empty wallet. */
    private long hold(String body) {
        String message = bed.chat(bed.customer("0"), body)
                .send()
                .json()
                .at("/error/message")
                .asText();
        String needed = message.replaceFirst(".*needed at most ([0-9.]+) credits.*", "$1");
        return new BigDecimal(needed).movePointRight(9).longValueExact();
    }

    private static String decimal(long nano) {
        return BigDecimal.valueOf(nano, 9).toPlainString();
    }
}
