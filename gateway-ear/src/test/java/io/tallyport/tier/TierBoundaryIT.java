package io.tallyport.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.Torture;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Reply;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Volume tiers on real calls: L08, and what moves a customer from one to the next. */
@ExtendWith(BooksCheck.class)
class TierBoundaryIT {
    private static final long CREDIT = 1_000_000_000;
    private static final long GROWTH_FROM = 500 * CREDIT;
    private static final String CHEAP = "tier-cheap";
    private static final String DEAR = "tier-dear";
    /** At 420 nano-credits a token, as Starter pays for gpt-4o-mini: 0.001 and 499.97 credits. */
    private static final long CHEAP_TOKENS = 2_381;

    private static final long DEAR_TOKENS = 1_190_404_762;
    private static final String BODY = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":2500,\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"Of what does the sea smell in the morning, at the very edge?\"}]}";

    private final Bed bed = Bed.shared();

    /** A call as it stands on the books. */
    private record Line(
            UUID id, String tier, long tierPpm, long windowSpend, long list, long debit, String createdAt) {}

    @BeforeEach
    void recordDearAnswers() {
        recordDearAnswers(bed);
    }

    private static void recordDearAnswers(Bed on) {
        on.simulated().recordUsage(CHEAP, CHEAP_TOKENS);
        on.simulated().recordUsage(DEAR, DEAR_TOKENS);
    }

    @Test
    @Tag("torture")
    @DisplayName("L08: a boundary crossed by 100 parallel requests: each keeps the tier on its reservation")
    void aBoundaryCrossedByAHundredParallelRequests() {
        Torture.rounds("tier-boundary", 1, 30, random -> crossOnce(bed, 100, random));
    }

    @Test
    @Tag("torture")
    @DisplayName("L08: the same on two nodes, which both know of it")
    void aBoundaryCrossedOnTwoNodes() {
        Bed pair = Bed.pair();
        recordDearAnswers(pair);
        Torture.rounds("tier-boundary-nodes", 1, 30, random -> crossOnce(pair, 100, random));
        pair.books().assertConsistent();
    }

    /** Of these requests some are still to come, others under way and others over as the spend crosses. */
    private static void crossOnce(Bed on, int parallel, Random random) {
        Customer customer = on.customerWithoutContract("2000");
        call(on, 0, customer, DEAR, 0).join();
        assertThat(lines(on, customer)).singleElement().extracting(Line::tier).isEqualTo("Starter");

        Executor callers = Executors.newVirtualThreadPerTaskExecutor();
        List<CompletableFuture<Reply>> calls = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            int number = i;
            int pause = random.nextInt(i < parallel / 2 ? 200 : 3_000);
            int delay = random.nextInt(1_500);
            calls.add(CompletableFuture.supplyAsync(
                    () -> callUntilServed(on, number, customer, delay),
                    CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS, callers)));
        }
        assertThat(calls).allMatch(call -> call.join().status() == 200);

        List<Line> lines = lines(on, customer);
        assertThat(lines).hasSize(1 + parallel);
        long spend = 0;
        int startersAfterTheCrossing = 0;
        for (Line line : lines) {
            boolean isGrowth = line.windowSpend() >= GROWTH_FROM;
            assertThat(line.tier()).as(line.toString()).isEqualTo(isGrowth ? "Growth" : "Starter");
            assertThat(line.tierPpm()).isEqualTo(isGrowth ? 800_000 : 1_000_000);
            assertThat(line.debit()).isEqualTo(rated(line.list(), line.tierPpm()));
            startersAfterTheCrossing += spend >= GROWTH_FROM && !isGrowth ? 1 : 0;
            spend += line.debit();
        }
        assertThat(startersAfterTheCrossing)
                .as("authorised before the crossing, settled after it")
                .isPositive();
        assertThat(lines.stream().map(Line::tier)).contains("Starter", "Growth");
        for (int node = 0; node < on.nodes().size(); node++) {
            callUntilServed(on, node, customer, 0);
            assertThat(lines(on, customer).getLast().tier()).isEqualTo("Growth");
        }
        assertThat(lines(on, customer))
                .as("finished requests are never rated again")
                .containsAll(lines);
    }

    @Test
    void theCallAfterTheOneThatCrossesIsCheaperAndSoIsTheRestUntilScale() {
        Customer customer = bed.customerWithoutContract("2000");
        List<String> tiers = IntStream.range(0, 4)
                .mapToObj(i -> call(customer, DEAR, 0).join())
                .map(reply -> lines(customer).getLast().tier())
                .toList();

        // 499.97, 999.94, 1,399.9 credits: the fourth is the first above 1,000
        assertThat(tiers).containsExactly("Starter", "Starter", "Growth", "Scale");
        assertThat(lines(customer).get(2).windowSpend())
                .isEqualTo(2 * lines(customer).getFirst().debit());
    }

    @Test
    void spendThatIsOlderThanTheWindowCountsNoMore() {
        Customer customer = bed.customerWithoutContract("2000");
        call(customer, DEAR, 0).join();
        call(customer, DEAR, 0).join();
        assertThat(tierOfACall(customer)).isEqualTo("Growth");

        bed.books()
                .update(
                        "UPDATE spend_bucket SET hour = hour - interval '721 hours' WHERE wallet_id = ?",
                        customer.walletId());
        bed.books().list("SELECT pg_notify('tallyport_terms', 'test all ' || ?)", row -> true, customer.walletId());
        Await.until("the spend has left the window", Duration.ofSeconds(2), () -> tierOfACall(customer)
                .equals("Starter"));
    }

    @Test
    void aContractAppliesFromTheNextRequestUntilItEndsOnEveryNode() {
        Customer customer = bed.customerWithoutContract("10");
        assertThat(call(customer, CHEAP, 0).join().status()).isEqualTo(200);
        bed.books().update("""
                INSERT INTO contract (organisation_id, name, multiplier_ppm, ends_at, actor, approver, reason)
                VALUES (?, 'Acme 2027', 450000, clock_timestamp() + interval '4 seconds', 'maker@test.example',
                    'checker@test.example', 'for a test')
                """, customer.walletId());

        Await.until("the contract is in force", Duration.ofSeconds(2), () -> tierOfACall(customer)
                .equals("Acme 2027"));
        assertThat(lines(customer).getLast().tierPpm()).isEqualTo(450_000);
        Await.until("the tier applies again", Duration.ofSeconds(6), () -> tierOfACall(customer)
                .equals("Starter"));
    }

    /** No faster than Starter's 120 requests a minute allow. */
    private String tierOfACall(Customer customer) {
        Await.pause(100);
        assertThat(call(customer, CHEAP, 0).join().status()).isEqualTo(200);
        return lines(customer).getLast().tier();
    }

    private CompletableFuture<Reply> call(Customer customer, String recording, int delayMillis) {
        return call(bed, 0, customer, recording, delayMillis);
    }

    /** As official clients do: right after a quiet time two nodes share the minute's requests out over some seconds. */
    private static Reply callUntilServed(Bed on, int number, Customer customer, int delayMillis) {
        Reply reply = call(on, number, customer, CHEAP, delayMillis).join();
        while (reply.status() == 429) {
            Await.pause(500);
            reply = call(on, number, customer, CHEAP, delayMillis).join();
        }
        return reply;
    }

    /** On each of the nodes in turn. */
    private static CompletableFuture<Reply> call(
            Bed on, int number, Customer customer, String recording, int delayMillis) {
        return on.chat(on.nodes().get(number % on.nodes().size()), customer, BODY)
                .replay(recording)
                .fault("delay_ms=" + delayMillis)
                .start();
    }

    private static long rated(long list, long tierPpm) {
        return BigInteger.valueOf(list)
                .multiply(BigInteger.valueOf(700_000))
                .multiply(BigInteger.valueOf(tierPpm))
                .divide(BigInteger.valueOf(1_000_000_000_000L))
                .longValueExact();
    }

    private List<Line> lines(Customer customer) {
        return lines(bed, customer);
    }

    private static List<Line> lines(Bed on, Customer customer) {
        return on.books()
                .list(
                        """
                SELECT request_id, tier, tier_ppm, window_spend_nano, list_nano, debit_nano, created_at::text
                FROM usage_event WHERE wallet_id = ? ORDER BY created_at, request_id
                """,
                        row -> new Line(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getString(7)),
                        customer.walletId());
    }
}
