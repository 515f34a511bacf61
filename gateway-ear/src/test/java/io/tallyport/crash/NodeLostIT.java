package io.tallyport.crash;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One of two nodes is killed or paused under load: L30 and L37 on two nodes, and what becomes of a dead node's leases. */
class NodeLostIT {
    private static final int CALLERS = 16;
    private static final int LEASE_LIFE_SECONDS = 10;
    private static final int CUSTOMERS_TO_PROVE = 30;
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":8,\"messages\":[{\"role\":\"user\",\"content\":\"Go on.\"}]}";

    private final Bed bed = Bed.pair();

    @Test
    @Tag("torture")
    @DisplayName("L30: kills of a node under load, on two nodes")
    void afterAKillEveryFinishedCallIsOnTheBooksOnceAndEveryLeaseEnds() {
        List<Customer> served = new ArrayList<>();
        Torture.rounds("kill-node", 1, 100, random -> {
            served.addAll(killUnderLoad(random));
            if (served.size() >= CUSTOMERS_TO_PROVE) {
                prove(served);
            }
        });
        prove(served);
    }

    /** Waiting for leases to end, and a proof, take longer than a kill: ten kills share them. */
    private void prove(List<Customer> served) {
        assertEveryLeaseEnds(served);
        bed.books().assertConsistent();
        served.clear();
    }

    private List<Customer> killUnderLoad(Random random) {
        List<Customer> customers = List.of(bed.customer(), bed.customer(), bed.customer());
        WildFlyServer victim = bed.nodes().get(random.nextInt(2));
        Load load = Load.start(bed, customers, CALLERS);
        try (load) {
            awaitMoreCalls(load);
            Await.pause(random.nextInt(1_500));
            victim.kill();
            awaitMoreCalls(load);
            victim.start().awaitReady();
            awaitMoreCalls(load);
        }
        assertSettledOnce(load);
        return customers;
    }

    /** Its size is the pause in seconds: the leases are expired by the other node meanwhile. */
    @Test
    @Tag("torture")
    @DisplayName("L37: a node paused and resumed settles nothing twice")
    void aNodeThatWasPausedSettlesWhatItHadUnderWayOnce() {
        Torture.run("pause-node", 2 * LEASE_LIFE_SECONDS + 6, 60, (seconds, seed) -> {
            // for what is held and little more: once its leases are expired, the other node spends what comes back
            long held = new Overspend(bed).holdOf(BODY) * 20;
            Customer customer = bed.customer(BigDecimal.valueOf(held * 5 / 4, 9).toPlainString());
            WildFlyServer paused = bed.nodes().get(1);
            List<CompletableFuture<Reply>> slow = IntStream.range(0, 20)
                    .mapToObj(call -> bed.chat(paused, customer, BODY)
                            .fault("delay_ms=5000")
                            .output("tokens=8")
                            .patience(Duration.ofSeconds(seconds + 60L))
                            .start())
                    .toList();
            Leased leased = new Leased(bed.books(), customer);
            Await.until("the calls are held", () -> leased.nano() >= held);
            Await.pause(1_000);
            Load load = Load.start(bed, List.of(bed.customer()), 4);
            try (load) {
                paused.pause();
                try {
                    long ends = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
                    Await.until(
                            "the other node has expired its leases",
                            Duration.ofSeconds(seconds),
                            () -> expired(customer) > 0);
                    spendAll(customer);
                    Await.pause(Math.max(0, TimeUnit.NANOSECONDS.toMillis(ends - System.nanoTime())));
                } finally {
                    paused.resume();
                }
                awaitMoreCalls(load);
            }
            Set<UUID> answered = new HashSet<>();
            Set<UUID> failed = new HashSet<>();
            for (CompletableFuture<Reply> call : slow) {
                try {
                    Reply reply = call.join();
                    (reply.status() == 200 ? answered : failed).add(reply.callId());
                } catch (CompletionException e) {
                    // its caller gave up waiting: it may be on the books or not
                }
            }
            assertThat(answered).as("calls under way that were answered").isNotEmpty();
            assertThat(bed.books().balance(customer)).isNotNegative();
            assertSettledOnce(load);
            assertOnTheBooks(answered);
            assertThat(bed.books().debits(failed)).isEmpty();
            assertEveryLeaseEnds(List.of(customer));
            bed.books().assertConsistent();
        });
    }

    /** On the node that runs, until it refuses; what is held for the other node's calls goes too. */
    private void spendAll(Customer customer) {
        WildFlyServer running = bed.nodes().get(0);
        Await.until(
                "the balance is spent",
                Duration.ofSeconds(30),
                () -> bed.chat(running, customer, BODY)
                                .output("tokens=8")
                                .send()
                                .status()
                        == 402);
    }

    private long expired(Customer customer) {
        return bed.books()
                .number(
                        "SELECT count(*) FROM credit_lease WHERE wallet_id = ? AND state = 'EXPIRED'",
                        customer.walletId());
    }

    private static void awaitMoreCalls(Load load) {
        int before = load.finished().size();
        Await.until(
                "calls finish", Duration.ofSeconds(90), () -> load.finished().size() > before + 10);
    }

    private void assertSettledOnce(Load load) {
        assertOnTheBooks(load.finished().keySet());
        assertThat(bed.books().debits(load.refused().keySet()))
                .as("calls answered with an error and charged")
                .isEmpty();
    }

    /** A debit's transaction has its call's id, so that none can stand twice; that it is what the usage says is proved. */
    private void assertOnTheBooks(Set<UUID> calls) {
        Set<UUID> missing = new HashSet<>(calls);
        missing.removeAll(bed.books().debits(calls).keySet());
        assertThat(missing)
                .as("finished calls of %d that are not on the books", calls.size())
                .isEmpty();
    }

    private void assertEveryLeaseEnds(List<Customer> customers) {
        for (Customer customer : customers) {
            Leased leased = new Leased(bed.books(), customer);
            Await.until(
                    "every lease is returned or expired",
                    Duration.ofSeconds(2 * LEASE_LIFE_SECONDS + 10),
                    () -> leased.openLeases() == 0 && leased.nano() == 0);
        }
    }
}
