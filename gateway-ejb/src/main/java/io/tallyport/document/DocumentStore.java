package io.tallyport.document;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DocumentStore {
    private static final String SELECT = """
            SELECT d.*, array(SELECT kind FROM document_file WHERE document_id = d.id) AS files FROM document d
            """;
    private static final String INSERT = """
            INSERT INTO document (organisation_id, seller_id, type, series_id, no, number, issue_date, order_id, refund_id,
                corrects_id, month, profile_version, tax_snapshot_id, currency, net_minor, tax_minor, gross_minor, content, sha256)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, content, sha256(convert_to(content, 'UTF8'))
            FROM (SELECT ?::text AS content) given RETURNING *, '{}'::text[] AS files
            """;
    private static final String ENSURE_SERIES = """
            INSERT INTO document_series (seller_id, type, fiscal_year, prefix, start_no, next_no) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (seller_id, type, fiscal_year) DO NOTHING
            """;
    private static final String LOCK_SERIES = """
            SELECT id, prefix, next_no, last_date FROM document_series
            WHERE (seller_id, type, fiscal_year) = (?, ?, ?) FOR UPDATE
            """;
    private static final String INSERT_FILE = """
            INSERT INTO document_file (document_id, kind, bytes, sha256) SELECT ?, ?, bytes, sha256(bytes)
            FROM (SELECT ?::bytea AS bytes) given ON CONFLICT (document_id, kind) DO NOTHING
            """;
    private static final String QUEUE = """
            INSERT INTO document_work (type, organisation_id, order_id, refund_id, month) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    @Inject
    private Database database;

    /** @param lastDate of its last document; null: it has none */
    record Series(
            long id, String prefix, long nextNo, @Nullable LocalDate lastDate) {}

    /** Where a document stands in a series. */
    record Place(long seriesId, long no) {}

    /** By the database's clock. */
    LocalDate today(String zone) {
        return database.first(
                        "SELECT (clock_timestamp() AT TIME ZONE ?)::date",
                        row -> row.getDate(1).toLocalDate(),
                        zone)
                .orElseThrow();
    }

    /** @return whether there was none */
    boolean ensureSeries(long sellerId, DocumentType type, int year, String prefix, long startNo) {
        return database.update(ENSURE_SERIES, sellerId, type.name(), year, prefix, startNo, startNo) == 1;
    }

    Optional<Series> lockSeries(long sellerId, DocumentType type, int year) {
        return database.first(
                LOCK_SERIES,
                row -> new Series(row.getLong(1), row.getString(2), row.getLong(3), day(row.getDate(4))),
                sellerId,
                type.name(),
                year);
    }

    void advance(Series series, LocalDate today) {
        database.update(
                "UPDATE document_series SET next_no = next_no + 1, last_date = ? WHERE id = ?", today, series.id());
    }

    Document insert(Draft draft, DocumentContent content, @Nullable Place place) {
        Cause cause = draft.cause();
        Sums sums = Sums.of(content);
        return database.first(
                        INSERT,
                        DocumentStore::document,
                        cause.organisationId(),
                        draft.sellerId(),
                        cause.type().name(),
                        place == null ? null : place.seriesId(),
                        place == null ? null : place.no(),
                        content.number(),
                        content.issued(),
                        cause.orderId(),
                        cause.refundId(),
                        draft.correctsId(),
                        cause.month(),
                        draft.profileVersion(),
                        draft.taxSnapshotId(),
                        sums.currency(),
                        sums.net(),
                        sums.tax(),
                        sums.gross(),
                        Canonical.write(content))
                .orElseThrow();
    }

    /** @param gross of receipts what was paid */
    private record Sums(
            @Nullable String currency,
            @Nullable Long net,
            @Nullable Long tax,
            @Nullable Long gross) {
        static Sums of(DocumentContent content) {
            return switch (content) {
                case InvoiceContent invoice ->
                    new Sums(invoice.currency(), invoice.net(), invoice.tax().amount(), invoice.gross());
                case ReceiptContent receipt -> new Sums(receipt.currency(), null, null, receipt.paid());
                case StatementContent statement -> new Sums(null, null, null, null);
            };
        }
    }

    Optional<Document> find(Cause cause) {
        if (cause.refundId() != null) {
            return database.first(
                    SELECT + "WHERE refund_id = ? AND type = ?",
                    DocumentStore::document,
                    cause.refundId(),
                    cause.type().name());
        }
        if (cause.month() != null) {
            return database.first(
                    SELECT + "WHERE organisation_id = ? AND month = ?",
                    DocumentStore::document,
                    cause.organisationId(),
                    cause.month());
        }
        return database.first(
                SELECT + "WHERE order_id = ? AND organisation_id = ? AND type = ? AND refund_id IS NULL",
                DocumentStore::document,
                cause.orderId(),
                cause.organisationId(),
                cause.type().name());
    }

    Optional<Document> find(long organisationId, long id) {
        return database.first(
                SELECT + "WHERE organisation_id = ? AND id = ?", DocumentStore::document, organisationId, id);
    }

    List<Document> of(long organisationId, long before, int most) {
        return database.list(
                SELECT + "WHERE organisation_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
                DocumentStore::document,
                organisationId,
                before,
                most);
    }

    String content(long id) {
        return database.first("SELECT content FROM document WHERE id = ?", row -> row.getString(1), id)
                .orElseThrow();
    }

    /** Does nothing if it is stored. */
    void insertFile(long id, DocumentFile.Kind kind, byte[] bytes) {
        database.update(INSERT_FILE, id, kind.name(), bytes);
    }

    Optional<DocumentFile> file(Document document, DocumentFile.Kind kind) {
        return database.first(
                "SELECT bytes, sha256 FROM document_file WHERE document_id = ? AND kind = ?",
                row -> new DocumentFile(
                        kind,
                        kind.nameOf(document.number()),
                        row.getBytes(1),
                        HexFormat.of().formatHex(row.getBytes(2))),
                document.id(),
                kind.name());
    }

    /** Asks for a document; does nothing if that was done. */
    void queue(Cause cause) {
        database.update(
                QUEUE, cause.type().name(), cause.organisationId(), cause.orderId(), cause.refundId(), cause.month());
    }

    /** Of an order of this organisation that is quoted and paid by bank transfer. */
    void queueProForma(long organisationId, long orderId) {
        database.update("""
                INSERT INTO document_work (type, organisation_id, order_id)
                SELECT 'PRO_FORMA', organisation_id, id FROM payment_order
                WHERE id = ? AND organisation_id = ? AND method = 'BANK_TRANSFER' AND tax_snapshot_id IS NOT NULL
                ON CONFLICT DO NOTHING
                """, orderId, organisationId);
    }

    private static Document document(ResultSet row) throws SQLException {
        Set<DocumentFile.Kind> files = Arrays.stream(
                        (String[]) row.getArray("files").getArray())
                .map(DocumentFile.Kind::valueOf)
                .collect(Collectors.toUnmodifiableSet());
        return new Document(
                row.getLong("id"),
                row.getLong("organisation_id"),
                DocumentType.valueOf(row.getString("type")),
                row.getString("number"),
                row.getDate("issue_date").toLocalDate(),
                (Long) row.getObject("order_id"),
                row.getObject("refund_id", UUID.class),
                day(row.getDate("month")),
                row.getString("currency"),
                (Long) row.getObject("net_minor"),
                (Long) row.getObject("tax_minor"),
                (Long) row.getObject("gross_minor"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                files);
    }

    private static @Nullable LocalDate day(@Nullable Date date) {
        return date == null ? null : date.toLocalDate();
    }
}
