package io.tallyport.workbench.bench.invoice;

import io.tallyport.workbench.bench.gateway.BenchGateway;
import io.tallyport.workbench.launcher.postgres.PostgresBinaries;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;

/**
 * Numbers from one series, as the gateway gives them: each in a transaction of its own that is durable.
 *
 * @param gaps numbers that no document has
 * @param duplicates documents whose number another has
 */
record Numbers(
        int atOnce, double perSecond, double p50Millis, double p99Millis, long rolledBack, long gaps, long duplicates) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int AT_ONCE = 8;
    private static final String WHOLE = """
            SELECT coalesce(sum(highest - given), 0), coalesce(sum(documents - given), 0)
            FROM (SELECT max(no) AS highest, count(DISTINCT no) AS given, count(*) AS documents
                FROM document WHERE series_id IS NOT NULL GROUP BY series_id) s
            """;

    static Numbers measure(BenchGateway.Parts parts, int documents) {
        PostgresBinaries.preferDebians();
        try (BenchGateway gateway = BenchGateway.start(parts, false, Map.of())) {
            ask(gateway, documents / 5);
            long[] figures = ask(gateway, documents);
            try (Connection connection = gateway.postgres().connectAsOwner();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(WHOLE)) {
                row.next();
                return new Numbers(
                        AT_ONCE,
                        figures[0] * NANOS_PER_SECOND / figures[2],
                        figures[3] / NANOS_PER_MILLI,
                        figures[4] / NANOS_PER_MILLI,
                        figures[1],
                        row.getLong(1),
                        row.getLong(2));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static long[] ask(BenchGateway gateway, int documents) {
        return gateway.ask("/bench/number?documents=%d&atOnce=%d".formatted(documents, AT_ONCE));
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "numbers of one series, %d at once: %.0f/s, p50 %.1f ms, p99 %.1f ms, %d rolled back: gaps %d, duplicates %d",
                atOnce,
                perSecond,
                p50Millis,
                p99Millis,
                rolledBack,
                gaps,
                duplicates);
    }
}
