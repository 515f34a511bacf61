package io.tallyport.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Leased;
import io.tallyport.bed.Overspend;
import io.tallyport.bed.Torture;
import io.tallyport.bed.http.Reply;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One balance spent by two nodes (L01, L09 on two nodes; money.md section 5.3). */
class TwoNodesIT {
    private static final String BODY = Overspend.BODY;

    private final Bed bed = Bed.pair();
    private final Overspend overspend = new Overspend(bed);
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
        Torture.rounds("overspend-nodes", 3, 60, random -> overspend.onceOnABalance());
    }

    @Test
    @Tag("torture")
    @DisplayName("L02: random settlement, void and time-out on two nodes")
    void whateverBecomesOfCallsOnTwoNodesTheBalanceIsWhatTheyCost() {
        Torture.rounds("chance-nodes", 2, 60, overspend::byChance);
    }

    @Test
    void whatOneNodeHasFreeServesTheOtherAtOnce() {
        String large = BODY.replace("\"max_tokens\":10", "\"max_tokens\":1000");
        Customer customer = bed.customer(decimal(overspend.holdOf(large) * 3 / 2));
        assertThat(bed.chat(one, customer, large).output("tokens=3").send().status())
                .isEqualTo(200);
        assertThat(new Leased(bed.books(), customer).nano()).isPositive();

        Reply reply = bed.chat(other, customer, large).output("tokens=3").send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    @Test
    void whatIsFreeOfALeaseThatStillHasCallsServesTheOtherNode() {
        String large = BODY.replace("\"max_tokens\":10", "\"max_tokens\":1000");
        Customer customer = bed.customer(decimal(overspend.holdOf(large) + 2 * overspend.holdOf(BODY)));
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
        Customer customer = bed.customer(decimal(overspend.holdOf(BODY) * 3 / 2));
        CompletableFuture<Reply> slow =
                bed.chat(one, customer, BODY).fault("delay_ms=3000").start();
        Await.until("the slow call is held", () -> new Leased(bed.books(), customer).nano() > 0);

        Overspend.assertInsufficient(bed.chat(other, customer, BODY).send());
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

    private static String decimal(long nano) {
        return BigDecimal.valueOf(nano, 9).toPlainString();
    }
}
