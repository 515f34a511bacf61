package io.tallyport.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.http.Reply;
import io.tallyport.failover.Pools.Account;
import io.tallyport.failover.Pools.Pool;
import io.tallyport.workbench.launcher.server.WildFlyServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two nodes send a conversation to the same account, through restarts and the loss of a node or of an account. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolOnTwoNodesIT {
    private static final int ACCOUNTS = 6;
    private static final int AGENTS = 12;
    private static final int PER_AGENT = 3;
    private static final int RUSH = 60;
    /** Until a node has told the others what it placed, and more. */
    private static final long TOLD_MILLIS = 2_500;

    private final Bed bed = Bed.start("failover-pair", 2, Pools.credentials(3 * ACCOUNTS));
    private final Pools pools = new Pools(bed);
    private final WildFlyServer first = bed.nodes().get(0);
    private final WildFlyServer second = bed.nodes().get(1);

    @AfterAll
    void stop() {
        bed.close();
    }

    @Test
    void bothNodesAskTheSameAccountAlsoAfterOneWasKilledAndStartedAgain() {
        Pool pool = pool();
        List<Talk> talks = talks("many", AGENTS, PER_AGENT);
        Map<Talk, Long> asFirstHasIt = begin(first, pool, talks);
        Await.pause(TOLD_MILLIS);

        assertThat(new HashSet<>(asFirstHasIt.values())).as("accounts in use").hasSizeGreaterThan(ACCOUNTS / 2);
        assertThat(goOn(second, pool, talks)).as("on the other node").isEqualTo(asFirstHasIt);

        second.kill();
        try {
            assertThat(goOn(first, pool, talks)).as("with one node gone").isEqualTo(asFirstHasIt);
        } finally {
            second.start().awaitReady();
        }
        assertThat(goOn(second, pool, talks)).as("on the node that is back").isEqualTo(asFirstHasIt);
    }

    @Test
    void anAccountThatGoesTakesOnlyItsOwnConversationsAlongAndGetsThemBack() {
        Pool pool = pool();
        List<Talk> talks = talks("few", AGENTS, PER_AGENT);
        Map<Talk, Long> before = begin(first, pool, talks);
        Await.pause(TOLD_MILLIS);
        Account gone = pool.account(before.get(talks.getFirst()));
        enable(gone, false);
        awaitServedBy(gone, false, pool, talks.getFirst());

        for (WildFlyServer node : bed.nodes()) {
            Map<Talk, Long> without = goOn(node, pool, talks);
            before.forEach((talk, account) -> {
                if (account == gone.id()) {
                    assertThat(without.get(talk)).isNotEqualTo(gone.id());
                } else {
                    assertThat(without.get(talk)).as("of another account").isEqualTo(account);
                }
            });
        }
        enable(gone, true);
        awaitServedBy(gone, true, pool, talks.getFirst());

        for (WildFlyServer node : bed.nodes()) {
            assertThat(goOn(node, pool, talks)).isEqualTo(before);
        }
    }

    @Test
    void whereARushWasPlacedBothNodesKnowAlsoAfterARestart() {
        Pool pool = pool();
        List<Talk> rush = talks("rush", 1, RUSH);
        Map<Talk, Long> placed = begin(first, pool, rush);
        assertThat(new HashSet<>(placed.values()))
                .as("accounts that share the rush")
                .hasSizeGreaterThan(1);
        Await.pause(TOLD_MILLIS);

        assertThat(goOn(second, pool, rush)).as("on the other node").isEqualTo(placed);
        first.kill();
        first.start().awaitReady();
        assertThat(goOn(first, pool, rush)).as("after a restart").isEqualTo(placed);
    }

    private Pool pool() {
        Pool pool = pools.make(Asked.MESSAGES, ACCOUNTS);
        pools.awaitKnown(pool);
        return pool;
    }

    private void enable(Account account, boolean enabled) {
        bed.books().update("UPDATE upstream_account SET enabled = ? WHERE id = ?", enabled, account.id());
    }

    /** Until every node has heard of an account's going or coming: by a conversation of its own. */
    private void awaitServedBy(Account account, boolean served, Pool pool, Talk its) {
        for (WildFlyServer node : bed.nodes()) {
            Await.until(
                    "the node knows",
                    Duration.ofSeconds(10),
                    () -> goOn(node, pool, List.of(its)).containsValue(account.id()) == served);
        }
    }

    /** With agents whose instructions are long enough to be cached. */
    private static List<Talk> talks(String salt, int agents, int perAgent) {
        return IntStream.range(0, agents * perAgent)
                .mapToObj(i -> new Talk(
                        (salt + " agent " + i / perAgent + ". ").repeat(400),
                        "Question " + i % perAgent + " of " + salt))
                .toList();
    }

    private Map<Talk, Long> begin(WildFlyServer node, Pool pool, List<Talk> talks) {
        return served(node, pool, talks, Talk::opening);
    }

    private Map<Talk, Long> goOn(WildFlyServer node, Pool pool, List<Talk> talks) {
        return served(node, pool, talks, Talk::later);
    }

    /** By which account. */
    private Map<Talk, Long> served(WildFlyServer node, Pool pool, List<Talk> talks, Function<Talk, String> call) {
        Map<Talk, Long> served = new LinkedHashMap<>();
        for (Talk talk : talks) {
            Reply reply = bed.messages(node, pool.customer(), call.apply(talk))
                    .output("tokens=3")
                    .send();
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            served.put(talk, pools.servedBy(reply));
        }
        return served;
    }
}
