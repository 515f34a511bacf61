package io.tallyport.inserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.account.Organisations;
import io.tallyport.credit.Credit;
import io.tallyport.credit.Hold;
import io.tallyport.credit.HoldAnswer;
import io.tallyport.database.Database;
import io.tallyport.database.TimeOrderedId;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Ledger;
import io.tallyport.lot.CreditLedger;
import io.tallyport.settlement.Settlements;
import io.tallyport.usage.Charge;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Outcome;
import io.tallyport.usage.TokenCounts;
import io.tallyport.usage.UsageEvent;
import io.tallyport.usage.UsageEvent.Labels;
import io.tallyport.usage.UsageEvent.Terms;
import io.tallyport.usage.UsageEvent.Timing;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.io.File;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds on leases under 64 threads, inside the server: L01, L02, L03, L12 (hold part). Seeds are printed. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class LeaseInServerIT {
    private static final int THREADS = 64;
    private static final long PRICE = 1_000;

    @Inject
    private Ledger ledger;

    @Inject
    private CreditLedger credits;

    @Inject
    private Organisations organisations;

    @Inject
    private Credit credit;

    @Inject
    private Settlements settlements;

    @Inject
    private Database database;

    @Resource(lookup = "java:jboss/datasources/Tallyport")
    private DataSource source;

    private final long seed = Long.getLong("tallyport.seed", System.nanoTime());
    private long wallet;

    @Deployment
    static EnterpriseArchive gateway() {
        EnterpriseArchive ear = ShrinkWrap.create(ZipImporter.class, "gateway-ear.ear")
                .importFrom(new File("target/gateway-ear.ear"))
                .as(EnterpriseArchive.class);
        ear.getAsType(WebArchive.class, "gateway-web.war").addClasses(LeaseInServerIT.class, ServerParts.class);
        return ear;
    }

    @BeforeEach
    void openWallet() {
        wallet = organisations.ensure("Organisation " + UUID.randomUUID());
        System.out.println("[leases] seed=" + seed);
    }

    /** L01: as many debits as the balance pays, not one more or less, and it ends at exactly 0. */
    @Test
    @DisplayName("L01: debits succeed exactly as often as the balance pays them")
    void debitsOnABalanceSucceedExactlyAsOftenAsItPaysThem() throws Exception {
        grant(300 * PRICE);
        AtomicLong successes = new AtomicLong();
        inParallel(thread -> {
            for (int call = 0; call < 10; call++) {
                Optional<Hold> hold = hold(PRICE);
                if (hold.isPresent()) {
                    settle(TimeOrderedId.next(), hold.get(), PRICE);
                    successes.incrementAndGet();
                }
            }
        });

        assertEquals(300, successes.get());
        assertEquals(0, balance());
        assertEquals(0, number("SELECT leased FROM wallet WHERE id = ?"));
    }

    @Test
    void aWalletThatSomebodyHoldsForLongHoldsUpNobodyElse() throws Exception {
        long held = wallet;
        grant(PRICE);
        openWallet();
        grant(PRICE);
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

    /** L02: the same with calls that settle less, are voided or never end, and leases that are expired under them. */
    @Test
    @DisplayName("L02: the same with leases, random settlement, void and time-out")
    void whateverBecomesOfHoldsTheBalanceIsTheGrantLessWhatWasSettled() throws Exception {
        long grant = 400 * PRICE;
        grant(grant);
        inParallel(thread -> {
            Random random = new Random(seed + thread);
            for (int call = 0; call < 12; call++) {
                Optional<Hold> hold = hold(1 + random.nextLong(2 * PRICE));
                if (hold.isEmpty()) {
                    continue;
                }
                switch (random.nextInt(8)) {
                    case 0 -> credit.release(hold.get());
                    case 1 -> expireLeases();
                    default -> {
                        long debit = random.nextLong(hold.get().amount() + 1);
                        settle(TimeOrderedId.next(), hold.get(), debit);
                    }
                }
            }
        });

        assertTrue(balance() >= 0);
        assertEquals(grant - number("""
                SELECT coalesce(sum(amount), 0)::bigint FROM ledger_entry e JOIN ledger_account a ON a.id = e.debit_account
                WHERE a.wallet_id = ?
                """), balance());
        assertEquals(0, number("""
                SELECT leased - (SELECT coalesce(sum(granted - consumed), 0)::bigint FROM credit_lease
                    WHERE wallet_id = w.id AND state = 'OPEN') FROM wallet w WHERE id = ?
                """));
    }

    /** L03: one reservation, settled, voided and its lease expired at once: it is on the books if settled, else not. */
    @Test
    @DisplayName("L03: of settlement and void exactly one wins while the lease expires")
    void ofSettlementAndVoidExactlyOneWinsWhileTheLeaseExpires() throws Exception {
        grant(200 * PRICE);
        long expected = 200 * PRICE;
        int settled = 0;
        for (int round = 0; round < 120; round++) {
            Hold hold = hold(PRICE).orElseThrow();
            UUID call = TimeOrderedId.next();
            Random random = new Random(seed + round);
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                Future<Boolean> settlement =
                        threads.submit(() -> after(random.nextInt(300), () -> tryToSettle(call, hold)));
                threads.submit(() -> after(random.nextInt(300), () -> {
                    credit.release(hold);
                    return true;
                }));
                threads.submit(() -> after(random.nextInt(600), () -> {
                    expireLeases();
                    return true;
                }));
                Future<Boolean> again = threads.submit(() -> after(random.nextInt(300), () -> tryToSettle(call, hold)));
                boolean first = settlement.get(10, TimeUnit.SECONDS);
                boolean second = again.get(10, TimeUnit.SECONDS);
                assertTrue(!(first && second), "settled twice");
                if (first || second) {
                    settled++;
                    expected -= 700;
                }
                assertEquals(first || second ? 1 : 0, ledger.entriesOf(call).size());
            }
            assertEquals(expected, balance());
        }
        System.out.println("[leases] settled " + settled + " of 120");
    }

    /** L12: what a settlement leaves of its hold is free again to the last nano. */
    @Test
    @DisplayName("L12: partial release is exact")
    void partialReleaseIsExact() throws Exception {
        Random random = new Random(seed);
        long left = 1_000_000;
        grant(left);
        for (int round = 0; round < 60 && left > 1; round++) {
            Hold all = hold(left).orElseThrow();
            assertEquals(left, all.amount());
            long debit = random.nextLong(Math.max(1, left / 3)) + 1;
            settle(TimeOrderedId.next(), all, debit);
            left -= debit;
            assertEquals(left, balance());
        }
    }

    private static <T> T after(int micros, Callable<T> work) throws Exception {
        TimeUnit.MICROSECONDS.sleep(micros);
        return work.call();
    }

    private boolean tryToSettle(UUID call, Hold hold) throws Exception {
        try {
            settle(call, hold, 700);
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    /** What one of the threads does. */
    @FunctionalInterface
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
                future.get(120, TimeUnit.SECONDS);
            }
        }
    }

    private void grant(long nano) {
        credits.adjustUp(
                        wallet,
                        nano,
                        UUID.randomUUID().toString(),
                        new Approval("maker@x.example", "checker@x.example", "for a test"))
                .orThrow();
    }

    private Optional<Hold> hold(long amount) throws Exception {
        HoldAnswer answer =
                credit.hold(wallet, null, amount).toCompletableFuture().get(30, TimeUnit.SECONDS);
        return answer instanceof Hold hold ? Optional.of(hold) : Optional.empty();
    }

    private void settle(UUID call, Hold hold, long debit) throws Exception {
        UsageEvent event = new UsageEvent(
                call,
                wallet,
                "key000000000",
                "gpt-4o-mini",
                1,
                new TokenCounts(1, 0, 0, 0, 1),
                new Terms(new Factors(700_000, 1_000_000), "Starter", 0, hold.amount()),
                new Charge(1, null, debit, debit, debit),
                Outcome.B1,
                false,
                false,
                200,
                null,
                new Labels("CHAT_COMPLETIONS", "127.0.0.1", null, null),
                new Timing(1, 2, 1));
        settlements.post(event, hold).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** As another node does to the leases of one that it takes for dead; each statement sees what stands under the lock. */
    private void expireLeases() {
        database.update("""
                DO $$ BEGIN
                    PERFORM FROM wallet WHERE id = %1$d FOR UPDATE;
                    WITH gone AS (
                        UPDATE credit_lease SET state = 'EXPIRED' WHERE wallet_id = %1$d AND state = 'OPEN'
                        RETURNING granted - consumed AS rest
                    )
                    UPDATE wallet SET leased = leased - (SELECT coalesce(sum(rest), 0) FROM gone) WHERE id = %1$d;
                END $$
                """.formatted(wallet));
    }

    private long balance() {
        return ledger.balance(wallet).orElseThrow().total();
    }

    private long number(String sql) {
        return database.first(sql, row -> row.getLong(1), wallet).orElseThrow();
    }
}
