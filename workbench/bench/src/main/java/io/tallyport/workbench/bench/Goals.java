package io.tallyport.workbench.bench;

import io.tallyport.workbench.bench.report.Goal;
import io.tallyport.workbench.bench.report.Row;
import io.tallyport.workbench.bench.upstream.Target.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the calls are to reach. A goal that this call of the benchmark did not measure is left out. */
final class Goals {
    private final List<Round.Result> runs;
    private final List<Goal> goals = new ArrayList<>();

    private Goals(List<Round.Result> runs) {
        this.runs = runs;
    }

    static List<Goal> of(List<Round.Result> runs, double peakResidentMb) {
        Goals goals = new Goals(runs);
        String judged = Round.atRate(Round.PLAIN, Round.JUDGED_RATE);
        goals.add(run -> goals.ratio(run), value -> Goal.atLeast("plain_ratio_nginx", value, 0.15));
        goals.add(goals::cpu, value -> Goal.atMost("cpu_s_per_1000_calls", value, 0.20));
        goals.add(
                run -> added(run, judged, row -> row.total().p50()),
                value -> Goal.atMost("added_p50_ms_500", value, 1.5));
        goals.add(
                run -> added(run, judged, row -> row.total().p99()),
                value -> Goal.atMost("added_p99_ms_500", value, 10));
        double lost = runs.stream()
                .mapToDouble(run -> figure(run, Round.STREAMS, Way.TALLYPORT, Row::bad))
                .max()
                .orElse(Double.NaN);
        goals.add(run -> lost, value -> Goal.exactly("streams_1000_lost", value, 0));
        goals.add(
                run -> added(run, Round.STREAMS, row -> row.first().p50()),
                value -> Goal.atMost("stream_first_token_p50_ms", value, 2));
        goals.add(
                run -> figure(run, Round.TRANSLATED, Way.TALLYPORT, row -> row.first()
                                .p50())
                        - figure(run, Round.PASSED, Way.TALLYPORT, row -> row.first()
                                .p50()),
                value -> Goal.atMost("translated_first_token_p50_ms", value, 0.3));
        goals.add(run -> peakResidentMb, value -> Goal.atMost("rss_mb", value, 1_000));
        double money = runs.stream().mapToLong(run -> run.parity().moneyNano()).sum();
        goals.add(run -> money, value -> Goal.exactly("money_difference_nano", value, 0));
        return goals.goals;
    }

    /** The median over the runs. */
    private void add(ToDoubleFunction<Round.Result> figure, Function<Double, Goal> goal) {
        double value = Row.median(runs.stream().mapToDouble(figure).toArray());
        if (!Double.isNaN(value)) {
            goals.add(goal.apply(value));
        }
    }

    private double ratio(Round.Result run) {
        return figure(run, Round.STATIC_ANSWER, Way.TALLYPORT, Row::perSecond)
                / figure(run, Round.STATIC_ANSWER, Way.NGINX, Row::perSecond);
    }

    /** At full speed on the static answer; on the simulator's where there is no nginx. */
    private double cpu(Round.Result run) {
        double cpu = figure(run, Round.STATIC_ANSWER, Way.TALLYPORT, Row::cpuSeconds);
        return Double.isNaN(cpu) ? figure(run, Round.PLAIN_64, Way.TALLYPORT, Row::cpuSeconds) : cpu;
    }

    private static double added(Round.Result run, String load, ToDoubleFunction<Row> figure) {
        return figure(run, load, Way.TALLYPORT, figure) - figure(run, load, Way.DIRECT, figure);
    }

    private static double figure(Round.Result run, String load, Way way, ToDoubleFunction<Row> figure) {
        return run.rows().stream()
                .filter(row -> row.isOf(load, way))
                .mapToDouble(figure)
                .findFirst()
                .orElse(Double.NaN);
    }
}
