package io.tallyport.advice;

import io.tallyport.advice.Advisor.Grouping;
import io.tallyport.advice.JudgedCalls.Spread;
import io.tallyport.catalog.Prices;
import io.tallyport.database.Database;
import io.tallyport.usage.Factors;
import io.tallyport.usage.TokenCounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class AdviceStore {
    /**
     * Calls are in the order of their arrival. Each is seen with the last earlier ones of its conversation, its prefix and
     * its conversation's name that had something in a cache: their `spot`, which is when (microseconds) and on which account
     * (2,048 of them are told apart), in one number that is quick to compare. A cache lives for an hour where an earlier one
     * of them wrote for an hour, else for five minutes since it was last used. The day before the first call is looked at as
     * well. A conversation is known by its hash, or by what the caller named it.
     *
     * <p>Windows are over few columns: with all of them they took twice as long. What they say is joined with the calls by a
     * hash at any rate: the planner has no idea how many there are.
     */
    private static final String JUDGED = """
            SELECT set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
                set_config('jit', 'off', true);
            WITH span AS (
                SELECT coalesce(?::timestamptz, now() - interval '30 days') AS begins, coalesce(?::timestamptz, 'infinity') AS ends
            ), call AS MATERIALIZED (
                SELECT row_number() OVER () AS n, (extract(epoch FROM u.created_at) * 1000000)::bigint - u.total_micros AS at,
                    u.created_at, u.upstream_account_id % 2048 AS account, u.price_id, u.base_ppm, u.tier_ppm, u.batch_ppm,
                    u.uplift_ppm, u.list_nano, u.debit_nano, u.input_tokens, u.cache_write_5m_tokens, u.cache_write_1h_tokens,
                    u.cache_read_tokens, u.audio_input_tokens, u.output_tokens, u.prefix_key, u.placed, u.pool_size,
                    hashtextextended(u.model_id, coalesce(u.conversation_key, hashtextextended(u.session, 0))) AS talk_id,
                    hashtextextended(u.model_id, u.prefix_key) AS prefix_id,
                    hashtextextended(u.model_id, hashtextextended(u.session, 0)) AS name_id,
                    'caching_control' = ANY (m.capabilities) AS by_mark,
                    u.input_tokens + u.cache_write_5m_tokens + u.cache_write_1h_tokens + u.cache_read_tokens
                        < coalesce(m.cache_min_tokens, 1024) AS is_short,
                    u.cache_write_5m_tokens + u.cache_write_1h_tokens AS written
                FROM usage_event u JOIN model m ON m.id = u.model_id JOIN price p ON p.id = u.price_id
                WHERE u.wallet_id = ? AND u.created_at >= (SELECT begins - interval '1 day' FROM span)
                    AND u.created_at < (SELECT ends FROM span)
                    AND p.cache_read_nanos_per_million < p.input_nanos_per_million
                    AND u.input_tokens + u.cache_write_5m_tokens + u.cache_write_1h_tokens + u.cache_read_tokens > 0
            ), warmed AS (
                SELECT n, at, prefix_key, talk_id, prefix_id, name_id, cache_write_1h_tokens > 0 AS for_an_hour,
                    CASE WHEN CASE WHEN by_mark THEN cache_read_tokens + written > 0 ELSE NOT is_short END
                        THEN at * 2048 + account END AS spot
                FROM call
            ), seen AS (
                SELECT n, num_nonnulls(spot) AS itself, lag(prefix_key) OVER talks AS talk_prefix,
                    max(spot) FILTER (WHERE talk_id IS NOT NULL) OVER talk AS talk_spot,
                    max(spot) FILTER (WHERE prefix_id IS NOT NULL) OVER prefix AS prefix_spot,
                    max(spot) FILTER (WHERE name_id IS NOT NULL) OVER named AS named_spot,
                    coalesce(bool_or(for_an_hour) FILTER (WHERE talk_id IS NOT NULL) OVER talk, false)
                        OR coalesce(bool_or(for_an_hour) FILTER (WHERE prefix_id IS NOT NULL) OVER prefix, false) AS long_lived,
                    count(spot) OVER (talks RANGE BETWEEN 300000000 PRECEDING AND CURRENT ROW) AS talks_5m,
                    count(spot) OVER (talks RANGE BETWEEN 3600000000 PRECEDING AND CURRENT ROW) AS talks_1h
                FROM warmed
                WINDOW talks AS (PARTITION BY talk_id ORDER BY at),
                    talk AS (PARTITION BY talk_id ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
                    prefix AS (PARTITION BY prefix_id ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
                    named AS (PARTITION BY name_id ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
            ), timed AS (
                SELECT c.*, talk_prefix, named_spot, greatest(talk_spot, prefix_spot) AS last_spot, long_lived,
                    at - CASE WHEN long_lived THEN 3600000000 ELSE 300000000 END AS fresh,
                    CASE WHEN long_lived THEN talks_1h ELSE talks_5m END - itself AS talks,
                    cache_read_tokens > 0 AND placed IN ('HOME', 'SET', 'MOVED') AND pool_size > 1 AS is_placed
                FROM call c JOIN seen USING (n)
                WHERE created_at >= (SELECT begins FROM span) AND debit_nano > 0
            ), judged AS (
                SELECT t.*, CASE WHEN cache_read_tokens > 0 THEN NULL
                        WHEN is_short THEN 'BELOW_MINIMUM'
                        WHEN by_mark AND written = 0 THEN 'NOT_MARKED'
                        WHEN talk_id IS NULL AND prefix_id IS NULL THEN 'OTHER'
                        WHEN talk_id IS NOT NULL AND talk_prefix <> prefix_key THEN 'PREFIX_CHANGED'
                        WHEN last_spot / 2048 < fresh THEN 'EXPIRED'
                        WHEN last_spot % 2048 <> account THEN 'FAILOVER'
                        WHEN last_spot IS NOT NULL THEN 'OTHER'
                        WHEN named_spot IS NOT NULL THEN 'PREFIX_CHANGED'
                        ELSE 'FIRST_WRITE' END AS reason,
                    is_placed AND talk_id IS NOT NULL AND talks > 0 AS by_affinity
                FROM timed t
            )
            SELECT date_trunc(?, j.created_at AT TIME ZONE 'UTC')::date AS begin, reason,
                CASE WHEN by_affinity THEN pool_size END AS accounts, CASE WHEN by_affinity THEN talks END AS before,
                CASE WHEN by_affinity THEN long_lived END AS living_long, count(*) AS calls, base_ppm, tier_ppm, j.batch_ppm, uplift_ppm,
                sum(input_tokens)::bigint AS input, sum(cache_write_5m_tokens)::bigint AS write_5m,
                sum(cache_write_1h_tokens)::bigint AS write_1h, sum(cache_read_tokens)::bigint AS read,
                sum(audio_input_tokens)::bigint AS audio, sum(output_tokens)::bigint AS output,
                coalesce(sum(input_tokens) FILTER (WHERE reason IS NOT NULL AND NOT (by_mark AND written > 0)), 0)::bigint
                    AS missed_input,
                sum(list_nano)::bigint AS list, sum(debit_nano)::bigint AS debit,
                p.id, p.input_nanos_per_million, p.output_nanos_per_million, p.cache_read_nanos_per_million,
                p.cache_write_5m_nanos_per_million, p.cache_write_1h_nanos_per_million, p.audio_input_nanos_per_million
            FROM judged j JOIN price p ON p.id = j.price_id
            GROUP BY 1, 2, 3, 4, 5, base_ppm, tier_ppm, j.batch_ppm, uplift_ppm, p.id
            LIMIT ?
            """;

    @Inject
    private Database database;

    List<JudgedCalls> judged(long walletId, @Nullable Instant from, @Nullable Instant to, Grouping grouping, int most) {
        return database.listLast(
                JUDGED,
                AdviceStore::calls,
                utc(from),
                utc(to),
                walletId,
                grouping.name().toLowerCase(Locale.ROOT),
                most);
    }

    private static @Nullable Object utc(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private static JudgedCalls calls(ResultSet row) throws SQLException {
        @Nullable String reason = row.getString("reason");
        TokenCounts tokens = new TokenCounts(
                row.getLong("input"),
                row.getLong("write_5m"),
                row.getLong("write_1h"),
                row.getLong("read"),
                row.getLong("audio"),
                row.getLong("output"));
        return new JudgedCalls(
                row.getObject("begin", LocalDate.class),
                reason == null ? null : MissReason.valueOf(reason),
                row.getLong("calls"),
                tokens,
                reason == null
                        ? TokenCounts.NONE
                        : new TokenCounts(
                                row.getLong("missed_input"), tokens.cacheWrite5m(), tokens.cacheWrite1h(), 0, 0),
                prices(row),
                new Factors(
                        row.getInt("base_ppm"),
                        row.getInt("tier_ppm"),
                        row.getInt("batch_ppm"),
                        row.getInt("uplift_ppm")),
                row.getObject("accounts") == null
                        ? null
                        : new Spread(row.getInt("accounts"), row.getLong("before"), row.getBoolean("living_long")),
                row.getLong("list"),
                row.getLong("debit"));
    }

    private static Prices prices(ResultSet row) throws SQLException {
        return new Prices(
                row.getLong("id"),
                row.getLong("input_nanos_per_million"),
                row.getLong("output_nanos_per_million"),
                (Long) row.getObject("cache_read_nanos_per_million"),
                (Long) row.getObject("cache_write_5m_nanos_per_million"),
                (Long) row.getObject("cache_write_1h_nanos_per_million"),
                (Long) row.getObject("audio_input_nanos_per_million"));
    }
}
