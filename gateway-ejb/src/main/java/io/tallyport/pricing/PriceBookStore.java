package io.tallyport.pricing;

import io.tallyport.catalog.Api;
import io.tallyport.catalog.Capability;
import io.tallyport.catalog.CatalogPace;
import io.tallyport.catalog.PriceRow;
import io.tallyport.catalog.PriceRow.Window;
import io.tallyport.catalog.Prices;
import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import io.tallyport.pricing.PriceBook.Known;
import io.tallyport.pricing.PriceDraft.Format;
import io.tallyport.pricing.PriceDraft.Upload;
import io.tallyport.pricing.PriceFile.ListedModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PriceBookStore {
    /** Any number that nothing else locks. */
    private static final long LOCK = 0x7072696365L;

    /** Long enough that every node has read a row before it holds. */
    private static final String BEGIN =
            "SELECT greatest(?::timestamptz, clock_timestamp() + ? * interval '1 millisecond')";

    private static final String ROWS = """
            SELECT * FROM price WHERE effective_to IS NULL OR effective_to > ?
            ORDER BY model_id, above_input_tokens, window_from NULLS FIRST, id
            """;
    private static final String NEW_ROWS = """
            INSERT INTO price (model_id, above_input_tokens, window_from, window_to, input_nanos_per_million,
                output_nanos_per_million, cache_read_nanos_per_million, cache_write_5m_nanos_per_million,
                cache_write_1h_nanos_per_million, audio_input_nanos_per_million, batch_ppm, effective_from, source, draft_id)
            SELECT model, above, window_from::time, window_to::time, input, output, read, write5m, write1h, audio, batch,
                ?, ?, ?
            FROM unnest(?::text[], ?::integer[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                ?::bigint[], ?::bigint[], ?::integer[])
                AS row (model, above, window_from, window_to, input, output, read, write5m, write1h, audio, batch)
            """;
    private static final String NEW_MODEL = """
            INSERT INTO model (id, provider, kind, api, status, context_window, max_output, listed_since, capabilities)
            VALUES (?, ?, ?, ?, 'listed', ?, ?, clock_timestamp(), ?)
            """;
    private static final String KEEP = """
            INSERT INTO price_draft (author, source, format, file, file_sha256, effective_from, closes_unlisted, changes_sha256)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """;

    @Inject
    private Database database;

    @Inject
    private CatalogPace pace;

    /** A draft with its file. */
    record Kept(PriceDraft draft, byte[] file, byte[] changesSha256) {}

    /** One at a time may change the book; to be called in a transaction, which keeps the lock. */
    void lockBook() {
        database.first("SELECT pg_advisory_xact_lock(?)", row -> LOCK, LOCK);
    }

    Instant now() {
        return database.first(
                        "SELECT clock_timestamp()", row -> row.getTimestamp(1).toInstant())
                .orElseThrow();
    }

    /** When prices begin that are to begin at this time, or as soon as can be. */
    Instant begin(@Nullable Instant effectiveFrom) {
        return database.first(
                        BEGIN,
                        row -> row.getTimestamp(1).toInstant(),
                        effectiveFrom == null ? null : Timestamp.from(effectiveFrom),
                        pace.untilKnown().toMillis())
                .orElseThrow();
    }

    PriceBook book(Instant effective) {
        Map<String, Known> models = new HashMap<>();
        database.list(
                "SELECT id, provider, status FROM model",
                row -> models.put(
                        row.getString("id"),
                        new Known(
                                row.getString("provider"),
                                row.getString("status").equals("retired"))));
        Map<String, String> ids = new HashMap<>();
        database.list(
                "SELECT alias, model_id FROM model_alias",
                row -> ids.put(row.getString("alias"), row.getString("model_id")));
        return PriceBook.of(
                models, ids, database.list(ROWS, PriceBookStore::row, Timestamp.from(effective)), effective);
    }

    long keep(Upload upload, byte[] fileSha256, byte[] changesSha256, String author) {
        return database.first(
                        KEEP,
                        row -> row.getLong("id"),
                        author,
                        upload.source().strip(),
                        upload.format().name(),
                        upload.file(),
                        fileSha256,
                        upload.effectiveFrom() == null ? null : Timestamp.from(upload.effectiveFrom()),
                        upload.closesUnlisted(),
                        changesSha256)
                .orElseThrow();
    }

    Optional<Kept> find(long id) {
        return database.first(
                "SELECT * FROM price_draft WHERE id = ?",
                row -> new Kept(draft(row), row.getBytes("file"), row.getBytes("changes_sha256")),
                id);
    }

    List<PriceDraft> latest(int most) {
        return database.list("""
                SELECT id, author, source, format, file_sha256, effective_from, closes_unlisted, created_at, applied_at,
                    applied_by FROM price_draft ORDER BY id DESC LIMIT ?
                """, PriceBookStore::draft, most);
    }

    void rebind(long id, byte[] changesSha256) {
        database.update(
                "UPDATE price_draft SET changes_sha256 = ? WHERE id = ? AND applied_at IS NULL", changesSha256, id);
    }

    /** When the prices that a draft has made begin. */
    Optional<Instant> beginOf(long id) {
        return database.first(
                "SELECT effective_from FROM price WHERE draft_id = ? LIMIT 1",
                row -> row.getTimestamp(1).toInstant(),
                id);
    }

    /** What a draft has made of the book; rows that it closed are known by when its own begin. */
    List<PriceChange> made(long id) {
        List<PriceRow> rows =
                database.list("SELECT * FROM price WHERE draft_id = ? ORDER BY id", PriceBookStore::row, id);
        Map<String, PriceRow> closed = new HashMap<>();
        beginOf(id).ifPresent(begin -> database.list(
                        "SELECT * FROM price WHERE effective_to = ?", PriceBookStore::row, Timestamp.from(begin))
                .forEach(row -> closed.put(key(row), row)));
        List<PriceChange> changes = new ArrayList<>();
        for (PriceRow row : rows) {
            changes.add(new PriceChange(
                    row.modelId(),
                    row.aboveInputTokens(),
                    row.window(),
                    closed.remove(key(row)),
                    row.prices(),
                    row.batchPpm()));
        }
        closed.values()
                .forEach(row -> changes.add(new PriceChange(
                        row.modelId(), row.aboveInputTokens(), row.window(), row, null, row.batchPpm())));
        return changes;
    }

    private static String key(PriceRow row) {
        return row.modelId() + '|' + row.aboveInputTokens() + '|' + row.window();
    }

    void markApplied(long id, String actor) {
        database.update(
                "UPDATE price_draft SET applied_at = clock_timestamp(), applied_by = ? WHERE id = ?", actor, id);
    }

    void addModels(List<ListedModel> models) {
        for (ListedModel model : models) {
            database.update(
                    NEW_MODEL,
                    model.id(),
                    model.provider(),
                    model.api() == Api.EMBEDDINGS ? "embedding" : "chat",
                    model.api().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    model.contextWindow(),
                    model.maxOutput(),
                    new ArrayOf(
                            "text",
                            model.capabilities().stream()
                                    .map(Capability::name)
                                    .map(name -> name.toLowerCase(Locale.ROOT))
                                    .sorted()
                                    .toArray()));
        }
    }

    /** Closes the old rows at the moment at which the new ones begin. */
    void change(List<PriceChange> changes, Instant begin, PriceDraft draft) {
        Timestamp at = Timestamp.from(begin);
        database.update(
                "UPDATE price SET effective_to = ? WHERE id = ANY (?)",
                at,
                new ArrayOf(
                        "bigint",
                        changes.stream()
                                .map(PriceChange::old)
                                .filter(Objects::nonNull)
                                .map(row -> row.prices().id())
                                .toArray()));
        List<PriceChange> made =
                changes.stream().filter(change -> change.now() != null).toList();
        database.update(
                NEW_ROWS,
                at,
                draft.source(),
                draft.id(),
                array("text", made, PriceChange::modelId),
                array("integer", made, PriceChange::above),
                array(
                        "text",
                        made,
                        change -> change.window() == null
                                ? null
                                : change.window().from().toString()),
                array(
                        "text",
                        made,
                        change -> change.window() == null
                                ? null
                                : change.window().to().toString()),
                prices(made, Prices::input),
                prices(made, Prices::output),
                prices(made, Prices::cacheRead),
                prices(made, Prices::cacheWrite5m),
                prices(made, Prices::cacheWrite1h),
                prices(made, Prices::audioInput),
                array("integer", made, PriceChange::batchPpm));
    }

    private static ArrayOf prices(List<PriceChange> changes, Function<Prices, @Nullable Long> price) {
        return array("bigint", changes, change -> price.apply(Objects.requireNonNull(change.now())));
    }

    private static ArrayOf array(
            String type, List<PriceChange> changes, Function<PriceChange, @Nullable Object> element) {
        return new ArrayOf(type, changes.stream().map(element).toArray());
    }

    private static PriceRow row(ResultSet row) throws SQLException {
        @Nullable LocalTime windowFrom = row.getObject("window_from", LocalTime.class);
        return new PriceRow(
                row.getString("model_id"),
                row.getInt("above_input_tokens"),
                row.getTimestamp("effective_from").toInstant(),
                instant(row.getTimestamp("effective_to")),
                windowFrom == null ? null : new Window(windowFrom, row.getObject("window_to", LocalTime.class)),
                row.getInt("batch_ppm"),
                new Prices(
                        row.getLong("id"),
                        row.getLong("input_nanos_per_million"),
                        row.getLong("output_nanos_per_million"),
                        (Long) row.getObject("cache_read_nanos_per_million"),
                        (Long) row.getObject("cache_write_5m_nanos_per_million"),
                        (Long) row.getObject("cache_write_1h_nanos_per_million"),
                        (Long) row.getObject("audio_input_nanos_per_million")));
    }

    private static PriceDraft draft(ResultSet row) throws SQLException {
        return new PriceDraft(
                row.getLong("id"),
                row.getString("author"),
                row.getString("source"),
                Format.valueOf(row.getString("format")),
                HexFormat.of().formatHex(row.getBytes("file_sha256")),
                instant(row.getTimestamp("effective_from")),
                row.getBoolean("closes_unlisted"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("applied_at")),
                row.getString("applied_by"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
