package io.tallyport.pricing;

import io.tallyport.catalog.Api;
import io.tallyport.catalog.PriceRow.Window;
import io.tallyport.catalog.Prices;
import io.tallyport.csv.CsvTable;
import io.tallyport.error.GatewayException;
import io.tallyport.pricing.Preview.Refusal;
import io.tallyport.pricing.PriceFile.ListedModel;
import io.tallyport.pricing.PriceFile.ListedRow;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads prices as CSV: a header, then one row for each model, threshold and window, in USD per 1,000,000 tokens
 * (docs/prices.md lists the columns).
 */
final class CsvFile {
    private static final Set<String> REQUIRED = Set.of("model", "input", "output");
    private static final Set<String> OPTIONAL = Set.of(
            "provider",
            "mode",
            "context_window",
            "max_output",
            "above_input_tokens",
            "window_from",
            "window_to",
            "cache_read",
            "cache_write_5m",
            "cache_write_1h",
            "audio_input",
            "batch_factor");
    private static final Map<String, Api> MODES =
            Map.of("chat", Api.CHAT, "responses", Api.RESPONSES_ONLY, "embedding", Api.EMBEDDINGS);
    private static final int PPM_DIGITS = 6;

    private final Map<String, ListedModel> models = new LinkedHashMap<>();
    private final Map<String, Refusal> refused = new LinkedHashMap<>();

    private CsvFile() {}

    static PriceFile read(byte[] file) {
        CsvTable table = CsvTable.read(file);
        requireColumns(table.header());
        CsvFile reader = new CsvFile();
        table.rows().forEach(reader::take);
        reader.refused.keySet().forEach(reader.models::remove);
        return new PriceFile(List.copyOf(reader.models.values()), List.copyOf(reader.refused.values()), Map.of(), true);
    }

    private static void requireColumns(List<String> header) {
        for (String name : header) {
            if (!REQUIRED.contains(name) && !OPTIONAL.contains(name)) {
                throw GatewayException.invalid("file", "There is no column \"" + name + "\": see docs/prices.md.");
            }
        }
        if (!header.containsAll(REQUIRED) || Set.copyOf(header).size() != header.size()) {
            throw GatewayException.invalid(
                    "file", "The first row must name the columns, each once, among them model, input and output.");
        }
    }

    private void take(Map<String, String> row) {
        String id = row.getOrDefault("model", "");
        try {
            ListedModel model = model(id, row);
            models.merge(id, model, CsvFile::together);
        } catch (BadListing e) {
            refused.putIfAbsent(id, new Refusal(id.isEmpty() ? "a row without a model" : id, e.reason()));
        }
    }

    private static ListedModel together(ListedModel one, ListedModel more) {
        List<ListedRow> rows = new ArrayList<>(one.rows());
        ListedRow added = more.rows().getFirst();
        if (rows.stream().anyMatch(row -> row.above() == added.above() && overlap(row.window(), added.window()))) {
            throw new BadListing("has two prices for one threshold and time of day");
        }
        rows.add(added);
        return new ListedModel(
                one.id(),
                one.provider() == null ? more.provider() : one.provider(),
                one.api(),
                one.contextWindow() == null ? more.contextWindow() : one.contextWindow(),
                one.maxOutput() == null ? more.maxOutput() : one.maxOutput(),
                one.capabilities(),
                rows);
    }

    private static boolean overlap(@Nullable Window one, @Nullable Window other) {
        return one == null || other == null ? one == other : one.overlaps(other);
    }

    private static ListedModel model(String id, Map<String, String> row) {
        if (id.isEmpty()) {
            throw new BadListing("names no model");
        }
        @Nullable Api api = MODES.get(row.getOrDefault("mode", "").isEmpty() ? "chat" : row.get("mode"));
        if (api == null) {
            throw new BadListing("mode must be chat, responses or embedding");
        }
        Prices prices = new Prices(
                0,
                required("input", row),
                required("output", row),
                price("cache_read", row),
                price("cache_write_5m", row),
                price("cache_write_1h", row),
                price("audio_input", row));
        PriceFile.requireNotFree(api, prices);
        @Nullable Integer above = count("above_input_tokens", row);
        String provider = row.getOrDefault("provider", "");
        return new ListedModel(
                id,
                provider.isEmpty() ? null : provider,
                api,
                count("context_window", row),
                count("max_output", row),
                Set.of(),
                List.of(new ListedRow(above == null ? 0 : above, window(row), batchPpm(row), prices)));
    }

    private static long required(String column, Map<String, String> row) {
        @Nullable Long price = price(column, row);
        if (price == null) {
            throw new BadListing("has no price for " + column);
        }
        return price;
    }

    private static @Nullable Long price(String column, Map<String, String> row) {
        @Nullable BigDecimal price = decimal(column, row);
        return price == null ? null : ExactPrice.ofUsdPerMillion(price, column);
    }

    private static @Nullable Integer batchPpm(Map<String, String> row) {
        @Nullable BigDecimal factor = decimal("batch_factor", row);
        if (factor == null) {
            return null;
        }
        if (factor.signum() <= 0 || factor.compareTo(BigDecimal.ONE) > 0) {
            throw new BadListing("batch_factor must be above 0 and at most 1");
        }
        try {
            return factor.movePointRight(PPM_DIGITS).intValueExact();
        } catch (ArithmeticException e) {
            throw new BadListing("batch_factor has more than six decimals");
        }
    }

    private static @Nullable BigDecimal decimal(String column, Map<String, String> row) {
        String cell = row.getOrDefault(column, "");
        if (cell.isEmpty()) {
            return null;
        }
        if (!cell.matches("[+-]?(\\d{1,20}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?")) {
            throw new BadListing(column + " is no number: " + cell);
        }
        return new BigDecimal(cell);
    }

    private static @Nullable Integer count(String column, Map<String, String> row) {
        String cell = row.getOrDefault(column, "");
        if (cell.isEmpty()) {
            return null;
        }
        if (!cell.matches("\\d{1,9}")) {
            throw new BadListing(column + " is no whole number: " + cell);
        }
        return Integer.valueOf(cell);
    }

    private static @Nullable Window window(Map<String, String> row) {
        String from = row.getOrDefault("window_from", "");
        String to = row.getOrDefault("window_to", "");
        if (from.isEmpty() && to.isEmpty()) {
            return null;
        }
        try {
            Window window = new Window(LocalTime.parse(from), LocalTime.parse(to));
            if (window.from().equals(window.to())
                    || window.from().getSecond() + window.to().getSecond() > 0) {
                throw new BadListing("a window must begin and end at different whole minutes");
            }
            return window;
        } catch (DateTimeParseException e) {
            throw new BadListing("window_from and window_to must be times of day in UTC such as 16:30");
        }
    }
}
