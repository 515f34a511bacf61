package io.tallyport.workbench.bench.routing;

import io.tallyport.workbench.bench.report.Goal;
import io.tallyport.workbench.bench.report.Table;
import io.tallyport.workbench.bench.routing.ChoosingBenchmark.Situation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@code ./tallyport bench routing}. */
public final class RoutingBench {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    /** Entries of maps, now and then; a reference to each of the 180 accounts more would be 720. */
    private static final double MOST_MORE_BYTES = 64;

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;

    private RoutingBench() {}

    /**
     * @param results file for JMH's own report
     * @throws IllegalStateException if JMH fails
     */
    public static void run(Path results) {
        try {
            Files.createDirectories(results.toAbsolutePath().getParent());
            print(new Runner(new OptionsBuilder()
                            .include(ChoosingBenchmark.class.getSimpleName())
                            .include(HashingBenchmark.class.getSimpleName())
                            .forks(1)
                            .warmupIterations(3)
                            .warmupTime(new TimeValue(1, TimeUnit.SECONDS))
                            .measurementIterations(4)
                            .measurementTime(new TimeValue(1, TimeUnit.SECONDS))
                            .addProfiler(GCProfiler.class)
                            .result(results.toString())
                            .build())
                    .run());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void print(Collection<RunResult> runs) {
        System.out.printf("%n%-24s %9s %12s %12s%n", "choosing", "accounts", "ns", "bytes");
        for (Situation situation : Situation.values()) {
            for (int accounts : List.of(20, 200)) {
                RunResult run = choosing(runs, situation, accounts);
                System.out.printf(
                        Locale.ROOT,
                        "%-24s %9d %12.0f %12.1f%n",
                        situation.name().toLowerCase(Locale.ROOT),
                        accounts,
                        nanos(run),
                        bytes(run));
            }
        }
        RunResult hashing = runs.stream()
                .filter(run -> isOf(run, HashingBenchmark.class))
                .findFirst()
                .orElseThrow();
        double slowest = Stream.of(Situation.values())
                .mapToDouble(situation -> nanos(choosing(runs, situation, 200)))
                .max()
                .orElseThrow();
        double growth = Stream.of(Situation.values())
                .mapToDouble(situation -> bytes(choosing(runs, situation, 200)) - bytes(choosing(runs, situation, 20)))
                .max()
                .orElseThrow();
        System.out.println();
        System.out.println(Table.of(Goal.atMost("choosing_us_200_accounts", slowest / NANOS_PER_MICRO, 5)));
        System.out.println(Table.of(Goal.atMost("bytes_more_than_at_20", growth, MOST_MORE_BYTES)));
        System.out.println(Table.of(Goal.atMost("hashing_ms_200_kb", nanos(hashing) / NANOS_PER_MILLI, 0.2)));
    }

    private static RunResult choosing(Collection<RunResult> runs, Situation situation, int accounts) {
        return runs.stream()
                .filter(run -> isOf(run, ChoosingBenchmark.class))
                .filter(run -> run.getParams().getParam("situation").equals(situation.name()))
                .filter(run -> run.getParams().getParam("accounts").equals(String.valueOf(accounts)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isOf(RunResult run, Class<?> benchmark) {
        return run.getParams().getBenchmark().contains(benchmark.getSimpleName());
    }

    private static double nanos(RunResult run) {
        return run.getPrimaryResult().getScore();
    }

    private static double bytes(RunResult run) {
        return Objects.requireNonNull(run.getSecondaryResults().get(ALLOCATED)).getScore();
    }
}
