package io.tallyport.usage;

import io.tallyport.database.Database;
import io.tallyport.usage.UsageEvent.Labels;
import io.tallyport.usage.UsageEvent.Terms;
import io.tallyport.usage.UsageEvent.Timing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class UsageEventStore {

    @Inject
    private Database database;

    Optional<RecordedCall> find(UUID requestId) {
        return database.first("SELECT * FROM usage_event WHERE request_id = ?", UsageEventStore::call, requestId);
    }

    List<RecordedCall> latest(long organisationId, @Nullable UUID before, int most) {
        return database.list("""
                SELECT * FROM usage_event WHERE wallet_id = ? AND (?::uuid IS NULL OR request_id < ?)
                ORDER BY request_id DESC LIMIT ?
                """, UsageEventStore::call, organisationId, before, before, most);
    }

    List<RecordedCall> latest(@Nullable UUID before, int most) {
        return database.list("""
                SELECT * FROM usage_event WHERE ?::uuid IS NULL OR request_id < ?
                ORDER BY request_id DESC LIMIT ?
                """, UsageEventStore::call, before, before, most);
    }

    private static RecordedCall call(ResultSet row) throws SQLException {
        return new RecordedCall(
                new RequestId(row.getObject("request_id", UUID.class)),
                event(row),
                row.getTimestamp("created_at").toInstant());
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
                        row.getObject("overhead_micros")));
    }
}
