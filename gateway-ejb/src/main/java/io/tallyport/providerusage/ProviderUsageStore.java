package io.tallyport.providerusage;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import io.tallyport.providerusage.ProviderUsages.Period;
import io.tallyport.providerusage.UsageReport.Import;
import io.tallyport.usage.TokenCounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ProviderUsageStore {
    /** A name is free again once its account is deleted. */
    private static final String ACCOUNT =
            "SELECT id FROM upstream_account WHERE name = ? ORDER BY deleted_at NULLS FIRST, id DESC LIMIT 1";

    private static final String IMPORTS =
            "SELECT i.*, a.name AS account FROM provider_usage_import i JOIN upstream_account a ON a.id = i.upstream_account_id ";

    /** Two at once of the same file: one of them finds the other's. */
    private static final String INSERT = """
            WITH taken AS (
                INSERT INTO provider_usage_import (upstream_account_id, from_day, to_day, format, file_name, sha256, actor)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (upstream_account_id, from_day, to_day, sha256) DO NOTHING RETURNING id
            )
            INSERT INTO provider_usage_line (import_id, day, model, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
                cache_read_tokens, audio_input_tokens, output_tokens, cost_nano, file_rows)
            SELECT id, line.* FROM taken, unnest(?::date[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                ?::bigint[], ?::bigint[], ?::bigint[], ?::integer[]) line
            """;

    /** The price book's name of a line's model: its id, an alias, its display name, or either of the first two undated. */
    private static final String LINES = """
            SELECT l.*, coalesce(m.id, a.model_id, d.id, undated.id, undated_alias.model_id, l.model) AS known_model
            FROM provider_usage_line l
            CROSS JOIN LATERAL (SELECT regexp_replace(l.model, '-(\\d{8}|\\d{4}-\\d{2}-\\d{2})$', '') AS name) short
            LEFT JOIN model m ON m.id = l.model
            LEFT JOIN model_alias a ON a.alias = l.model
            LEFT JOIN LATERAL (
                SELECT min(id) AS id FROM model WHERE lower(display_name) = lower(l.model) HAVING count(*) = 1) d ON true
            LEFT JOIN model undated ON undated.id = short.name
            LEFT JOIN model_alias undated_alias ON undated_alias.alias = short.name
            WHERE l.import_id = ? ORDER BY l.day, l.model
            """;

    /** By the day of UTC on which calls were settled. */
    private static final String ACCRUALS = """
            SELECT (created_at AT TIME ZONE 'UTC')::date AS day, model_id,
                coalesce(sum(input_tokens), 0)::bigint AS input_tokens,
                coalesce(sum(cache_write_5m_tokens), 0)::bigint AS cache_write_5m_tokens,
                coalesce(sum(cache_write_1h_tokens), 0)::bigint AS cache_write_1h_tokens,
                coalesce(sum(cache_read_tokens), 0)::bigint AS cache_read_tokens,
                coalesce(sum(audio_input_tokens), 0)::bigint AS audio_input_tokens,
                coalesce(sum(output_tokens), 0)::bigint AS output_tokens,
                sum(cost_nano)::bigint AS cost_nano, count(*) FILTER (WHERE answered) AS calls,
                count(*) FILTER (WHERE estimated) AS estimated, count(*) FILTER (WHERE NOT answered) AS failed,
                coalesce(sum(cost_nano) FILTER (WHERE NOT answered), 0)::bigint AS failed_nano
            FROM (
                SELECT created_at, model_id, input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens,
                    audio_input_tokens, output_tokens, cost_nano, estimated, true AS answered
                FROM usage_event WHERE upstream_account_id = ? AND created_at >= ?::date AT TIME ZONE 'UTC'
                    AND created_at < ?::date AT TIME ZONE 'UTC'
                UNION ALL
                SELECT t.created_at, u.model_id, 0, 0, 0, 0, 0, 0, t.cost_nano, false, false
                FROM usage_attempt t JOIN usage_event u USING (request_id)
                WHERE t.upstream_account_id = ? AND t.created_at >= ?::date AT TIME ZONE 'UTC'
                    AND t.created_at < ?::date AT TIME ZONE 'UTC') attempt
            GROUP BY 1, 2 ORDER BY 1, 2
            """;

    @Inject
    private Database database;

    Optional<Long> accountId(String name) {
        return database.first(ACCOUNT, row -> row.getLong(1), name);
    }

    Optional<Import> find(long accountId, Period period, byte[] hash) {
        return database.first(
                IMPORTS + "WHERE i.upstream_account_id = ? AND from_day = ? AND to_day = ? AND sha256 = ?",
                ProviderUsageStore::taken,
                accountId,
                period.from(),
                period.to(),
                hash);
    }

    Optional<Import> find(long id) {
        return database.first(IMPORTS + "WHERE i.id = ?", ProviderUsageStore::taken, id);
    }

    List<Import> all() {
        return database.list(IMPORTS + "ORDER BY i.id DESC LIMIT 500", ProviderUsageStore::taken);
    }

    void insert(long accountId, Period period, UsageFile usage, byte[] hash) {
        List<UsageLine> lines = usage.lines();
        database.update(
                INSERT,
                accountId,
                period.from(),
                period.to(),
                usage.format().name(),
                period.fileName(),
                hash,
                period.actor(),
                column("date", lines, UsageLine::day),
                column("text", lines, UsageLine::model),
                tokens(lines, TokenCounts::input),
                tokens(lines, TokenCounts::cacheWrite5m),
                tokens(lines, TokenCounts::cacheWrite1h),
                tokens(lines, TokenCounts::cacheRead),
                tokens(lines, TokenCounts::audioInput),
                tokens(lines, TokenCounts::output),
                column("bigint", lines, UsageLine::costNano),
                column("integer", lines, UsageLine::rows));
    }

    private static ArrayOf tokens(List<UsageLine> lines, ToLongFunction<TokenCounts> count) {
        return column("bigint", lines, line -> {
            @Nullable TokenCounts tokens = line.tokens();
            return tokens == null ? null : count.applyAsLong(tokens);
        });
    }

    private static ArrayOf column(String type, List<UsageLine> lines, Function<UsageLine, @Nullable Object> value) {
        @Nullable Object[] values = new @Nullable Object[lines.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(lines.get(i));
        }
        return new ArrayOf(type, values);
    }

    List<UsageLine> lines(long importId) {
        return database.list(
                LINES,
                row -> new UsageLine(
                        row.getObject("day", LocalDate.class),
                        row.getString("known_model"),
                        row.getObject("input_tokens") == null ? null : tokens(row),
                        (Long) row.getObject("cost_nano"),
                        row.getInt("file_rows")),
                importId);
    }

    List<Accrual> accruals(Import taken) {
        return database.list(
                ACCRUALS,
                row -> new Accrual(
                        row.getObject("day", LocalDate.class),
                        row.getString("model_id"),
                        tokens(row),
                        row.getLong("cost_nano"),
                        row.getLong("calls"),
                        row.getLong("estimated"),
                        row.getLong("failed"),
                        row.getLong("failed_nano")),
                taken.accountId(),
                taken.from(),
                taken.to(),
                taken.accountId(),
                taken.from(),
                taken.to());
    }

    Set<String> models() {
        return new HashSet<>(database.list("SELECT id FROM model", row -> row.getString(1)));
    }

    private static TokenCounts tokens(ResultSet row) throws SQLException {
        return new TokenCounts(
                row.getLong("input_tokens"),
                row.getLong("cache_write_5m_tokens"),
                row.getLong("cache_write_1h_tokens"),
                row.getLong("cache_read_tokens"),
                row.getLong("audio_input_tokens"),
                row.getLong("output_tokens"));
    }

    private static Import taken(ResultSet row) throws SQLException {
        return new Import(
                row.getLong("id"),
                row.getLong("upstream_account_id"),
                row.getString("account"),
                row.getObject("from_day", LocalDate.class),
                row.getObject("to_day", LocalDate.class),
                ExportFormat.valueOf(row.getString("format")),
                row.getString("file_name"),
                row.getString("actor"),
                row.getTimestamp("at").toInstant());
    }
}
