package io.tallyport.report;

import io.tallyport.cache.CacheUse;
import io.tallyport.cache.CacheUse.Replay;
import io.tallyport.catalog.Prices;
import io.tallyport.database.Database;
import io.tallyport.report.Reports.CacheGroup;
import io.tallyport.usage.CallFilter;
import io.tallyport.usage.Factors;
import io.tallyport.usage.TokenCounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class CacheUseStore {
    /**
     * Calls of one key, model and session follow each other. A write was never read if no later call of the same read
     * anything while it lived (and it lives no more). With writes of one length only, a call reads what the call before it
     * had in the cache if that was within that length, and writes the rest of what it has there.
     */
    private static final String USES = """
            WITH chosen AS (
                SELECT u.request_id, u.created_at, u.key_id, u.model_id, u.session, u.tag, u.price_id, u.base_ppm, u.tier_ppm,
                    u.batch_ppm, u.uplift_ppm, u.input_tokens, u.cache_write_5m_tokens, u.cache_write_1h_tokens,
                    u.cache_read_tokens, u.audio_input_tokens, u.output_tokens,
                    u.cache_read_tokens + u.cache_write_5m_tokens + u.cache_write_1h_tokens AS cacheable
                FROM usage_event u WHERE %s
            ), sequence AS (
                SELECT c.*, min(created_at) FILTER (WHERE cache_read_tokens > 0) OVER later AS next_read,
                    lag(created_at) OVER earlier AS last_at, lag(cacheable) OVER earlier AS last_cacheable
                FROM chosen c WHERE cacheable > 0
                WINDOW later AS (PARTITION BY key_id, model_id, session ORDER BY created_at DESC, request_id DESC
                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
                    earlier AS (PARTITION BY key_id, model_id, session ORDER BY created_at, request_id)
            ), u AS (
                SELECT s.*,
                    CASE WHEN coalesce(next_read, clock_timestamp()) > created_at + interval '5 minutes'
                        THEN cache_write_5m_tokens ELSE 0 END AS never_5m,
                    CASE WHEN coalesce(next_read, clock_timestamp()) > created_at + interval '1 hour'
                        THEN cache_write_1h_tokens ELSE 0 END AS never_1h,
                    CASE WHEN last_at >= created_at - interval '5 minutes'
                        THEN least(cacheable, last_cacheable) ELSE 0 END AS read_5m,
                    CASE WHEN last_at >= created_at - interval '1 hour'
                        THEN least(cacheable, last_cacheable) ELSE 0 END AS read_1h
                FROM sequence s
                UNION ALL
                SELECT c.*, null, null, 0, 0, 0, 0, 0 FROM chosen c WHERE cacheable = 0
            )
            SELECT %s u.price_id, u.base_ppm, u.tier_ppm, u.batch_ppm, u.uplift_ppm,
                sum(input_tokens) AS input, sum(cache_write_5m_tokens) AS write_5m, sum(cache_write_1h_tokens) AS write_1h,
                sum(cache_read_tokens) AS read, sum(audio_input_tokens) AS audio, sum(output_tokens) AS output,
                sum(never_5m) AS never_5m,
                sum(never_1h) AS never_1h, sum(read_5m) AS read_5m, sum(cacheable - read_5m) AS written_5m,
                sum(read_1h) AS read_1h, sum(cacheable - read_1h) AS written_1h,
                p.id, p.input_nanos_per_million, p.output_nanos_per_million, p.cache_read_nanos_per_million,
                p.cache_write_5m_nanos_per_million, p.cache_write_1h_nanos_per_million
            FROM u JOIN price p ON p.id = u.price_id
            GROUP BY %s u.price_id, u.base_ppm, u.tier_ppm, u.batch_ppm, u.uplift_ppm, p.id
            ORDER BY %s 1 LIMIT ?
            """;

    @Inject
    private Database database;

    List<CacheGroup> of(CallFilter filter, Set<Grouping> groupings, int most) {
        String words = groupings.isEmpty() ? "" : Groups.words(groupings) + ", ";
        Map<Map<Grouping, @Nullable String>, List<CacheUse>> groups = new LinkedHashMap<>();
        database.list(
                USES.formatted(Groups.CONDITION, Groups.columns(groupings), words, words),
                row -> groups.computeIfAbsent(UsageSumStore.group(row, groupings), any -> new ArrayList<>())
                        .add(use(row)),
                Groups.values(filter, most));
        return groups.entrySet().stream()
                .map(group -> new CacheGroup(group.getKey(), group.getValue()))
                .toList();
    }

    private static CacheUse use(ResultSet row) throws SQLException {
        return new CacheUse(
                new Prices(
                        row.getLong("price_id"),
                        row.getLong("input_nanos_per_million"),
                        row.getLong("output_nanos_per_million"),
                        (Long) row.getObject("cache_read_nanos_per_million"),
                        (Long) row.getObject("cache_write_5m_nanos_per_million"),
                        (Long) row.getObject("cache_write_1h_nanos_per_million"),
                        null),
                new Factors(
                        row.getInt("base_ppm"),
                        row.getInt("tier_ppm"),
                        row.getInt("batch_ppm"),
                        row.getInt("uplift_ppm")),
                new TokenCounts(
                        UsageSumStore.whole(row, "input"),
                        UsageSumStore.whole(row, "write_5m"),
                        UsageSumStore.whole(row, "write_1h"),
                        UsageSumStore.whole(row, "read"),
                        UsageSumStore.whole(row, "audio"),
                        UsageSumStore.whole(row, "output")),
                UsageSumStore.whole(row, "never_5m"),
                UsageSumStore.whole(row, "never_1h"),
                new Replay(UsageSumStore.whole(row, "read_5m"), UsageSumStore.whole(row, "written_5m")),
                new Replay(UsageSumStore.whole(row, "read_1h"), UsageSumStore.whole(row, "written_1h")));
    }
}
