package io.tallyport.report;

import io.tallyport.database.Database;
import io.tallyport.usage.CallFilter;
import io.tallyport.usage.TokenCounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class UsageSumStore {
    private static final String SUMS = """
            WITH reversed AS MATERIALIZED (SELECT reverses_tx_id AS id FROM ledger_tx WHERE reverses_tx_id IS NOT NULL)
            SELECT %s count(*) AS requests, sum(u.input_tokens) AS input, sum(u.cache_write_5m_tokens) AS write_5m,
                sum(u.cache_write_1h_tokens) AS write_1h, sum(u.cache_read_tokens) AS read, sum(u.audio_input_tokens) AS audio,
                sum(u.output_tokens) AS output,
                sum(u.list_nano) AS list, coalesce(sum(u.debit_nano) FILTER (WHERE reversed.id IS NULL), 0) AS debit
            FROM usage_event u LEFT JOIN reversed ON reversed.id = u.request_id
            WHERE %s
            %s LIMIT ?
            """;

    @Inject
    private Database database;

    List<UsageSum> of(CallFilter filter, Set<Grouping> groupings, int most) {
        String sql = SUMS.formatted(Groups.columns(groupings), Groups.CONDITION, Groups.groupBy(groupings));
        return database.list(sql, row -> sum(row, groupings), Groups.values(filter, most));
    }

    private static UsageSum sum(ResultSet row, Set<Grouping> groupings) throws SQLException {
        return new UsageSum(
                group(row, groupings),
                row.getLong("requests"),
                new TokenCounts(
                        whole(row, "input"),
                        whole(row, "write_5m"),
                        whole(row, "write_1h"),
                        whole(row, "read"),
                        whole(row, "audio"),
                        whole(row, "output")),
                whole(row, "list"),
                whole(row, "debit"));
    }

    static Map<Grouping, @Nullable String> group(ResultSet row, Set<Grouping> groupings) throws SQLException {
        Map<Grouping, @Nullable String> group = new LinkedHashMap<>();
        for (Grouping grouping : groupings) {
            @Nullable String value = row.getString(grouping.word());
            group.put(grouping, value == null ? null : grouping.shown(value));
        }
        return group;
    }

    /** PostgreSQL adds bigint up as numeric; what does not fit 64 bits is an error. */
    static long whole(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column) == null ? 0 : row.getBigDecimal(column).longValueExact();
    }
}
