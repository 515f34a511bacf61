package io.tallyport.workbench.bench.affinity;

import io.tallyport.workbench.bench.affinity.AffinityOptions.Outage;
import io.tallyport.workbench.bench.affinity.AffinityRig.Cached;
import io.tallyport.workbench.bench.affinity.Run.Harmed;
import io.tallyport.workbench.bench.books.Parity;
import io.tallyport.workbench.bench.conversation.Crowd;
import io.tallyport.workbench.bench.conversation.Traffic;
import io.tallyport.workbench.bench.conversation.Turn;
import io.tallyport.workbench.bench.gateway.BenchGateway;
import io.tallyport.workbench.launcher.machine.Pause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./tallyport bench affinity}: how much of an only account's cache hits a pool of eight keeps, through outages and a
 * tenant's rush, and how even their load is.
 */
public final class AffinityBench {
    private static final long MILLIS = 1_000;
    private static final Traffic.Size WARM_UP = new Traffic.Size(60, 4, 5);

    private final AffinityRig rig;
    private final AffinityOptions options;

    private AffinityBench(AffinityRig rig, AffinityOptions options) {
        this.rig = rig;
        this.options = options;
    }

    /** @return false if the books are wrong */
    public static boolean run(BenchGateway.Parts parts, AffinityOptions options) {
        say("starting the simulator, PostgreSQL and WildFly with the gateway");
        try (AffinityRig rig = new AffinityRig(parts, options.dialect())) {
            AffinityBench bench = new AffinityBench(rig, options);
            say("warming up");
            bench.talk("warm-up", Scenario.AFFINITY, WARM_UP);
            List<Run> runs = new ArrayList<>();
            for (Scenario scenario : options.scenarios()) {
                say(scenario.label());
                Run run = bench.run(scenario);
                runs.add(run);
                System.out.println(AffinityReport.line(run, runs.getFirst()));
                System.out.println("  " + run.parity().line());
            }
            AffinityReport report = new AffinityReport(options, runs);
            report.print();
            report.write(parts.results());
            return report.booksAreRight();
        }
    }

    private Run run(Scenario scenario) {
        Parity.Standing before = rig.standing();
        Cached cachedBefore = rig.cached();
        long bookedBefore = rig.cachedTokensOnTheBooks();
        Map<String, Long> attemptsBefore = rig.attempts();
        Map<String, Long> placementsBefore = rig.placements();
        long startSecond = System.currentTimeMillis() / MILLIS;
        @Nullable
        CompletableFuture<Harmed> outage = scenario.outage()
                .map(condition -> CompletableFuture.supplyAsync(() -> harm(condition, startSecond)))
                .orElse(null);
        List<Turn> turns = talk(scenario.name(), scenario, options.size(scenario));
        Optional<Harmed> harmed = Optional.ofNullable(outage).map(CompletableFuture::join);
        Parity parity = rig.parity(before);
        Cached cached = rig.cached().minus(cachedBefore);
        return new Run(
                scenario,
                turns,
                cached,
                loads(startSecond),
                harmed,
                parity,
                Math.abs(cached.read() - (rig.cachedTokensOnTheBooks() - bookedBefore)),
                since(attemptsBefore, rig.attempts()),
                since(placementsBefore, rig.placements()));
    }

    private List<Turn> talk(String salt, Scenario scenario, Traffic.Size size) {
        Traffic traffic = Traffic.of(size, options.seed(), salt, scenario.hotShare());
        return new Crowd(rig.url(), options.dialect(), rig.keys(), scenario.routing(), AffinityRig.CACHE_LIFE_MILLIS)
                .talk(traffic);
    }

    /** The account with the most calls is down for a while. */
    private Harmed harm(String condition, long startSecond) {
        Outage outage = options.outage();
        awaitSecond(startSecond + outage.from());
        int account = loads(startSecond).busiest(outage.from());
        rig.harm(account, condition);
        awaitSecond(startSecond + outage.to());
        rig.heal(account);
        return new Harmed(account, outage);
    }

    private static void awaitSecond(long epochSecond) {
        Pause.millis(Math.max(0, epochSecond * MILLIS - System.currentTimeMillis()));
    }

    private Loads loads(long startSecond) {
        int seconds = (int) (System.currentTimeMillis() / MILLIS - startSecond) + 1;
        List<long[]> perSecond = IntStream.range(0, AffinityRig.ACCOUNTS)
                .mapToObj(account -> {
                    Map<Long, Long> arrivals = rig.arrivals(account);
                    long[] calls = new long[seconds];
                    Arrays.setAll(calls, second -> arrivals.getOrDefault(startSecond + second, 0L));
                    return calls;
                })
                .toList();
        return new Loads(perSecond);
    }

    private static Map<String, Long> since(Map<String, Long> before, Map<String, Long> now) {
        Map<String, Long> more = new LinkedHashMap<>();
        now.forEach((name, count) -> {
            long added = count - before.getOrDefault(name, 0L);
            if (added > 0) {
                more.put(name, added);
            }
        });
        return more;
    }

    private static void say(String what) {
        System.out.println("tallyport bench: " + what);
    }
}
