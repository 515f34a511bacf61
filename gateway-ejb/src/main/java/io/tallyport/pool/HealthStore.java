package io.tallyport.pool;

import io.tallyport.database.Database;
import io.tallyport.pool.Health.Service;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

@ApplicationScoped
class HealthStore {
    private static final String ADD = """
            INSERT INTO upstream_minute (minute, upstream_account_id, model_id, node_id, calls, succeeded, limited, failed,
                first_tokens, first_token_micros, output_tokens, output_micros, prompt_tokens, cached_tokens)
            SELECT date_trunc('minute', clock_timestamp()), a.id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
            FROM upstream_account a WHERE a.id = ?
            ON CONFLICT (minute, upstream_account_id, model_id, node_id) DO UPDATE SET
                calls = upstream_minute.calls + excluded.calls,
                succeeded = upstream_minute.succeeded + excluded.succeeded,
                limited = upstream_minute.limited + excluded.limited,
                failed = upstream_minute.failed + excluded.failed,
                first_tokens = upstream_minute.first_tokens + excluded.first_tokens,
                first_token_micros = upstream_minute.first_token_micros + excluded.first_token_micros,
                output_tokens = upstream_minute.output_tokens + excluded.output_tokens,
                output_micros = upstream_minute.output_micros + excluded.output_micros,
                prompt_tokens = upstream_minute.prompt_tokens + excluded.prompt_tokens,
                cached_tokens = upstream_minute.cached_tokens + excluded.cached_tokens
            """;
    private static final String SUMS = """
            SELECT upstream_account_id, model_id, sum(calls)::bigint AS calls, sum(succeeded)::bigint AS succeeded,
                sum(limited)::bigint AS limited, sum(failed)::bigint AS failed, sum(first_tokens)::bigint AS first_tokens,
                sum(first_token_micros)::bigint AS first_token_micros, sum(output_tokens)::bigint AS output_tokens,
                sum(output_micros)::bigint AS output_micros, sum(prompt_tokens)::bigint AS prompt_tokens,
                sum(cached_tokens)::bigint AS cached_tokens
            FROM upstream_minute WHERE minute >= date_trunc('minute', clock_timestamp()) - ?::interval
            GROUP BY upstream_account_id, model_id ORDER BY upstream_account_id, model_id
            """;

    @Inject
    private Database database;

    void add(String node, long accountId, String modelId, Figures figures) {
        database.update(
                ADD,
                modelId,
                node,
                figures.calls(),
                figures.succeeded(),
                figures.limited(),
                figures.failed(),
                figures.firstTokens(),
                figures.firstTokenMicros(),
                figures.outputTokens(),
                figures.outputMicros(),
                figures.promptTokens(),
                figures.cachedTokens(),
                accountId);
    }

    List<Service> since(Duration ago) {
        return database.list(SUMS, HealthStore::service, ago.toString());
    }

    void forgetOld() {
        database.update("DELETE FROM upstream_minute WHERE minute < clock_timestamp() - interval '35 days'");
    }

    private static Service service(ResultSet row) throws SQLException {
        return new Service(
                row.getLong("upstream_account_id"),
                row.getString("model_id"),
                new Figures(
                        row.getLong("calls"),
                        row.getLong("succeeded"),
                        row.getLong("limited"),
                        row.getLong("failed"),
                        row.getLong("first_tokens"),
                        row.getLong("first_token_micros"),
                        row.getLong("output_tokens"),
                        row.getLong("output_micros"),
                        row.getLong("prompt_tokens"),
                        row.getLong("cached_tokens")));
    }
}
