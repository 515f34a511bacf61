package io.tallyport.workbench.bench;

import io.tallyport.workbench.bench.affinity.AffinityBench;
import io.tallyport.workbench.bench.affinity.AffinityOptions;
import io.tallyport.workbench.bench.books.Parity;
import io.tallyport.workbench.bench.invoice.InvoiceBench;
import io.tallyport.workbench.bench.invoice.InvoiceOptions;
import io.tallyport.workbench.bench.ledger.LedgerBench;
import io.tallyport.workbench.bench.ledger.LedgerOptions;
import io.tallyport.workbench.bench.load.Load;
import io.tallyport.workbench.bench.load.Measurement;
import io.tallyport.workbench.bench.load.Shot;
import io.tallyport.workbench.bench.load.Wrk;
import io.tallyport.workbench.bench.process.ProcessCost;
import io.tallyport.workbench.bench.process.Profiler;
import io.tallyport.workbench.bench.process.Programs;
import io.tallyport.workbench.bench.report.Goal;
import io.tallyport.workbench.bench.report.Results;
import io.tallyport.workbench.bench.report.Row;
import io.tallyport.workbench.bench.report.Table;
import io.tallyport.workbench.bench.routing.RoutingBench;
import io.tallyport.workbench.bench.translation.TranslationBench;
import io.tallyport.workbench.bench.upstream.Prompt;
import io.tallyport.workbench.bench.upstream.Target.Way;
import io.tallyport.workbench.launcher.machine.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ./tallyport bench}: starts everything, loads it, says how fast it was and whether the books are right; with
 * {@code translation}, what translating alone costs; with {@code ledger}, what settling alone does; with {@code invoices},
 * how fast documents are drawn and numbered; with {@code affinity}, what a pool of accounts makes of prompt caches.
 */
public final class Bench {
    private static final int CONNECTIONS = 64;
    private static final int MOST_WARM_UP_SLICES = 60;
    /** Share of the gateway's CPU time. */
    private static final double COMPILED = 0.1;

    private static final int QUIET_SLICES = 3;

    private static final int FEW_BYTES = 1_000;

    private final Home home;
    private final Options options;

    private Bench(Home home, Options options) {
        this.home = home;
        this.options = options;
    }

    /** Ends with 1 if the books are wrong, with 2 if nothing could be measured. */
    public static void main(String[] arguments) {
        try {
            Home home = Home.find();
            if (arguments.length > 0 && arguments[0].equals("translation")) {
                TranslationBench.run(home.fixtures(), home.results().resolve("translation.txt"));
                return;
            }
            if (arguments.length > 0 && arguments[0].equals("ledger")) {
                LedgerOptions options = LedgerOptions.read(List.of(arguments).subList(1, arguments.length));
                System.exit(LedgerBench.run(home.gatewayParts(), options) ? 0 : 1);
            }
            if (arguments.length > 0 && arguments[0].equals("invoices")) {
                InvoiceOptions options = InvoiceOptions.read(List.of(arguments).subList(1, arguments.length));
                System.exit(InvoiceBench.run(options, home.gatewayParts()) ? 0 : 1);
            }
            if (arguments.length > 0 && arguments[0].equals("routing")) {
                RoutingBench.run(home.results().resolve("routing.txt"));
                return;
            }
            if (arguments.length > 0 && arguments[0].equals("affinity")) {
                AffinityOptions options =
                        AffinityOptions.read(List.of(arguments).subList(1, arguments.length));
                System.exit(AffinityBench.run(home.gatewayParts(), options) ? 0 : 1);
            }
            System.exit(new Bench(home, Options.read(arguments)).run() ? 0 : 1);
        } catch (IllegalArgumentException | IllegalStateException | CannotStart e) {
            System.err.println("tallyport bench: " + e.getMessage());
            System.exit(2);
        }
    }

    private boolean run() {
        createFolders();
        Optional<Wrk> wrk = Programs.find("wrk").map(program -> new Wrk(program, home.workFolder()));
        say("starting the simulator, nginx, PostgreSQL and WildFly with the gateway");
        try (Rig rig = Rig.start(home, options.profile())) {
            if (wrk.isEmpty()) {
                say(
                        "no wrk here (Debian's package wrk): closed loops come from our own generator, which costs more CPU");
            }
            if (rig.nginx().isEmpty()) {
                say("no nginx here (Debian's package nginx): its rows and the ratio to it are skipped");
            }
            Optional<Profiler> profiler = options.profile()
                    ? Optional.of(new Profiler(rig.server().pid(), home.workFolder(), home.results()))
                    : Optional.empty();
            warmUp(rig);
            List<Round.Result> runs = new ArrayList<>();
            for (int i = 1; i <= options.runs(); i++) {
                say("run %d of %d".formatted(i, options.runs()));
                // the first run's is enough
                Round.Result result =
                        new Round(rig, options, wrk, i == 1 ? profiler : Optional.<Profiler>empty()).run();
                say(result.parity().line());
                runs.add(result);
            }
            return report(rig, runs);
        }
    }

    /** Says at once when a way does not answer as it should, then lets the gateway compile what will be hot. */
    private void warmUp(Rig rig) {
        say("warming up");
        List<Prompt> prompts = List.of(
                Prompt.plain(),
                Prompt.toStaticAnswer(),
                Prompt.streamed(),
                Prompt.translated(),
                Prompt.longStream(1),
                Prompt.large());
        for (Prompt prompt : prompts) {
            for (Way way : Way.values()) {
                if (rig.has(way, prompt.upstream())) {
                    requireGoodAnswer(rig.target(way, prompt.upstream()).shot(prompt), way);
                }
            }
        }
        for (Prompt prompt : prompts) {
            if (rig.has(Way.TALLYPORT, prompt.upstream())) {
                warmUp(
                        rig.target(Way.TALLYPORT, prompt.upstream()).shot(prompt),
                        rig.server().pid());
            }
        }
    }

    private static void requireGoodAnswer(Shot shot, Way way) {
        Measurement few = Load.closed(shot, 1, Duration.ofMillis(300));
        if (few.good() == 0) {
            throw new IllegalStateException("no good answer from %s (%s) to %.120s: %s"
                    .formatted(
                            shot.url(), way.label(), shot.body(), few.note().isEmpty() ? "none at all" : few.note()));
        }
    }

    /** Until the JIT compilers have little left to do, which takes longer on a busy machine. */
    private void warmUp(Shot shot, long pid) {
        Duration slice = Duration.ofSeconds(options.quick() ? 1 : 2);
        boolean isLight = shot.body().length() <= FEW_BYTES && !shot.isStream();
        int quietSlices = 0;
        for (int i = 0; i < (isLight ? MOST_WARM_UP_SLICES : 2); i++) {
            double compiledBefore = ProcessCost.compilerSeconds(pid);
            double before = ProcessCost.cpuSeconds(pid);
            Load.closed(shot, CONNECTIONS, slice);
            double share = (ProcessCost.compilerSeconds(pid) - compiledBefore) / (ProcessCost.cpuSeconds(pid) - before);
            // negative when a compiler's thread ended meanwhile
            quietSlices = share >= 0 && share < COMPILED ? quietSlices + 1 : 0;
            if (quietSlices == QUIET_SLICES) {
                return;
            }
        }
        if (isLight) {
            say("the compilers are still at work: what follows is slower than a warm gateway, on a machine this busy");
        }
    }

    private boolean report(Rig rig, List<Round.Result> runs) {
        List<Row> rows = medians(runs);
        double peakMb = ProcessCost.peakResidentMb(rig.server().pid());
        double postgresMb = ProcessCost.proportionalMb(rig.postgres().pid());
        List<Goal> goals = Goals.of(runs, peakMb);
        List<Parity> parities = runs.stream().map(Round.Result::parity).toList();
        new Results(goals, rows, parities, rig.startSeconds(), postgresMb)
                .write(home.results().resolve("calls.json"));
        System.out.println("\n" + Table.of(rows));
        System.out.printf(
                "start %.1f s; WildFly at most %.0f MB resident; PostgreSQL %.0f MB%n",
                rig.startSeconds(), peakMb, postgresMb);
        parities.forEach(parity -> System.out.println("books: " + parity.line()));
        System.out.println();
        goals.forEach(goal -> System.out.println(Table.of(goal)));
        say("saved as target/bench/calls.json");
        return parities.stream().allMatch(Parity::holds);
    }

    private static List<Row> medians(List<Round.Result> runs) {
        Map<String, List<Row>> byLine = new LinkedHashMap<>();
        for (Round.Result run : runs) {
            run.rows().forEach(row -> byLine.computeIfAbsent(row.load() + row.way(), line -> new ArrayList<>())
                    .add(row));
        }
        List<Row> medians =
                new ArrayList<>(byLine.values().stream().map(Row::median).toList());
        // a load's three ways stand together
        List<String> order = medians.stream().map(Row::load).distinct().toList();
        medians.sort(
                Comparator.comparingInt((Row row) -> order.indexOf(row.load())).thenComparing(Row::way));
        return medians;
    }

    private void createFolders() {
        try {
            Files.createDirectories(home.workFolder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String line) {
        System.out.println("tallyport bench: " + line);
    }
}
