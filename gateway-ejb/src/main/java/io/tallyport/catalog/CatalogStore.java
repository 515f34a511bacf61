package io.tallyport.catalog;

import io.tallyport.catalog.PriceList.LongContext;
import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class CatalogStore {
    private static final String PRICES_IN_FORCE = """
            SELECT id, model_id, above_input_tokens, input_nanos_per_million, output_nanos_per_million,
                   cache_read_nanos_per_million, cache_write_5m_nanos_per_million, cache_write_1h_nanos_per_million
            FROM price
            WHERE effective_from <= clock_timestamp() AND (effective_to IS NULL OR effective_to > clock_timestamp())
            ORDER BY model_id, above_input_tokens, effective_from
            """;
    private static final String MODELS = """
            SELECT id, coalesce(display_name, id) AS display_name, provider, api, status, context_window, max_output,
                   line, capabilities, efforts, cache_min_tokens, retires_on, successor, listed_since
            FROM model
            """;

    @Inject
    private Database database;

    private record PriceRow(String modelId, int above, Prices prices) {}

    List<Model> pricedModels() {
        Map<String, List<PriceRow>> prices = new HashMap<>();
        database.list(PRICES_IN_FORCE, CatalogStore::priceRow)
                .forEach(row -> prices.computeIfAbsent(row.modelId(), id -> new ArrayList<>())
                        .add(row));
        List<Model> models = new ArrayList<>();
        database.list(MODELS, row -> {
            @Nullable List<PriceRow> rows = prices.get(row.getString("id"));
            return rows != null && rows.getFirst().above() == 0 && models.add(model(row, priceList(rows)));
        });
        return models;
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

    /** Of two rows for one threshold the later effective_from, which comes last, is in force. */
    private static PriceList priceList(List<PriceRow> rows) {
        Prices base = rows.getFirst().prices();
        List<LongContext> longContext = new ArrayList<>();
        for (PriceRow row : rows) {
            if (row.above() == 0) {
                base = row.prices();
                continue;
            }
            longContext.add(new LongContext(row.above(), row.prices()));
        }
        return new PriceList(base, longContext);
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
                prices);
    }

    private static PriceRow priceRow(ResultSet row) throws SQLException {
        return new PriceRow(row.getString("model_id"), row.getInt("above_input_tokens"), prices(row));
    }

    private static Prices prices(ResultSet row) throws SQLException {
        return new Prices(
                row.getLong("id"),
                row.getLong("input_nanos_per_million"),
                row.getLong("output_nanos_per_million"),
                (Long) row.getObject("cache_read_nanos_per_million"),
                (Long) row.getObject("cache_write_5m_nanos_per_million"),
                (Long) row.getObject("cache_write_1h_nanos_per_million"));
    }
}
