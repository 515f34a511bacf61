package io.tallyport.workbench.bench.report;

import java.util.List;
import java.util.Locale;

/** Plain text for a terminal. */
public final class Table {
    private static final String HEAD = "%-36s %-9s %9s %8s %8s %8s %9s %9s %8s %9s"
            .formatted(
                    "load",
                    "way",
                    "calls/s",
                    "p50 ms",
                    "p99 ms",
                    "p99.9 ms",
                    "first p50",
                    "first p99",
                    "not ok",
                    "CPU s/1k");

    private Table() {}

    public static String of(List<Row> rows) {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        String load = "";
        for (Row row : rows) {
            if (!row.load().equals(load) && !load.isEmpty()) {
                text.append('\n');
            }
            load = row.load();
            text.append(line(row)).append('\n');
        }
        return text.toString();
    }

    public static String line(Row row) {
        return String.format(
                        Locale.ROOT,
                        "%-36s %-9s %9.1f %8s %8s %8s %9s %9s %8d %9s  %s",
                        row.load(),
                        row.way().label(),
                        row.perSecond(),
                        number(row.total().p50(), 2),
                        number(row.total().p99(), 2),
                        number(row.total().p999(), 2),
                        number(row.first().p50(), 2),
                        number(row.first().p99(), 2),
                        row.bad(),
                        number(row.cpuSeconds(), 3),
                        row.note())
                .stripTrailing();
    }

    public static String of(Goal goal) {
        return String.format(
                Locale.ROOT,
                "%-28s %12s   goal %-8s %s",
                goal.name(),
                number(goal.value(), 3),
                goal.text(),
                goal.isMet() ? "met" : "NOT MET");
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
