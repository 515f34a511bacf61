package io.tallyport.watch;

import io.tallyport.database.Database;
import io.tallyport.watch.BalanceAlerts.Threshold;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class WatchStore {
    /** The same threshold again changes nothing; another is looked at anew. */
    private static final String SET_THRESHOLD = """
            INSERT INTO balance_watch (organisation_id, threshold_nano) VALUES (?, ?)
            ON CONFLICT (organisation_id) DO UPDATE SET threshold_nano = excluded.threshold_nano,
                is_low = balance_watch.is_low AND balance_watch.threshold_nano = excluded.threshold_nano
            RETURNING threshold_nano, is_low
            """;

    private static final String WENT_LOW = """
            UPDATE balance_watch b SET is_low = true FROM wallet w
            WHERE w.id = b.organisation_id AND NOT b.is_low AND w.posted_p + w.posted_b < b.threshold_nano
            RETURNING b.organisation_id, b.threshold_nano, w.posted_p + w.posted_b
            """;
    private static final String RECOVER = """
            UPDATE balance_watch b SET is_low = false FROM wallet w
            WHERE w.id = b.organisation_id AND b.is_low
                AND w.posted_p + w.posted_b >= b.threshold_nano + b.threshold_nano / 10
            """;
    private static final String WATCHED = """
            SELECT DISTINCT organisation_id FROM webhook_endpoint
            WHERE is_enabled AND (types IS NULL OR 'tier.changed' = ANY (types)) ORDER BY 1
            """;
    /** Nodes hear of spend within two seconds of each other: for a while nobody takes a tier back. */
    private static final String CHANGE_TIER = """
            UPDATE tier_watch t SET tier = ?, since = clock_timestamp() FROM tier_watch before
            WHERE t.organisation_id = ? AND before.organisation_id = t.organisation_id AND t.tier <> ?
                AND t.since < clock_timestamp() - interval '30 seconds'
            RETURNING before.tier
            """;

    @Inject
    private Database database;

    record Low(long organisationId, long thresholdNano, long balanceNano) {}

    Threshold setThreshold(long organisationId, long nano) {
        return database.first(
                        SET_THRESHOLD, row -> new Threshold(row.getLong(1), row.getBoolean(2)), organisationId, nano)
                .orElseThrow();
    }

    Optional<Threshold> threshold(long organisationId) {
        return database.first(
                "SELECT threshold_nano, is_low FROM balance_watch WHERE organisation_id = ?",
                row -> new Threshold(row.getLong(1), row.getBoolean(2)),
                organisationId);
    }

    void removeThreshold(long organisationId) {
        database.update("DELETE FROM balance_watch WHERE organisation_id = ?", organisationId);
    }

    List<Low> wentLow() {
        return database.list(WENT_LOW, row -> new Low(row.getLong(1), row.getLong(2), row.getLong(3)));
    }

    void recover() {
        database.update(RECOVER);
    }

    /** Organisations that want to be told of their tier. */
    List<Long> ofTiers() {
        return database.list(WATCHED, row -> row.getLong(1));
    }

    /** Does nothing if the tier is known. */
    void beginTier(long organisationId, String tier) {
        database.update(
                "INSERT INTO tier_watch (organisation_id, tier) VALUES (?, ?) ON CONFLICT DO NOTHING",
                organisationId,
                tier);
    }

    /** The tier before; empty if it is the same. */
    Optional<String> changeTier(long organisationId, String tier) {
        return database.first(CHANGE_TIER, row -> row.getString(1), tier, organisationId, tier);
    }
}
