package io.tallyport.workbench.bench.inserver;

import io.tallyport.account.Organisations;
import io.tallyport.credit.Credit;
import io.tallyport.credit.Hold;
import io.tallyport.credit.HoldAnswer;
import io.tallyport.database.TimeOrderedId;
import io.tallyport.ledger.Approval;
import io.tallyport.lot.CreditLedger;
import io.tallyport.settlement.Settlements;
import io.tallyport.usage.Charge;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Outcome;
import io.tallyport.usage.TokenCounts;
import io.tallyport.usage.UsageEvent;
import io.tallyport.usage.UsageEvent.Labels;
import io.tallyport.usage.UsageEvent.Placed;
import io.tallyport.usage.UsageEvent.Placement;
import io.tallyport.usage.UsageEvent.Terms;
import io.tallyport.usage.UsageEvent.Timing;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Finished calls without the calls: each is held and settled as the relay does it, by the gateway's own beans.
 * Parameters: {@code organisations}, {@code seconds}, {@code most} settlements, {@code rate} a second (0: as many as go)
 * and {@code atOnce}. Answers one line: settled, failed, elapsed ns, and p50, p99 and p99.9 from due to committed in ns.
 */
@WebServlet("/bench/settle")
public class SettlementLoad extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final long BALANCE_NANO = 1_000_000_000_000_000L;
    private static final long DEBIT_NANO = 8_858_325;
    private static final Approval TWO_PEOPLE = new Approval("maker@bench.example", "checker@bench.example", "bench");

    @Inject
    private transient Credit credit;

    @Inject
    private transient Settlements settlements;

    @Inject
    private transient Organisations organisations;

    @Inject
    private transient CreditLedger ledger;

    private final transient ConcurrentHashMap<Integer, Long> wallets = new ConcurrentHashMap<>();

    /** One run's counters. */
    private static final class Run {
        private final Semaphore places;
        private final AtomicLong settled = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();
        private final Latencies latencies = new Latencies();

        private Run(int atOnce) {
            places = new Semaphore(atOnce);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int spread = Integer.parseInt(request.getParameter("organisations"));
        long seconds = Long.parseLong(request.getParameter("seconds"));
        long most = Long.parseLong(request.getParameter("most"));
        long rate = Long.parseLong(request.getParameter("rate"));
        int atOnce = Integer.parseInt(request.getParameter("atOnce"));
        long[] spent = IntStream.range(0, spread)
                .mapToLong(number -> wallets.computeIfAbsent(number, this::funded))
                .toArray();
        Run run = new Run(atOnce);
        long began = System.nanoTime();
        drive(run, spent, began, began + TimeUnit.SECONDS.toNanos(seconds), most, rate);
        run.places.acquireUninterruptibly(atOnce);
        long elapsed = System.nanoTime() - began;
        response.setContentType("text/plain");
        response.getWriter()
                .println(String.join(
                        " ",
                        String.valueOf(run.settled),
                        String.valueOf(run.failed),
                        String.valueOf(elapsed),
                        String.valueOf(run.latencies.quantile(500)),
                        String.valueOf(run.latencies.quantile(990)),
                        String.valueOf(run.latencies.quantile(999))));
    }

    private void drive(Run run, long[] spent, long began, long end, long most, long rate) {
        for (long i = 0; i < most; i++) {
            long due = rate == 0 ? System.nanoTime() : began + i * 1_000_000_000L / rate;
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            if (System.nanoTime() > end) {
                return;
            }
            run.places.acquireUninterruptibly();
            settle(run, spent[(int) (i % spent.length)], due);
        }
    }

    private void settle(Run run, long wallet, long due) {
        credit.hold(wallet, null, 2 * DEBIT_NANO).whenComplete((answer, failure) -> {
            if (answer instanceof Hold hold) {
                settlements.post(event(wallet, hold), hold).whenComplete((done, lost) -> end(run, lost == null, due));
                return;
            }
            end(run, false, due);
        });
    }

    private static void end(Run run, boolean settled, long due) {
        if (settled) {
            run.settled.incrementAndGet();
            run.latencies.add(System.nanoTime() - due);
        } else {
            run.failed.incrementAndGet();
        }
        run.places.release();
    }

    private long funded(int number) {
        long wallet = organisations.ensure("Bench " + number);
        ledger.adjustUp(wallet, BALANCE_NANO, "bench:" + number, TWO_PEOPLE).orThrow();
        return wallet;
    }

    /** Vector V1 of the rating rules. */
    private static UsageEvent event(long wallet, HoldAnswer hold) {
        return new UsageEvent(
                TimeOrderedId.next(),
                wallet,
                "bench0000000",
                "claude-sonnet-4-5",
                1,
                new TokenCounts(12, 3_045, 0, 0, 80),
                new Terms(new Factors(700_000, 1_000_000), "Starter", 0, ((Hold) hold).amount()),
                new Charge(1, null, 12_654_750, DEBIT_NANO, 12_654_750),
                Outcome.B1,
                false,
                true,
                200,
                null,
                new Labels("MESSAGES", "127.0.0.1", "session-of-a-conversation", "bench"),
                new Timing(200_000, 1_500_000, 900),
                new Placement(0x5bd1e9955bd1e995L, wallet, Placed.HOME, 8),
                List.of());
    }
}
