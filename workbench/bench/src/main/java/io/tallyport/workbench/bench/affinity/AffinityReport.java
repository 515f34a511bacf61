package io.tallyport.workbench.bench.affinity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.workbench.bench.report.Goal;
import io.tallyport.workbench.bench.report.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The runs as a table, goals, {@code affinity.json} and a picture. */
final class AffinityReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String HEAD = "%-24s %7s %7s %9s %9s %9s %8s %8s %8s %7s %7s"
            .formatted(
                    "scenario",
                    "calls",
                    "failed",
                    "of prompt",
                    "hit rate",
                    "of single",
                    "load",
                    "load p95",
                    "retried",
                    "p50 ms",
                    "p99 ms");
    private static final double MOST_OF_SINGLE = 0.97;
    private static final double IN_OUTAGE = 0.90;
    private static final double MOST_LOAD = 1.25;
    private static final int CACHE_LIFE_SECONDS = (int) (AffinityRig.CACHE_LIFE_MILLIS / 1_000);

    private final AffinityOptions options;
    private final List<Run> runs;

    AffinityReport(AffinityOptions options, List<Run> runs) {
        this.options = options;
        this.runs = runs;
    }

    /** @param single the run that hit rates are compared with, if it is one on a single account */
    static String line(Run run, Run single) {
        return String.format(
                        Locale.ROOT,
                        "%-24s %7d %7d %9.3f %9.3f %9s %8.2f %8.2f %8d %7d %7d  %s",
                        run.scenario().label(),
                        run.turns().size(),
                        run.failed(),
                        run.tallied().rate(),
                        run.hitRate(),
                        single.scenario() == Scenario.SINGLE
                                ? String.format(Locale.ROOT, "%.3f", run.hitRate() / single.hitRate())
                                : "-",
                        run.mostLoad(),
                        run.load(0.95),
                        run.tried(),
                        run.millis(0.5),
                        run.millis(0.99),
                        note(run))
                .stripTrailing();
    }

    private static String note(Run run) {
        return run.placements()
                + (run.attempts().isEmpty() ? "" : " " + run.attempts())
                + (run.problem().isEmpty() ? "" : " " + run.problem());
    }

    void print() {
        System.out.println("\n" + HEAD);
        runs.forEach(run -> System.out.println(line(run, runs.getFirst())));
        System.out.println();
        goals().forEach(goal -> System.out.println(Table.of(goal)));
    }

    boolean booksAreRight() {
        return runs.stream().allMatch(run -> run.parity().holds() && run.unbookedTokens() == 0);
    }

    List<Goal> goals() {
        List<Goal> goals = new ArrayList<>();
        Run first = runs.getFirst();
        double single = first.scenario() == Scenario.SINGLE ? first.hitRate() : Double.NaN;
        for (Run run : runs) {
            String name = run.scenario().name().toLowerCase(Locale.ROOT);
            if (!run.scenario().routing().equals(Scenario.AFFINITY.routing())) {
                continue;
            }
            if (run.harmed().isEmpty()) {
                add(goals, Goal.atLeast(name + "_of_single", run.hitRate() / single, MOST_OF_SINGLE));
            } else {
                add(goals, Goal.atLeast(name + "_of_single", run.hitRateInOutage() / single, IN_OUTAGE));
                int back = run.secondsUntilBack(MOST_OF_SINGLE * (Double.isNaN(single) ? 1 : single));
                add(goals, Goal.atMost(name + "_back_after_s", back, CACHE_LIFE_SECONDS));
            }
            add(goals, Goal.atMost(name + "_load_over_mean", run.mostLoad(), MOST_LOAD));
            add(goals, Goal.exactly(name + "_failed", run.failed(), 0));
        }
        double money = runs.stream().mapToLong(run -> run.parity().moneyNano()).sum();
        goals.add(Goal.exactly("money_difference_nano", money, 0));
        double tokens = runs.stream()
                .mapToLong(run -> run.unbookedTokens() + run.parity().tokens())
                .sum();
        goals.add(Goal.exactly("token_difference", tokens, 0));
        return goals;
    }

    private static void add(List<Goal> goals, Goal goal) {
        if (!Double.isNaN(goal.value())) {
            goals.add(goal);
        }
    }

    void write(Path folder) {
        ObjectNode root = JSON.createObjectNode();
        root.put("seed", options.seed()).put("quick", options.quick());
        root.put("dialect", options.dialect().name().toLowerCase(Locale.ROOT));
        ArrayNode goalNodes = root.putArray("goals");
        goals().forEach(goal -> goalNodes
                .addObject()
                .put("name", goal.name())
                .put("value", goal.value())
                .put("goal", goal.text())
                .put("met", goal.isMet()));
        ArrayNode runNodes = root.putArray("runs");
        for (Run run : runs) {
            ObjectNode node = runNodes.addObject()
                    .put("scenario", run.scenario().name().toLowerCase(Locale.ROOT))
                    .put("calls", run.turns().size())
                    .put("failed", run.failed())
                    .put("read_of_prompt", run.tallied().rate())
                    .put("hit_rate", run.hitRate())
                    .put("load_over_mean", run.mostLoad())
                    .put("load_over_mean_p95", run.load(0.95))
                    .put("p50_ms", run.millis(0.5))
                    .put("p99_ms", run.millis(0.99))
                    .put("parity", run.parity().line());
            node.set("attempts", JSON.valueToTree(run.attempts()));
            node.set("placements", JSON.valueToTree(run.placements()));
        }
        try {
            Files.createDirectories(folder);
            JSON.writeValue(folder.resolve("affinity.json").toFile(), root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new Picture(runs).write(folder.resolve("affinity.png"));
        System.out.println("saved as target/bench/affinity.json and affinity.png");
    }
}
