package io.tallyport.workbench.bench;

import io.tallyport.workbench.bench.Options.Part;
import io.tallyport.workbench.bench.books.Books;
import io.tallyport.workbench.bench.books.Parity;
import io.tallyport.workbench.bench.books.Served;
import io.tallyport.workbench.bench.load.Load;
import io.tallyport.workbench.bench.load.Measurement;
import io.tallyport.workbench.bench.load.Shot;
import io.tallyport.workbench.bench.load.Wrk;
import io.tallyport.workbench.bench.process.ProcessCost;
import io.tallyport.workbench.bench.process.Profiler;
import io.tallyport.workbench.bench.report.Row;
import io.tallyport.workbench.bench.report.Table;
import io.tallyport.workbench.bench.upstream.Prompt;
import io.tallyport.workbench.bench.upstream.Target.Way;
import io.tallyport.workbench.bench.upstream.Upstream;
import io.tallyport.workbench.launcher.machine.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One run of all loads, and the books after it. */
final class Round {
    static final String STATIC_ANSWER = "static answer, 64 connections";
    static final String PLAIN = "plain";
    static final String STREAMING = "streaming";
    static final String PLAIN_64 = PLAIN + ", 64 connections";
    static final String STREAMS = "1000 streams at 20 events/s";
    static final String PASSED = "passed-through streaming, 50/s";
    static final String TRANSLATED = "translated streaming, 50/s";
    static final int JUDGED_RATE = 500;

    private static final int CONNECTIONS = 64;
    private static final int STREAMS_AT_ONCE = 1_000;
    private static final int STREAMS_STARTED_PER_SECOND = 250;
    private static final int TOKENS_OF_LONG_STREAM = 160;
    private static final int COMPARED_RATE = 50;
    private static final int MANY_STREAMS = 2_000;
    private static final int LARGE_PROMPTS_PER_SECOND = 50;
    private static final double KEPT_UP = 0.8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long SETTLING_MILLIS = 300;

    private final Rig rig;
    private final Options options;
    private final Optional<Wrk> wrk;
    private final Optional<Profiler> profiler;
    private final Duration duration;
    private final List<Row> rows = new ArrayList<>();
    private long answeredByNginx;

    Round(Rig rig, Options options, Optional<Wrk> wrk, Optional<Profiler> profiler) {
        this.rig = rig;
        this.options = options;
        this.wrk = wrk;
        this.profiler = profiler;
        this.duration = Duration.ofSeconds(options.quick() ? 3 : 6);
    }

    /** What a run found. */
    record Result(List<Row> rows, Parity parity) {}

    Result run() {
        Parity.Standing before = standing();
        if (options.parts().contains(Part.RATIO)) {
            everyWay(STATIC_ANSWER, Prompt.toStaticAnswer(), this::closed);
        }
        if (options.parts().contains(Part.PLAIN)) {
            everyWay(PLAIN_64, Prompt.plain(), this::closed);
            rising(PLAIN, Prompt.plain(), 100, JUDGED_RATE, 1000, 2000, 4000);
        }
        if (options.parts().contains(Part.STREAMING)) {
            everyWay(
                    STREAMING + ", 64 connections",
                    Prompt.streamed(),
                    shot -> Load.closed(shot, CONNECTIONS, duration));
            rising(STREAMING, Prompt.streamed(), 100, 250, JUDGED_RATE, 1000);
        }
        if (options.parts().contains(Part.TRANSLATION)) {
            measure(PASSED, Way.TALLYPORT, Prompt.streamed(), this::manyStreams);
            measure(TRANSLATED, Way.TALLYPORT, Prompt.translated(), this::manyStreams);
        }
        if (options.parts().contains(Part.LARGE)) {
            everyWay("200 kB prompts, closed loop of 8", Prompt.large(), shot -> Load.closed(shot, 8, duration));
            rising("200 kB prompts", Prompt.large(), LARGE_PROMPTS_PER_SECOND);
        }
        if (options.parts().contains(Part.STREAMS)) {
            everyWay(STREAMS, Prompt.longStream(TOKENS_OF_LONG_STREAM), this::streams);
        }
        return new Result(rows, parity(before));
    }

    private Measurement closed(Shot shot) {
        return wrk.map(program -> program.run(shot, CONNECTIONS, duration))
                .orElseGet(() -> Load.closed(shot, CONNECTIONS, duration));
    }

    /** All are open together for as long as the first still runs when the last has begun. */
    private Measurement streams(Shot shot) {
        Duration rise = Duration.ofSeconds(STREAMS_AT_ONCE / STREAMS_STARTED_PER_SECOND);
        return Load.open(shot, STREAMS_STARTED_PER_SECOND, rise, Duration.ofSeconds(40));
    }

    private Measurement manyStreams(Shot shot) {
        Duration rise = Duration.ofSeconds((options.quick() ? 500 : MANY_STREAMS) / COMPARED_RATE);
        return Load.open(shot, COMPARED_RATE, rise, PATIENCE);
    }

    private void everyWay(String load, Prompt prompt, Function<Shot, Measurement> measurement) {
        for (Way way : Way.values()) {
            if (rig.has(way, prompt.upstream())) {
                measure(load, way, prompt, measurement);
            }
        }
    }

    /** Each rate on every way in turn, so that what is compared is measured close together. */
    private void rising(String name, Prompt prompt, int... rates) {
        Set<Way> keepingUp = EnumSet.allOf(Way.class);
        keepingUp.removeIf(way -> !rig.has(way, prompt.upstream()));
        for (int rate : rates) {
            for (Way way : List.copyOf(keepingUp)) {
                Row row = measure(atRate(name, rate), way, prompt, shot -> Load.open(shot, rate, duration, PATIENCE));
                if (row.perSecond() < rate * KEPT_UP) {
                    keepingUp.remove(way);
                }
            }
        }
    }

    static String atRate(String name, int perSecond) {
        return "%s, %d/s".formatted(name, perSecond);
    }

    private Row measure(String load, Way way, Prompt prompt, Function<Shot, Measurement> measurement) {
        Shot shot = rig.target(way, prompt.upstream()).shot(prompt);
        boolean counted = way == Way.TALLYPORT && !prompt.upstream().isSimulated();
        boolean profiled = way == Way.TALLYPORT && load.equals(STATIC_ANSWER);
        long nginxBefore = counted ? nginxRequests() : 0;
        double cpuBefore = cpuSeconds();
        if (profiled) {
            profiler.ifPresent(Profiler::start);
        }
        Measurement measured = measurement.apply(shot);
        if (profiled) {
            profiler.ifPresent(each -> System.out.println("profile: " + each.stop()));
        }
        double cpu = way == Way.TALLYPORT ? cpuSeconds() - cpuBefore : Double.NaN;
        Pause.millis(SETTLING_MILLIS);
        answeredByNginx += counted ? nginxRequests() - nginxBefore : 0;
        Row row = Row.of(load, way, measured, cpu);
        rows.add(row);
        System.out.println(Table.line(row));
        return row;
    }

    private double cpuSeconds() {
        return ProcessCost.cpuSeconds(rig.server().pid())
                + ProcessCost.cpuSeconds(rig.postgres().pid());
    }

    private long nginxRequests() {
        return rig.nginx().orElseThrow().requests();
    }

    private Parity parity(Parity.Standing before) {
        Parity parity = Parity.between(before, standing());
        for (int i = 0; i < 20 && !parity.holds(); i++) {
            Pause.millis(500);
            parity = Parity.between(before, standing());
        }
        return parity;
    }

    private Parity.Standing standing() {
        Served simulated = Served.NOTHING;
        for (Upstream upstream : Upstream.values()) {
            if (upstream.isSimulated()) {
                simulated = simulated.plus(rig.simulator().served(upstream.credential()));
            }
        }
        return new Parity.Standing(Books.read(rig.postgres()), simulated, answeredByNginx);
    }
}
