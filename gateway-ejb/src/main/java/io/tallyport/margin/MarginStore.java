package io.tallyport.margin;

import io.tallyport.database.Database;
import io.tallyport.margin.CostProfiles.CostRow;
import io.tallyport.margin.CostProfiles.NewCost;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class MarginStore {
    private static final String CLOSE_COST = """
            UPDATE cost_price SET effective_to = clock_timestamp() + ?::interval
            WHERE upstream_account_id = ? AND coalesce(model_id, '') = coalesce(?, '') AND effective_to IS NULL
            """;
    private static final String NEW_COST = """
            INSERT INTO cost_price (upstream_account_id, model_id, effective_from, factor_ppm, input_nanos_per_million,
                output_nanos_per_million, cache_read_nanos_per_million, cache_write_5m_nanos_per_million,
                cache_write_1h_nanos_per_million, audio_input_nanos_per_million, author)
            SELECT a.id, ?, coalesce((SELECT max(effective_to) FROM cost_price c WHERE c.upstream_account_id = a.id
                AND coalesce(c.model_id, '') = coalesce(?, '')), clock_timestamp() + ?::interval), ?, ?, ?, ?, ?, ?, ?, ?
            FROM upstream_account a WHERE a.id = ?
            """;
    private static final String COSTS = """
            SELECT c.*, a.name FROM cost_price c JOIN upstream_account a ON a.id = c.upstream_account_id
            WHERE c.effective_to IS NULL OR c.effective_to > clock_timestamp()
            ORDER BY a.name, c.model_id NULLS FIRST, c.above_input_tokens, c.effective_from
            """;

    @Inject
    private Database database;

    void decide(String modelId, boolean open, String actor, String marginShown) {
        database.update(
                "INSERT INTO model_opening (model_id, open, actor, margin_shown) VALUES (?, ?, ?, ?)",
                modelId,
                open,
                actor,
                marginShown);
    }

    Optional<Long> accountId(String name) {
        return database.first(
                "SELECT id FROM upstream_account WHERE name = ? AND organisation_id IS NULL AND deleted_at IS NULL",
                row -> row.getLong(1),
                name);
    }

    boolean isModel(String id) {
        return database.first("SELECT 1 FROM model WHERE id = ?", row -> row.getInt(1), id)
                .isPresent();
    }

    /** Closes the open rows of the account and model and adds the new one, from {@code delay} on. */
    void replaceCost(long accountId, NewCost cost, Duration delay, String author) {
        database.update(CLOSE_COST, delay.toString(), accountId, cost.modelId());
        database.update(
                NEW_COST,
                cost.modelId(),
                cost.modelId(),
                delay.toString(),
                cost.factorPpm(),
                cost.input(),
                cost.output(),
                cost.cacheRead(),
                cost.cacheWrite5m(),
                cost.cacheWrite1h(),
                cost.audioInput(),
                author,
                accountId);
    }

    List<CostRow> costs() {
        return database.list(COSTS, MarginStore::cost);
    }

    private static CostRow cost(ResultSet row) throws SQLException {
        return new CostRow(
                row.getLong("id"),
                row.getString("name"),
                new NewCost(
                        row.getString("model_id"),
                        (Integer) row.getObject("factor_ppm"),
                        (Long) row.getObject("input_nanos_per_million"),
                        (Long) row.getObject("output_nanos_per_million"),
                        (Long) row.getObject("cache_read_nanos_per_million"),
                        (Long) row.getObject("cache_write_5m_nanos_per_million"),
                        (Long) row.getObject("cache_write_1h_nanos_per_million"),
                        (Long) row.getObject("audio_input_nanos_per_million")),
                row.getTimestamp("effective_from").toInstant(),
                row.getString("author"));
    }
}
