package io.tallyport.inserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.bed.Torture;
import io.tallyport.credit.Credit;
import io.tallyport.credit.Hold;
import io.tallyport.credit.HoldAnswer;
import io.tallyport.database.TimeOrderedId;
import io.tallyport.ledger.Ledger;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds on leases under 64 threads, inside the server: L01, L02, L03, L12 (hold part). Seeds are printed. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class LeaseInServerIT {
    private static final int THREADS = 64;
    private static final long PRICE = 1_000;

    @Inject
    private Wallets wallets;

    @Inject
    private Ledger ledger;

    @Inject
    private Credit credit;

    @Resource(lookup = "java:jboss/datasources/Tallyport")
    private DataSource source;

    private long wallet;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(LeaseInServerIT.class);
    }

    @BeforeEach
    void openWallet() {
        wallet = wallets.open();
    }

    /** As many debits as the balance pays, not one more or less, and it ends at exactly 0. */
    @Test
    @Tag("torture")
    @DisplayName("L01: debits succeed exactly as often as the balance pays them")
    void debitsOnABalanceSucceedExactlyAsOftenAsItPaysThem() {
        Torture.run("lease-debits", 10, 2_000, (calls, seed) -> {
            long pays = 30L * calls;
            wallets.grant(wallet, pays * PRICE);
            AtomicLong successes = new AtomicLong();
            inParallel(thread -> {
                for (int call = 0; call < calls; call++) {
                    Optional<Hold> hold = hold(PRICE);
                    if (hold.isPresent()) {
                        settle(TimeOrderedId.next(), hold.get(), PRICE);
                        successes.incrementAndGet();
                    }
                }
            });

            assertEquals(pays, successes.get());
            assertEquals(0, balance());
            assertEquals(0, wallets.number("SELECT leased FROM wallet WHERE id = ?", wallet));
            assertBooksSay(pays * PRICE, pays);
        });
    }

    @Test
    void aWalletThatSomebodyHoldsForLongHoldsUpNobodyElse() throws Exception {
        long held = wallet;
        wallets.grant(held, PRICE);
        openWallet();
        wallets.grant(wallet, PRICE);
        CompletableFuture<HoldAnswer> waiting;
        try (Connection other = source.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM wallet WHERE id = " + held + " FOR UPDATE");
            waiting = credit.hold(held, null, PRICE).toCompletableFuture();
            assertInstanceOf(
                    Hold.class,
                    credit.hold(wallet, null, PRICE).toCompletableFuture().get(5, TimeUnit.SECONDS));
            assertFalse(waiting.isDone());
            other.rollback();
            other.setAutoCommit(true);
        }
        assertInstanceOf(Hold.class, waiting.get(5, TimeUnit.SECONDS));
    }

    @Test
    void leasesOfOtherWalletsAreRenewedWhileSomebodyHoldsOne() throws Exception {
        long held = wallet;
        wallets.grant(held, PRICE);
        Hold kept = hold(PRICE).orElseThrow();
        openWallet();
        wallets.grant(wallet, PRICE);
        Hold running = hold(PRICE).orElseThrow();
        try (Connection other = source.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM credit_lease WHERE wallet_id = " + held + " FOR UPDATE");
            String expires = "SELECT extract(epoch FROM min(expires_at))::bigint FROM credit_lease WHERE wallet_id = ?";
            long before = wallets.number(expires, wallet);
            within(Duration.ofSeconds(8), () -> wallets.number(expires, wallet) > before);
            other.rollback();
            other.setAutoCommit(true);
        }
        credit.release(kept);
        credit.release(running);
    }

    @Test
    void aLeaseWhoseDrawWasNeverAnsweredGoesBack() {
        wallets.grant(wallet, PRICE);
        wallets.loseALease(wallet, PRICE);
        assertEquals(PRICE, wallets.number("SELECT leased FROM wallet WHERE id = ?", wallet));

        within(Duration.ofSeconds(15), () -> wallets.number("SELECT leased FROM wallet WHERE id = ?", wallet) == 0);
        assertEquals(1, wallets.number("""
                SELECT count(*) FROM credit_lease WHERE wallet_id = ? AND state = 'RETURNED' AND consumed = 0
                """, wallet));
    }

    private static void within(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "not within " + patience);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    @Tag("torture")
    @DisplayName("L02: the same with leases, random settlement, void and time-out")
    void whateverBecomesOfHoldsTheBalanceIsTheGrantLessWhatWasSettled() {
        Torture.run("lease-chance", 12, 200, (calls, seed) -> {
            long grant = 12 * calls * PRICE;
            wallets.grant(wallet, grant);
            AtomicLong refused = new AtomicLong();
            AtomicLong settled = new AtomicLong();
            AtomicLong answers = new AtomicLong();
            inParallel(thread -> {
                Random random = new Random(seed + thread);
                for (int call = 0; call < calls; call++) {
                    Optional<Hold> hold = hold(1 + random.nextLong(2 * PRICE));
                    if (hold.isEmpty()) {
                        refused.incrementAndGet();
                        continue;
                    }
                    switch (random.nextInt(8)) {
                        case 0 -> credit.release(hold.get());
                        case 1 -> wallets.expireLeases(wallet);
                        default -> {
                            long debit = random.nextLong(hold.get().amount() + 1);
                            settle(TimeOrderedId.next(), hold.get(), debit);
                            settled.addAndGet(debit);
                            answers.incrementAndGet();
                        }
                    }
                }
            });

            assertTrue(refused.get() > 0, "the money was never short");
            assertTrue(balance() >= 0);
            // a call whose lease was expired under it finds nothing left once others have spent it
            assertEquals(grant - settled.get() + writtenOff(), balance());
            assertBooksSay(settled.get(), answers.get());
            assertLeasedIsWhatOpenLeasesHold();
        });
    }

    /** One reservation of a round, and whether either of two settlements of it was acknowledged. */
    private record Race(UUID call, Hold hold, ConcurrentLinkedQueue<Boolean> settled) {
        boolean isSettled() {
            return settled.contains(true);
        }
    }

    /** Each of 16 reservations is settled twice, voided, and its lease expired by a thread of its own, all at once. */
    @Test
    @Tag("torture")
    @DisplayName("L03: of settlement and void exactly one wins while the lease expires")
    void ofSettlementAndVoidExactlyOneWinsWhileTheLeaseExpires() {
        Torture.run("lease-void", 12, 300, (rounds, seed) -> {
            long expected = 20 * rounds * PRICE;
            wallets.grant(wallet, expected);
            long settled = 0;
            for (int round = 0; round < rounds; round++) {
                List<Race> races = new ArrayList<>();
                for (int i = 0; i < THREADS / 4; i++) {
                    races.add(new Race(TimeOrderedId.next(), hold(PRICE).orElseThrow(), new ConcurrentLinkedQueue<>()));
                }
                race(races, new Random(seed + round));
                for (Race race : races) {
                    boolean won = race.isSettled();
                    assertEquals(won ? 1 : 0, ledger.entriesOf(race.call()).size());
                    assertTrue(race.settled().stream().filter(one -> one).count() < 2, "settled twice");
                    settled += won ? 1 : 0;
                    expected -= won ? 700 : 0;
                }
                assertEquals(expected, balance());
            }
            System.out.println("[leases] settled " + settled + " of " + rounds * THREADS / 4);
            assertTrue(settled > 0 && settled < rounds * THREADS / 4, "one side always won");
            assertBooksSay(settled * 700, settled);
            assertLeasedIsWhatOpenLeasesHold();
            wallets.expireLeases(wallet);
            assertEquals(expected, hold(expected).orElseThrow().amount());
            assertTrue(hold(1).isEmpty(), "more can be held than there is");
        });
    }

    private void race(List<Race> races, Random random) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> all = races.stream()
                    .flatMap(race -> Stream.<Attempt>of(
                                    () -> race.settled().add(isSettled(race)),
                                    () -> race.settled().add(isSettled(race)),
                                    () -> credit.release(race.hold()),
                                    () -> wallets.expireLeases(wallet))
                            .map(attempt -> {
                                int pause = random.nextInt(3_000);
                                return threads.<Object>submit(() -> {
                                    go.await();
                                    TimeUnit.MICROSECONDS.sleep(pause);
                                    attempt.run();
                                    return true;
                                });
                            }))
                    .<Future<?>>map(future -> future)
                    .toList();
            go.countDown();
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
    }

    private boolean isSettled(Race race) throws Exception {
        try {
            settle(race.call(), race.hold(), 700);
            return true;
        } catch (ExecutionException lost) {
            return false;
        }
    }

    @Test
    @Tag("torture")
    @DisplayName("L12: partial release is exact")
    void partialReleaseIsExact() {
        Torture.run("lease-release", 60, 5_000, (rounds, seed) -> {
            Random random = new Random(seed);
            long left = 1_000_000_000_000L;
            wallets.grant(wallet, left);
            for (int round = 0; round < rounds; round++) {
                Hold all = hold(left).orElseThrow();
                assertEquals(left, all.amount());
                long debit = random.nextLong(Math.max(1, left / 300)) + 1;
                settle(TimeOrderedId.next(), all, debit);
                left -= debit;
                assertEquals(left, balance());
            }
        });
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private static void inParallel(Work work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<?> future : IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        work.run(thread);
                        return null;
                    }))
                    .toList()) {
                future.get(20, TimeUnit.MINUTES);
            }
        }
    }

    /** What callers were told was settled stands on the books: calls, their entries and their number agree. */
    private void assertBooksSay(long debits, long calls) {
        assertEquals(
                debits,
                wallets.number(
                        "SELECT coalesce(sum(debit_nano), 0)::bigint FROM usage_event WHERE wallet_id = ?", wallet));
        assertEquals(calls, wallets.number("SELECT count(*) FROM usage_event WHERE wallet_id = ?", wallet));
        assertEquals(debits, wallets.number("""
                SELECT coalesce(sum(amount), 0)::bigint FROM ledger_entry e JOIN ledger_account a ON a.id = e.credit_account
                WHERE e.wallet_id = ? AND a.class = 'X.USE'
                """, wallet));
    }

    private long writtenOff() {
        return wallets.number("""
                SELECT coalesce(sum(amount), 0)::bigint FROM ledger_entry e JOIN ledger_account a ON a.id = e.debit_account
                WHERE e.wallet_id = ? AND a.class = 'X.WOF'
                """, wallet);
    }

    private void assertLeasedIsWhatOpenLeasesHold() {
        assertEquals(0, wallets.number("""
                SELECT leased - (SELECT coalesce(sum(granted - consumed), 0)::bigint FROM credit_lease
                    WHERE wallet_id = w.id AND state = 'OPEN') FROM wallet w WHERE id = ?
                """, wallet));
    }

    private Optional<Hold> hold(long nano) throws Exception {
        return wallets.hold(wallet, nano);
    }

    private void settle(UUID call, Hold hold, long debit) throws Exception {
        wallets.settle(call, wallet, hold, debit);
    }

    private long balance() {
        return wallets.balance(wallet);
    }
}
