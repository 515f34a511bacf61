package io.tallyport.workbench.bench.report;

import io.tallyport.workbench.bench.load.Latency;
import io.tallyport.workbench.bench.load.Measurement;
import io.tallyport.workbench.bench.upstream.Target;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One line of the table.
 *
 * @param cpuSeconds of gateway and database per 1,000 calls; NaN where they took no part
 */
public record Row(
        String load,
        Target.Way way,
        double perSecond,
        Latency total,
        Latency first,
        long good,
        long bad,
        double cpuSeconds,
        String note) {

    public static Row of(String load, Target.Way way, Measurement measured, double cpuSeconds) {
        return new Row(
                load,
                way,
                measured.perSecond(),
                measured.total(),
                measured.first(),
                measured.good(),
                measured.bad(),
                measured.good() == 0 ? Double.NaN : cpuSeconds * 1_000 / measured.good(),
                measured.note());
    }

    public boolean isOf(String otherLoad, Target.Way otherWay) {
        return load.equals(otherLoad) && way == otherWay;
    }

    /** Of the same line in several runs: each figure's median, but all that went wrong. */
    public static Row median(List<Row> rows) {
        Row first = rows.getFirst();
        return new Row(
                first.load,
                first.way,
                median(rows, Row::perSecond),
                latency(rows, Row::total),
                latency(rows, Row::first),
                rows.stream().mapToLong(Row::good).sum(),
                rows.stream().mapToLong(Row::bad).sum(),
                median(rows, Row::cpuSeconds),
                String.join(
                        " ",
                        rows.stream()
                                .map(Row::note)
                                .filter(note -> !note.isEmpty())
                                .distinct()
                                .toList()));
    }

    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    private static Latency latency(List<Row> rows, Function<Row, Latency> latency) {
        return new Latency(
                median(rows, row -> latency.apply(row).p50()),
                median(rows, row -> latency.apply(row).p99()),
                median(rows, row -> latency.apply(row).p999()));
    }

    private static double median(List<Row> rows, ToDoubleFunction<Row> figure) {
        return median(rows.stream().mapToDouble(figure).toArray());
    }
}
