package io.tallyport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Torture;
import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.database.Session;
import io.tallyport.lot.TopUp;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL is killed in the middle of top-ups (L32): the money of a payment and the credits it buys stand on the books
 * together or not at all, and once however often the same payment is told.
 */
class TopUpKilledIT {
    private static final int CALLERS = 8;
    private static final int PAID = 1_000_000;
    private static final int BONUS = 100_000;
    private static final int CENTS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String COUNTS = """
            SELECT concat_ws(' ',
                count(*) FILTER (WHERE d.class = '1100' AND c.class = '2100' AND e.amount = %d),
                count(*) FILTER (WHERE d.class = 'X.ISS.P' AND c.class = 'W.P' AND e.amount = %d),
                count(*) FILTER (WHERE d.class = 'X.ISS.B' AND c.class = 'W.B' AND e.amount = %d),
                (SELECT count(*) FROM lot_group WHERE wallet_id = w.id))
            FROM wallet w JOIN ledger_account c ON c.wallet_id = w.id JOIN ledger_entry e ON e.credit_account = c.id
            JOIN ledger_account d ON d.id = e.debit_account
            WHERE w.id = ? GROUP BY w.id
            """.formatted(CENTS, PAID, BONUS);

    private final BareLedger ledger = BareLedger.get();
    private final long wallet = ledger.wallet();
    private final AtomicInteger credited = new AtomicInteger();

    @Test
    @Tag("torture")
    @DisplayName("L32: PAID without CREDITED cannot exist")
    void moneyAndCreditsOfAPaymentStandTogether() throws Exception {
        Torture.run("database-kill-top-ups", 3, 100, (kills, seed) -> {
            Random random = new Random(seed);
            AtomicBoolean over = new AtomicBoolean();
            List<Future<?>> callers = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
                for (int caller = 0; caller < CALLERS; caller++) {
                    callers.add(threads.submit(() -> payUntil(over)));
                }
                try {
                    for (int kill = 0; kill < kills; kill++) {
                        killInTheMiddle(random);
                        assertEachPaymentIsCredited();
                    }
                } finally {
                    over.set(true);
                }
            }
            for (Future<?> caller : callers) {
                caller.get();
            }
            assertThat(ledger.balance(wallet)).isEqualTo((long) (PAID + BONUS) * credited.get());
            assertThat(ledger.unused(wallet)).isEqualTo((long) CENTS * credited.get());
            ledger.assertConsistent(wallet);
        });
    }

    private void killInTheMiddle(Random random) {
        int before = credited.get();
        Await.until("top-ups go on", PATIENCE, () -> credited.get() > before + 20);
        Await.pause(random.nextInt(300));
        ledger.killDatabase();
    }

    private void payUntil(AtomicBoolean over) {
        while (!over.get()) {
            pay(BareLedger.key());
            credited.incrementAndGet();
        }
    }

    /** Tells of a payment until it is answered, as a provider does with its webhook, and once more. */
    private void pay(String key) {
        TopUp topUp = new TopUp(wallet, TopUp.Sale.untaxed("stripe", "USD", CENTS), PAID, BONUS, null);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int told = 0; told < 2; ) {
            try {
                ledger.credits.topUp(topUp, key).orThrow();
                told++;
            } catch (Exception e) { // whatever a killed database left of it, undeclared ones of the commit too
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("a payment could not be credited", e);
                }
                Await.pause(20);
            }
        }
    }

    /** As it is committed in one moment, whoever goes on meanwhile. */
    private void assertEachPaymentIsCredited() throws SQLException {
        String counts;
        try (Connection connection = ledger.asApplication()) {
            counts = Session.over(connection)
                    .list(COUNTS, row -> row.getString(1), wallet)
                    .getFirst();
        }
        assertThat(Stream.of(counts.split(" ")).distinct())
                .as("payments, their paid and bonus credits, and groups: " + counts)
                .hasSize(1);
    }
}
