package io.tallyport.invoicing;

import io.tallyport.database.Database;
import io.tallyport.document.Cause;
import io.tallyport.document.DocumentType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DocumentWorkStore {
    /** For a while nobody else takes them, so that a node that dies leaves them to others. */
    private static final String CLAIM = """
            UPDATE document_work w SET attempts = attempts + 1, next_at = clock_timestamp() + ? * interval '1 millisecond'
            FROM (SELECT id FROM document_work WHERE state = 'OPEN' AND next_at <= clock_timestamp()
                ORDER BY next_at, id LIMIT ? FOR UPDATE SKIP LOCKED) due
            WHERE w.id = due.id RETURNING w.*
            """;

    @Inject
    private Database database;

    /** @param attempts this one included */
    record Claimed(long id, Cause cause, int attempts) {}

    List<Claimed> claim(int most, Duration life) {
        return database.list(CLAIM, DocumentWorkStore::claimed, life.toMillis(), most).stream()
                .sorted(java.util.Comparator.comparingLong(Claimed::id))
                .toList();
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        @Nullable Date month = row.getDate("month");
        return new Claimed(
                row.getLong("id"),
                new Cause(
                        DocumentType.valueOf(row.getString("type")),
                        row.getLong("organisation_id"),
                        (Long) row.getObject("order_id"),
                        row.getObject("refund_id", UUID.class),
                        month == null ? null : month.toLocalDate()),
                row.getInt("attempts"));
    }

    /** Whether it was still open. */
    boolean end(long id, String outcome) {
        return database.update(
                        "UPDATE document_work SET state = 'DONE', outcome = ? WHERE id = ? AND state = 'OPEN'",
                        outcome,
                        id)
                > 0;
    }

    void again(long id, Duration pause, String reason) {
        database.update("""
                UPDATE document_work SET outcome = ?, next_at = clock_timestamp() + ? * interval '1 millisecond' WHERE id = ?
                """, reason, pause.toMillis(), id);
    }
}
