package io.tallyport.books;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Torture;
import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.database.TimeOrderedId;
import io.tallyport.ledger.Decision;
import io.tallyport.ledger.Decision.Posted;
import io.tallyport.ledger.Decision.Refusal;
import io.tallyport.ledger.Decision.Refused;
import io.tallyport.lot.Expiry;
import io.tallyport.lot.TopUp;
import io.tallyport.lot.TopUp.Sale;
import io.tallyport.revenue.RollUp;
import io.tallyport.settlement.Settling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything at once on the same wallets, by 64 threads (L04, L05, L06). */
@Tag("torture")
class RacesIT {
    private static final int THREADS = 64;

    private final BareLedger ledger = BareLedger.get();

    @Test
    @DisplayName("L04: top-up, debit, refund and expiry race on one wallet")
    void everyOperationRacesOnOneWallet() {
        Torture.run("ledger-race", 8, 200, (size, seed) -> {
            long wallet = ledger.wallet();
            long group = ledger.topUp(wallet, 10_000_000, 500_000, 100_000);
            AtomicLong balance = new AtomicLong(10_500_000);
            atOnce(THREADS, thread -> {
                Random random = new Random(seed + thread);
                for (int i = 0; i < size; i++) {
                    balance.addAndGet(step(wallet, group, random));
                }
            });
            assertThat(ledger.balance(wallet)).isEqualTo(balance.get());
            assertThat(ledger.number("SELECT leased FROM wallet WHERE id = ?", wallet))
                    .isZero();
            ledger.bean(RollUp.class).recognise(wallet);
            ledger.assertConsistent(wallet);
        });
    }

    /** @return what it added to the wallet's balance, or took from it, as its answer says */
    private long step(long wallet, long group, Random random) {
        long nano = 1 + random.nextInt(50_000);
        return switch (random.nextInt(6)) {
            case 0 -> {
                TopUp topUp = new TopUp(
                        wallet,
                        Sale.untaxed("stripe", "USD", 500),
                        nano,
                        nano / 10,
                        Instant.now().plusSeconds(3_600));
                ledger.credits.topUp(topUp, BareLedger.key()).orThrow();
                yield nano + nano / 10;
            }
            case 1, 2 -> -settled(wallet, nano, random);
            case 3 -> {
                Decision answer = ledger.credits.refund(group, nano, BareLedger.key(), "a@x.example", "asked for");
                yield answer instanceof Posted posted ? -refunded(posted.transactionId(), random) : 0;
            }
            case 4 -> {
                letBonusExpire(wallet);
                yield -ledger.bean(Expiry.class).expire(wallet);
            }
            default -> {
                ledger.bean(RollUp.class).recognise(wallet);
                yield 0;
            }
        };
    }

    private void letBonusExpire(long wallet) {
        ledger.database.update("""
                WITH locked AS (SELECT id FROM wallet WHERE id = ? FOR UPDATE)
                UPDATE credit_lot SET effective_at = effective_at - interval '2 hours',
                    expires_at = expires_at - interval '2 hours'
                FROM locked WHERE wallet_id = locked.id AND expires_at > clock_timestamp()
                """, wallet);
    }

    private long settled(long wallet, long hold, Random random) {
        @Nullable UUID lease = ledger.lease(wallet, hold);
        if (lease == null) {
            return 0;
        }
        long debit = random.nextLong(hold + 1);
        UUID call = ledger.settle(wallet, "model-a", lease, hold, debit);
        boolean isGivenBack = debit > 0 && random.nextInt(4) == 0;
        if (isGivenBack) {
            ledger.credits
                    .giveBack(call, BareLedger.key(), "a@x.example", "bad answer")
                    .orThrow();
        }
        return isGivenBack ? 0 : debit;
    }

    private long refunded(UUID refund, Random random) {
        if (random.nextInt(3) == 0) {
            ledger.credits.refundFailed(refund, BareLedger.key()).orThrow();
            return 0;
        }
        return ledger.number("SELECT credits_nano + bonus_nano FROM credit_refund WHERE tx_id = ?", refund);
    }

    @Test
    @DisplayName("L05: of concurrent reversals one succeeds")
    void aCallOrRefundIsTakenBackOnceHoweverManyAsk() {
        Torture.rounds("ledger-reversal", 3, 100, random -> takeBackOnce());
    }

    private void takeBackOnce() throws Exception {
        long wallet = ledger.wallet();
        long group = ledger.topUp(wallet, 1_000, 0, 10_000);
        UUID call = ledger.call(wallet, 300);
        UUID refund = ledger.credits
                .refund(group, 200, BareLedger.key(), "a@x.example", "asked for")
                .orThrow();

        List<Decision> answers = new ArrayList<>(
                answers(() -> ledger.credits.giveBack(call, BareLedger.key(), "a@x.example", "bad answer")));
        assertOneOf(answers);
        assertOneOf(answers(() -> ledger.credits.refundFailed(refund, BareLedger.key())));
        assertThat(ledger.balance(wallet)).isEqualTo(1_000);
        ledger.assertConsistent(wallet);
    }

    @Test
    void oneKeySentManyTimesAtOnceIsPostedOnce() throws Exception {
        long wallet = ledger.wallet();
        String key = BareLedger.key();
        TopUp topUp = new TopUp(wallet, Sale.untaxed("stripe", "USD", 100), 1_000, 100, null);

        assertThat(answers(() -> ledger.credits.topUp(topUp, key)))
                .hasSize(THREADS)
                .allMatch(Posted.class::isInstance);
        assertThat(ledger.balance(wallet)).isEqualTo(1_100);
        ledger.assertConsistent(wallet);
    }

    private List<Decision> answers(Callable<Decision> operation) throws Exception {
        ConcurrentLinkedQueue<Decision> answers = new ConcurrentLinkedQueue<>();
        atOnce(THREADS, thread -> answers.add(operation.call()));
        return List.copyOf(answers);
    }

    private static void assertOneOf(List<Decision> answers) {
        assertThat(answers.stream().filter(Posted.class::isInstance)).hasSize(1);
        assertThat(answers.stream()
                        .filter(answer ->
                                answer instanceof Refused refused && refused.refusal() == Refusal.ALREADY_REVERSED))
                .hasSize(THREADS - 1);
    }

    @Test
    @DisplayName("L06: lock-order storm")
    void noDeadlockEscapesAStormOfEveryOperationOverManyWallets() {
        Torture.run("ledger-lock-storm", 6, 300, (size, seed) -> {
            long parent = ledger.wallet();
            List<Long> wallets = new ArrayList<>(List.of(parent));
            IntStream.range(0, 7).forEach(i -> wallets.add(ledger.sister(parent)));
            Map<Long, Long> groups = wallets.stream()
                    .collect(toMap(wallet -> wallet, wallet -> ledger.topUp(wallet, 1_000_000, 100_000, 10_000)));
            AtomicLong balance = new AtomicLong(8 * 1_100_000);
            long deadlocks = deadlocks();
            atOnce(THREADS, thread -> {
                Random random = new Random(seed + thread);
                for (int i = 0; i < size; i++) {
                    balance.addAndGet(stormStep(groups, random));
                }
            });
            assertThat(deadlocks() - deadlocks)
                    .as("deadlocks that were tried again: everybody locks wallets in the same order")
                    .isZero();
            long left = wallets.stream().mapToLong(ledger::balance).sum();
            assertThat(left).isEqualTo(balance.get());
            ledger.bean(RollUp.class).run();
            ledger.assertConsistent(wallets.stream().mapToLong(id -> id).toArray());
            assertThat(wallets.stream().mapToLong(ledger::unused).sum()).isPositive();
        });
    }

    /** As far as connections have told of them, which each does once a second while it works. */
    private long deadlocks() {
        return ledger.number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }

    /** @return as {@link #step}, over all wallets: what moves from one to another is no change */
    private long stormStep(Map<Long, Long> groups, Random random) {
        List<Long> wallets = List.copyOf(groups.keySet());
        long from = wallets.get(random.nextInt(wallets.size()));
        long to = wallets.get(random.nextInt(wallets.size()));
        return switch (random.nextInt(8)) {
            case 0, 1 -> -settleOnAll(wallets, random);
            case 2 -> step(from, Objects.requireNonNull(groups.get(from)), random);
            default -> {
                if (from != to) {
                    ledger.credits.move(from, to, 1 + random.nextInt(1_000), BareLedger.key(), BareLedger.TWO_PEOPLE);
                }
                yield 0;
            }
        };
    }

    /** One group commit over several wallets. */
    private long settleOnAll(List<Long> wallets, Random random) {
        List<Settling.Call> calls = new ArrayList<>();
        for (long wallet : wallets) {
            long debit = 1 + random.nextInt(100);
            UUID lease = random.nextBoolean() ? ledger.lease(wallet, debit) : null;
            if (lease != null) {
                calls.add(new Settling.Call(TimeOrderedId.next(), wallet, "model-b", debit, lease, debit));
            }
        }
        if (calls.isEmpty()) {
            return 0;
        }
        ledger.settle(calls);
        calls.forEach(call -> ledger.giveBackLease(call.leaseId()));
        return calls.stream().mapToLong(Settling.Call::debit).sum();
    }

    private interface Body {
        void run(int thread) throws Exception;
    }

    private static void atOnce(int threads, Body body) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                all.add(pool.submit(() -> {
                    body.run(number);
                    return true;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }
}
