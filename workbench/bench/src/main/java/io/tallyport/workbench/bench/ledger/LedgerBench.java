package io.tallyport.workbench.bench.ledger;

import io.tallyport.workbench.bench.gateway.BenchGateway;
import io.tallyport.workbench.bench.process.Profiler;
import io.tallyport.workbench.bench.report.Goal;
import io.tallyport.workbench.bench.report.Row;
import io.tallyport.workbench.bench.report.Table;
import io.tallyport.workbench.launcher.postgres.PostgresBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * {@code ./tallyport bench ledger}: how many finished calls a second can be put on the books, durably and in full, and
 * {@code --growth N}: what one costs as the books grow to N entries.
 */
public final class LedgerBench {
    private static final String EVERYWHERE = "spread over 1,000 organisations";
    private static final String HOT = "one hot organisation";
    private static final String HOT_ALONE = "one hot organisation, one at a time";
    private static final String STEADY = "2,000/s over 1,000 organisations";
    private static final int SPREAD = 1_000;
    private static final int AT_ONCE = 2_048;
    private static final int FEW_AT_ONCE = 1_024;
    private static final int STEADY_RATE = 2_000;
    private static final int RUNS = 3;
    private static final long SMALLEST = 100_000;
    private static final int GROWTH_SECONDS = 20;
    private static final double GROWTH_MOST = 1.25;

    private final LedgerRig rig;
    private final Path results;
    private final List<LedgerRow> rows = new ArrayList<>();

    private LedgerBench(LedgerRig rig, Path results) {
        this.rig = rig;
        this.results = results;
    }

    /** @return false if the books are wrong */
    public static boolean run(BenchGateway.Parts parts, LedgerOptions options) {
        boolean fast = PostgresBinaries.preferDebians();
        System.out.println("tallyport bench: starting PostgreSQL (%s) and WildFly with the gateway"
                .formatted(fast ? "Debian's" : "the one in the jar, built for size; Debian's package is not here"));
        try (LedgerRig rig = LedgerRig.start(parts, options.profile(), options.growth() == 0)) {
            LedgerBench bench = new LedgerBench(rig, parts.results());
            if (options.growth() > 0) {
                bench.grow(options.growth());
            } else {
                System.out.println("tallyport bench: warming up");
                rig.settle("warm-up", SPREAD, options.quick() ? 10 : 40, 0, AT_ONCE);
                bench.measure(options, parts);
            }
            String books = rig.books();
            System.out.println("books: " + books);
            bench.write(options.growth() > 0 ? "ledger-growth.txt" : "ledger.txt", books);
            return !books.contains("WRONG");
        }
    }

    private void measure(LedgerOptions options, BenchGateway.Parts parts) {
        int seconds = options.quick() ? 5 : 15;
        for (int run = 1; run <= (options.quick() ? 1 : RUNS); run++) {
            Optional<Profiler> profiler = options.profile() && run == 1
                    ? Optional.of(new Profiler(rig.gatewayPid(), parts.work(), parts.results()))
                    : Optional.empty();
            profiler.ifPresent(Profiler::start);
            keep(rig.settle(EVERYWHERE, SPREAD, seconds, 0, AT_ONCE));
            profiler.ifPresent(running -> System.out.println("profile: " + running.stop()));
            keep(rig.settle(HOT, 1, seconds, 0, AT_ONCE));
            keep(rig.settle(HOT_ALONE, 1, seconds, 0, 1));
            rig.writeOut();
            keep(rig.settle(STEADY, SPREAD, seconds, STEADY_RATE, FEW_AT_ONCE));
        }
        System.out.println();
        print(Goal.atLeast("settlements_per_s_spread", median(EVERYWHERE, LedgerRow::perSecond), 20_000));
        print(Goal.atLeast("settlements_per_s_hot", median(HOT, LedgerRow::perSecond), 20_000));
        print(Goal.atLeast(
                "group_commit_ratio_hot",
                median(HOT, LedgerRow::perSecond) / median(HOT_ALONE, LedgerRow::perSecond),
                10));
        print(Goal.atMost("commit_p99_ms_2000", median(STEADY, LedgerRow::p99Millis), 25));
    }

    /** Measures at 10^5 entries, which are its warm-up, at each half decade, and at the end; without proofs until then. */
    private void grow(long most) {
        for (long size = SMALLEST; size <= most; size = size * 10 <= most || size == most ? next(size) : most) {
            rig.fill(size, SPREAD, AT_ONCE);
            rig.analyse();
            String load = String.format(Locale.ROOT, "at %,d entries", size);
            for (int run = 1; run <= RUNS; run++) {
                keep(rig.settleAtMost(load, SPREAD, GROWTH_SECONDS, size / 2, AT_ONCE));
            }
        }
        printGrowth("cost_growth", LedgerRow::cpuMicros);
        printGrowth("cost_growth_of_postgresql", LedgerRow::databaseMicros);
        settleBesideAProof();
    }

    /** How settlements go while all of the books are proved. */
    private void settleBesideAProof() {
        try (Connection proof = rig.prove()) {
            keep(rig.settle("the same, while they are proved", SPREAD, GROWTH_SECONDS, 0, AT_ONCE));
            proof.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void printGrowth(String name, ToDoubleFunction<LedgerRow> cost) {
        double small = median(rows.getFirst().load(), cost);
        double large = median(rows.getLast().load(), cost);
        print(Goal.atMost(name, large / small, GROWTH_MOST));
    }

    private static long next(long size) {
        return Long.toString(size).startsWith("1") ? size * 3 : size / 3 * 10;
    }

    private void keep(LedgerRow row) {
        rows.add(row);
        System.out.println(rows.size() == 1 ? LedgerRow.HEAD + "\n" + row.line() : row.line());
    }

    private double median(String load, ToDoubleFunction<LedgerRow> figure) {
        return Row.median(rows.stream()
                .filter(row -> row.load().equals(load))
                .mapToDouble(figure)
                .toArray());
    }

    private static void print(Goal goal) {
        System.out.println(Table.of(goal));
    }

    private void write(String name, String books) {
        List<String> lines = new ArrayList<>(List.of(LedgerRow.HEAD));
        rows.forEach(row -> lines.add(row.line()));
        lines.add("books: " + books);
        try {
            Files.createDirectories(results);
            Files.write(results.resolve(name), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println("tallyport bench: saved as target/bench/" + name);
    }
}
