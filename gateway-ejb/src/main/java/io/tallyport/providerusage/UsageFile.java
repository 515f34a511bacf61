package io.tallyport.providerusage;

import io.tallyport.csv.CsvTable;
import io.tallyport.error.GatewayException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An export as it is read: its lines by day and model, in that order. */
record UsageFile(ExportFormat format, List<UsageLine> lines) {
    private static final int LONGEST_NAME = 200;

    private record Of(LocalDate day, String model) implements Comparable<Of> {
        @Override
        public int compareTo(Of other) {
            int byDay = day.compareTo(other.day);
            return byDay == 0 ? model.compareTo(other.model) : byDay;
        }
    }

    /**
     * @param from the first day that it may tell of, and {@code to} the first that it may not
     * @throws GatewayException 400 that says what is wrong, and in which row
     */
    static UsageFile read(byte[] file, LocalDate from, LocalDate to) {
        CsvTable table = CsvTable.read(file);
        ExportFormat format = ExportFormat.of(table.header())
                .orElseThrow(() -> GatewayException.invalid(
                        "file", "These columns are of no export that is known: see docs/provider-usage.md."));
        Map<Of, UsageLine> lines = new TreeMap<>();
        for (int i = 0; i < table.rows().size(); i++) {
            ExportRow row = new ExportRow(i + 2, table.rows().get(i));
            format.line(row).ifPresent(line -> add(lines, line, row, from, to));
        }
        return new UsageFile(format, new ArrayList<>(lines.values()));
    }

    private static void add(Map<Of, UsageLine> lines, UsageLine line, ExportRow row, LocalDate from, LocalDate to) {
        if (line.day().isBefore(from) || !line.day().isBefore(to)) {
            throw row.wrong("is of " + line.day() + ", which is not in the period");
        }
        if (line.model().length() > LONGEST_NAME) {
            throw row.wrong("names a model in more than 200 characters");
        }
        lines.merge(new Of(line.day(), line.model()), line, (one, other) -> together(one, other, row));
    }

    private static UsageLine together(UsageLine one, UsageLine other, ExportRow row) {
        if ((one.tokens() == null) != (other.tokens() == null)
                || (one.costNano() == null) != (other.costNano() == null)) {
            throw row.wrong("leaves out what another row of its day and model has");
        }
        return one.plus(other);
    }
}
