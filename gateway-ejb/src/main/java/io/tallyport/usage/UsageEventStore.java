package io.tallyport.usage;

import io.tallyport.database.Database;
import io.tallyport.usage.CallCursor.Direction;
import io.tallyport.usage.UsageEvent.Labels;
import io.tallyport.usage.UsageEvent.Placed;
import io.tallyport.usage.UsageEvent.Placement;
import io.tallyport.usage.UsageEvent.Terms;
import io.tallyport.usage.UsageEvent.Timing;
import io.tallyport.usage.UsageEvent.TriedAttempt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class UsageEventStore {
    private static final String CALL = """
            SELECT u.*, EXISTS (SELECT FROM ledger_tx WHERE reverses_tx_id = u.request_id) AS reversed,
                (SELECT array_agg(ARRAY[n, upstream_account_id, status, cost_nano, first_byte_micros, total_micros] ORDER BY n)
                    FROM usage_attempt t WHERE t.request_id = u.request_id) AS tried,
                (SELECT array_agg(reason ORDER BY n) FROM usage_attempt t WHERE t.request_id = u.request_id) AS reasons
            """;

    private static final String CALLS = CALL + "FROM usage_event u ";
    /** Filters by key are served by an index alone, before the rows are read. */
    private static final String PAGE = """
            FROM (SELECT request_id FROM usage_event WHERE wallet_id = ?%s
                ORDER BY created_at %s, request_id %<s LIMIT ?) p
            JOIN usage_event u USING (request_id) ORDER BY created_at %<s, request_id %<s
            """;

    @Inject
    private Database database;

    Optional<RecordedCall> find(UUID requestId) {
        return database.first(CALLS + "WHERE request_id = ?", UsageEventStore::call, requestId);
    }

    /** In the cursor's direction; from the newest on without one. */
    List<RecordedCall> page(CallFilter filter, @Nullable CallCursor cursor, int most) {
        boolean newer = cursor != null && cursor.direction() == Direction.NEWER;
        StringBuilder conditions = new StringBuilder();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(filter.walletId());
        Map<String, @Nullable Object> optional = new LinkedHashMap<>();
        optional.put("created_at >= ?", utc(filter.from()));
        optional.put("created_at < ?", utc(filter.to()));
        optional.put("key_id = ?", filter.keyId());
        optional.put("model_id = ?", filter.model());
        optional.put("tag = ?", filter.tag());
        optional.put("session = ?", filter.session());
        optional.put(
                "outcome = ?",
                filter.outcome() == null ? null : filter.outcome().name());
        optional.forEach((condition, value) -> {
            if (value != null) {
                conditions.append(" AND ").append(condition);
                values.add(value);
            }
        });
        if (cursor != null) {
            conditions
                    .append(" AND (created_at, request_id) ")
                    .append(newer ? ">" : "<")
                    .append(" (?, ?)");
            values.add(utc(cursor.at()));
            values.add(cursor.id());
        }
        values.add(most);
        String sql = CALL + PAGE.formatted(conditions, newer ? "ASC" : "DESC");
        return database.list(sql, UsageEventStore::call, values.toArray());
    }

    private static @Nullable Object utc(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    List<RecordedCall> latest(long organisationId, @Nullable UUID before, int most) {
        return database.list(CALLS + """
                WHERE wallet_id = ? AND (?::uuid IS NULL OR (created_at, request_id) <
                    (SELECT created_at, request_id FROM usage_event WHERE request_id = ?))
                ORDER BY created_at DESC, request_id DESC LIMIT ?
                """, UsageEventStore::call, organisationId, before, before, most);
    }

    List<RecordedCall> latest(@Nullable UUID before, int most) {
        return database.list(
                CALLS + "WHERE ?::uuid IS NULL OR request_id < ? ORDER BY request_id DESC LIMIT ?",
                UsageEventStore::call,
                before,
                before,
                most);
    }

    private static RecordedCall call(ResultSet row) throws SQLException {
        return new RecordedCall(
                new RequestId(row.getObject("request_id", UUID.class)),
                event(row),
                row.getTimestamp("created_at").toInstant(),
                row.getBoolean("reversed"));
    }

    private static UsageEvent event(ResultSet row) throws SQLException {
        return new UsageEvent(
                row.getObject("request_id", UUID.class),
                row.getLong("wallet_id"),
                row.getString("key_id"),
                row.getString("model_id"),
                row.getLong("upstream_account_id"),
                new TokenCounts(
                        row.getLong("input_tokens"),
                        row.getLong("cache_write_5m_tokens"),
                        row.getLong("cache_write_1h_tokens"),
                        row.getLong("cache_read_tokens"),
                        row.getLong("audio_input_tokens"),
                        row.getLong("output_tokens")),
                new Terms(
                        new Factors(
                                row.getInt("base_ppm"),
                                row.getInt("tier_ppm"),
                                row.getInt("batch_ppm"),
                                row.getInt("uplift_ppm")),
                        row.getString("tier"),
                        row.getLong("window_spend_nano"),
                        row.getLong("hold_nano")),
                new Charge(
                        row.getLong("price_id"),
                        (Long) row.getObject("cost_price_id"),
                        row.getLong("list_nano"),
                        row.getLong("debit_nano"),
                        row.getLong("cost_nano")),
                Outcome.valueOf(row.getString("outcome")),
                row.getBoolean("estimated"),
                row.getBoolean("stream"),
                row.getInt("status"),
                row.getString("policy"),
                new Labels(
                        row.getString("surface"),
                        row.getString("client_ip"),
                        row.getString("session"),
                        row.getString("tag")),
                new Timing((Integer) row.getObject("first_byte_micros"), row.getInt("total_micros"), (Integer)
                        row.getObject("overhead_micros")),
                new Placement(
                        row.getLong("prefix_key"),
                        row.getLong("conversation_key"),
                        Placed.valueOf(Objects.requireNonNullElse(
                                row.getString("placed"), Placement.NONE.placed().name())),
                        row.getInt("pool_size")),
                tried(row));
    }

    private static List<TriedAttempt> tried(ResultSet row) throws SQLException {
        @Nullable Array figures = row.getArray("tried");
        if (figures == null) {
            return List.of();
        }
        @Nullable Long[][] each = (@Nullable Long[][]) figures.getArray();
        String[] reasons = (String[]) row.getArray("reasons").getArray();
        List<TriedAttempt> tried = new ArrayList<>();
        for (int i = 0; i < reasons.length; i++) {
            tried.add(tried(each[i], reasons[i]));
        }
        return tried;
    }

    private static TriedAttempt tried(@Nullable Long[] figures, String reason) {
        @Nullable Long firstByteMicros = figures[4];
        return new TriedAttempt(
                Objects.requireNonNull(figures[0]).intValue(),
                Objects.requireNonNull(figures[1]),
                Objects.requireNonNull(figures[2]).intValue(),
                reason,
                Objects.requireNonNull(figures[3]),
                firstByteMicros == null ? null : firstByteMicros.intValue(),
                Objects.requireNonNull(figures[5]).intValue());
    }
}
