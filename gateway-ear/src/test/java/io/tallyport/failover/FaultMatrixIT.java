package io.tallyport.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.books.PriceBook;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import io.tallyport.failover.Pools.Account;
import io.tallyport.failover.Pools.Pool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * L82: every fault of a provider, plain and streamed, before and after the first token, on every surface: what the caller
 * gets, what it is charged, and which attempts are recorded. Each case has accounts of its own, so that none is resting.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixIT {
    private static final int TOKENS = 40;
    private static final String WORDS = "Tell me a story of a lighthouse.";

    private final Map<Case, Pool> pairs = new HashMap<>();
    private final Map<Case, Pool> alone = new HashMap<>();
    private final List<Case> cases = cases();
    private final Bed bed = Bed.start("failover", 1, Pools.credentials(3 * cases.size() + 1));
    private final Pools pools = new Pools(bed);

    record Case(Fault fault, Asked asked, boolean stream) {}

    private record Tried(int n, long account, int status, String reason) {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Fault fault : Fault.ofTheManual()) {
            for (Asked asked : Asked.values()) {
                Stream.of(false, true)
                        .filter(stream -> fault.happens(asked, stream))
                        .forEach(stream -> cases.add(new Case(fault, asked, stream)));
            }
        }
        return cases;
    }

    @BeforeAll
    void makePools() {
        for (Case each : cases) {
            pairs.put(each, pools.make(each.asked(), 2));
            alone.put(each, pools.make(each.asked(), 1));
        }
        pools.awaitKnown(alone.get(cases.getLast()));
    }

    @AfterAll
    void stop() {
        bed.books().assertConsistent();
        bed.close();
    }

    List<Case> faults() {
        return cases;
    }

    @ParameterizedTest
    @MethodSource("faults")
    @DisplayName("L82: a second account")
    void withASecondAccountOnlyWhatCannotGoElsewhereIsHeard(Case played) {
        Pool pool = pairs.get(played);
        Account home = pool.account(pools.servedBy(ask(played, pool)));
        Account other = pool.other(home);
        long before = bed.books().balance(pool.customer());
        bed.simulated().condition(home.credential(), played.fault().condition());
        Reply reply = ask(played, pool);
        UsageRow row = bed.books().awaitUsage(reply.callId());

        Fault fault = played.fault();
        assertThat(bed.books().balance(pool.customer())).isEqualTo(before - row.debit());
        if (!fault.isServedElsewhere()) {
            assertHeard(played, reply, row);
            assertThat(triedBefore(row.requestId())).isEmpty();
            assertThat(calls(other)).as("calls of the second").isZero();
            return;
        }
        assertWhole(played, reply);
        assertThat(pools.servedBy(reply)).isEqualTo(other.id());
        assertThat(row.outcome()).isEqualTo("B1");
        assertThat(row.output()).isEqualTo(TOKENS);
        assertThat(row.debit()).isPositive().isEqualTo(debit(row));
        assertThat(triedBefore(row.requestId()))
                .containsExactly(new Tried(1, home.id(), fault.status(), fault.reason()));
        assertThat(calls(other)).as("calls of the second").isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("faults")
    @DisplayName("L82: an only account")
    void anOnlyAccountsFaultIsHeardAsDocumented(Case played) {
        Pool pool = alone.get(played);
        Account only = pool.accounts().getFirst();
        long before = bed.books().balance(pool.customer());
        bed.simulated().condition(only.credential(), played.fault().condition());
        Reply reply = ask(played, pool);
        UsageRow row = bed.books().awaitUsage(reply.callId());

        assertHeard(played, reply, row);
        assertThat(bed.books().balance(pool.customer())).isEqualTo(before - row.debit());
        Fault fault = played.fault();
        List<Tried> tried = new ArrayList<>();
        if (fault.again()) {
            tried.add(new Tried(1, only.id(), fault.status(), fault.reason()));
        }
        assertThat(triedBefore(row.requestId())).isEqualTo(tried);
    }

    /** The connection is kept from the call before, and its provider may have closed it for being idle. */
    @Test
    void aKeptConnectionThatIsClosedIsReplacedWithoutAnAttempt() {
        Case any = cases.getFirst();
        Pool pool = pools.make(any.asked(), 1);
        pools.awaitKnown(pool);
        Account only = pool.accounts().getFirst();
        long before = calls(only);
        assertWhole(any, ask(any, pool));
        bed.simulated().directNext(only.credential(), "\"refuse\":true");
        Reply reply = ask(any, pool);

        assertWhole(any, reply);
        assertThat(triedBefore(bed.books().awaitUsage(reply.callId()).requestId()))
                .isEmpty();
        assertThat(calls(only)).as("calls that the provider saw").isEqualTo(before + 3);
    }

    private void assertHeard(Case played, Reply reply, UsageRow row) {
        Fault fault = played.fault();
        assertThat(row.outcome()).as(reply.text()).isEqualTo(fault.outcome());
        if (fault.isError()) {
            played.asked().assertError(reply, fault.error());
            assertThat(row.debit()).isZero();
            assertThat(bed.books().entries(row.requestId())).isEmpty();
            return;
        }
        if (fault.isBrokenOff()) {
            assertBrokenOff(played, reply);
            assertThat(row.output()).isBetween(1L, (long) TOKENS - 1);
        } else {
            assertWhole(played, reply);
        }
        assertThat(row.debit()).isPositive().isEqualTo(debit(row));
    }

    private static void assertWhole(Case played, Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        if (played.stream()) {
            assertThat(played.asked().openings(reply)).as(reply.text()).isEqualTo(1);
            assertThat(reply.text()).containsAnyOf("[DONE]", "message_stop", "response.completed");
            assertThat(reply.text()).doesNotContain("\"error\":{");
        }
    }

    private static void assertBrokenOff(Case played, Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(played.asked().openings(reply)).as(reply.text()).isEqualTo(1);
        assertThat(reply.text()).doesNotContain("[DONE]", "message_stop", "response.completed");
        assertThat(reply.events().getLast().toString()).contains("error");
    }

    private Reply ask(Case played, Pool pool) {
        return played.asked()
                .ask(
                        bed,
                        bed.nodes().getFirst(),
                        pool.customer(),
                        played.asked().body(played.stream(), WORDS))
                .output("tokens=" + TOKENS)
                .send();
    }

    private long calls(Account account) {
        return bed.simulated().tally(account.credential()).get("calls").asLong();
    }

    private long debit(UsageRow row) {
        return PriceBook.of(bed.books(), row.model()).debit(row);
    }

    private List<Tried> triedBefore(UUID call) {
        return bed.books()
                .list(
                        "SELECT n, upstream_account_id, status, reason FROM usage_attempt WHERE request_id = ? ORDER BY n",
                        row -> new Tried(row.getInt(1), row.getLong(2), row.getInt(3), row.getString(4)),
                        call);
    }
}
