package io.tallyport.workbench.bench.translation;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@code ./tallyport bench translation}: needs the recorded streams beside the checkout. */
public final class TranslationBench {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private TranslationBench() {}

    /**
     * @param fixtures folder of the recordings
     * @param results file for JMH's own report
     * @throws IllegalStateException if there are no recordings, or JMH fails
     */
    public static void run(Path fixtures, Path results) {
        Options options = new OptionsBuilder()
                .include(TranslationBenchmark.class.getSimpleName())
                .param("fixtures", fixtures.toString())
                .forks(1)
                .warmupIterations(4)
                .warmupTime(new TimeValue(1, TimeUnit.SECONDS))
                .measurementIterations(5)
                .measurementTime(new TimeValue(1, TimeUnit.SECONDS))
                .addProfiler(GCProfiler.class)
                .result(results.toString())
                .build();
        try {
            print(fixtures, new Runner(options).run());
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void print(Path fixtures, Collection<RunResult> runs) {
        System.out.printf("%n%-24s %8s %14s %16s%n", "direction", "events", "ns per event", "bytes per event");
        for (RunResult run : runs) {
            Direction direction = Direction.valueOf(run.getParams().getParam("direction"));
            long events =
                    RecordedStreams.in(fixtures.resolve(direction.recordings())).events();
            double nanos = run.getPrimaryResult().getScore() / events;
            double bytes = Objects.requireNonNull(run.getSecondaryResults().get(ALLOCATED))
                            .getScore()
                    / events;
            System.out.printf("%-24s %8d %14.0f %16.0f%n", direction.label(), events, nanos, bytes);
        }
    }
}
