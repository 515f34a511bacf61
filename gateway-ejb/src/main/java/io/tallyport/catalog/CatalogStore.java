package io.tallyport.catalog;

import io.tallyport.catalog.Costs.DatedCost;
import io.tallyport.catalog.PriceRow.Window;
import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class CatalogStore {
    /** Rows that begin before the snapshot is read again are in it; more than a refresh may fail to read it. */
    private static final String IN_FORCE_OR_SOON = """
            effective_from < clock_timestamp() + interval '1 hour'
            AND (effective_to IS NULL OR effective_to > clock_timestamp())
            """;

    private static final String PRICES =
            "SELECT * FROM price WHERE " + IN_FORCE_OR_SOON + " ORDER BY model_id, above_input_tokens, effective_from";
    private static final String COSTS = "SELECT * FROM cost_price WHERE " + IN_FORCE_OR_SOON;
    private static final String MODELS = """
            SELECT id, coalesce(display_name, id) AS display_name, provider, api, status, context_window, max_output,
                   line, capabilities, efforts, cache_min_tokens, retires_on, successor, listed_since,
                   coalesce((SELECT open FROM model_opening WHERE model_id = model.id ORDER BY id DESC LIMIT 1), false) AS open
            FROM model
            """;

    @Inject
    private Database database;

    Catalog.Clock clock() {
        long before = System.nanoTime();
        Instant read = database.first(
                        "SELECT clock_timestamp()", row -> row.getTimestamp(1).toInstant())
                .orElseThrow();
        return new Catalog.Clock(read, before + (System.nanoTime() - before) / 2);
    }

    /** By model id. */
    Map<String, Timetable> timetables() {
        Map<String, List<PriceRow>> rows = new HashMap<>();
        database.list(PRICES, CatalogStore::priceRow)
                .forEach(row -> rows.computeIfAbsent(row.modelId(), id -> new ArrayList<>())
                        .add(row));
        Map<String, Timetable> timetables = new HashMap<>();
        rows.forEach((id, those) -> timetables.put(id, new Timetable(those)));
        return timetables;
    }

    /** @param prices of a model by its id; a model without is left out */
    List<Model> models(Function<String, Optional<PriceList>> prices) {
        List<Model> models = new ArrayList<>();
        database.list(MODELS, row -> {
            Optional<PriceList> list = prices.apply(row.getString("id"));
            return list.isPresent() && models.add(model(row, list.get()));
        });
        return models;
    }

    List<String> modelIds() {
        return database.list("SELECT id FROM model", row -> row.getString(1));
    }

    List<DatedCost> costs() {
        return database.list(COSTS, CatalogStore::cost);
    }

    Optional<Prices> price(long id) {
        return database.first("SELECT * FROM price WHERE id = ?", CatalogStore::prices, id);
    }

    /** Names of ours by organisation, those for all under {@link Catalog#EVERYONE}. */
    Map<Long, Map<String, GivenName>> givenNames() {
        Map<Long, Map<String, GivenName>> names = new HashMap<>();
        database.list("SELECT organisation_id, name, model_id, overrides FROM model_name", row -> {
            GivenName given = new GivenName(row.getString("model_id"), row.getBoolean("overrides"));
            names.computeIfAbsent(row.getLong("organisation_id"), id -> new HashMap<>())
                    .put(row.getString("name"), given);
            return given;
        });
        return names;
    }

    Map<String, String> aliases() {
        Map<String, String> aliases = new HashMap<>();
        database.list("SELECT alias, model_id FROM model_alias", row -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(entry -> aliases.put(entry.getKey(), entry.getValue()));
        return aliases;
    }

    private static Model model(ResultSet row, PriceList prices) throws SQLException {
        return new Model(
                row.getString("id"),
                row.getString("display_name"),
                row.getString("provider"),
                Api.of(row.getString("api")),
                row.getString("status"),
                row.getInt("context_window"),
                (Integer) row.getObject("max_output"),
                row.getString("line"),
                Stream.of((String[]) row.getArray("capabilities").getArray())
                        .map(Capability::of)
                        .collect(Collectors.toUnmodifiableSet()),
                List.of((String[]) row.getArray("efforts").getArray()),
                (Integer) row.getObject("cache_min_tokens"),
                row.getObject("retires_on", LocalDate.class),
                row.getString("successor"),
                row.getTimestamp("listed_since").toInstant(),
                row.getBoolean("open"),
                prices);
    }

    private static PriceRow priceRow(ResultSet row) throws SQLException {
        @Nullable LocalTime windowFrom = row.getObject("window_from", LocalTime.class);
        return new PriceRow(
                row.getString("model_id"),
                row.getInt("above_input_tokens"),
                row.getTimestamp("effective_from").toInstant(),
                instant(row.getTimestamp("effective_to")),
                windowFrom == null ? null : new Window(windowFrom, row.getObject("window_to", LocalTime.class)),
                row.getInt("batch_ppm"),
                prices(row));
    }

    private static DatedCost cost(ResultSet row) throws SQLException {
        @Nullable Integer factor = (Integer) row.getObject("factor_ppm");
        return new DatedCost(
                row.getLong("upstream_account_id"),
                Objects.requireNonNullElse(row.getString("model_id"), Costs.EVERY_MODEL),
                row.getTimestamp("effective_from").toInstant(),
                instant(row.getTimestamp("effective_to")),
                new ProviderCost.Row(
                        row.getLong("id"),
                        row.getInt("above_input_tokens"),
                        factor,
                        factor == null ? prices(row) : null));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
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
