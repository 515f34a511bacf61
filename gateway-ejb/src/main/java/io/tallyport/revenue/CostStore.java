package io.tallyport.revenue;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class CostStore {
    private static final String HORIZON = """
            SELECT coalesce(min(xact_start), clock_timestamp()) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
            """;
    private static final String COUNT_COST = """
            WITH mark AS (
                UPDATE provider_cost_roll_up SET up_to = ? RETURNING up_to
            ), cost AS (
                SELECT coalesce(a.name, 'account ' || u.upstream_account_id) AS provider, u.model_id,
                    sum(u.cost_nano)::bigint AS nano
                FROM upstream_attempt u LEFT JOIN upstream_account a ON a.id = u.upstream_account_id
                WHERE u.created_at >= ? AND u.created_at < ? AND u.cost_nano > 0 GROUP BY 1, 2
            )
            INSERT INTO provider_cost (provider, model_id, currency, cost_nano, posted_minor)
            SELECT provider, model_id, 'USD', nano, 0 FROM cost
            ON CONFLICT (provider, model_id, currency)
            DO UPDATE SET cost_nano = provider_cost.cost_nano + excluded.cost_nano
            """;

    @Inject
    private Database database;

    /** Cumulative cost of a model at a provider. */
    record Cost(String provider, String model, String currency, long nano, long postedMinor) {}

    OffsetDateTime horizon() {
        return database.first(HORIZON, row -> row.getObject(1, OffsetDateTime.class))
                .orElseThrow();
    }

    /** Up to when calls are counted; locked, so that nodes take turns. */
    OffsetDateTime lockMark() {
        return database.first(
                        "SELECT up_to FROM provider_cost_roll_up FOR UPDATE",
                        row -> row.getObject(1, OffsetDateTime.class))
                .orElseThrow();
    }

    /** When the first call was settled, or one of the first. */
    Optional<OffsetDateTime> firstCall() {
        return database.first(
                "SELECT created_at FROM usage_event ORDER BY request_id LIMIT 1",
                row -> row.getObject(1, OffsetDateTime.class));
    }

    void count(OffsetDateTime from, OffsetDateTime to) {
        database.update(COUNT_COST, to, from, to);
    }

    List<Cost> costs() {
        return database.list(
                "SELECT * FROM provider_cost ORDER BY provider, model_id, currency",
                row -> new Cost(
                        row.getString("provider"),
                        row.getString("model_id"),
                        row.getString("currency"),
                        row.getLong("cost_nano"),
                        row.getLong("posted_minor")));
    }

    void posted(Cost cost, long minor) {
        database.update(
                "UPDATE provider_cost SET posted_minor = ? WHERE provider = ? AND model_id = ? AND currency = ?",
                minor,
                cost.provider(),
                cost.model(),
                cost.currency());
    }
}
