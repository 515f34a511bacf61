package io.tallyport.alert;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class AlertStore {
    private static final String RAISE = """
            INSERT INTO alert (code, wallet_id, subject, detail) VALUES (?, ?, ?, ?)
            ON CONFLICT (code, coalesce(wallet_id, 0), md5(subject)) WHERE closed_at IS NULL
            DO UPDATE SET times = alert.times + 1, last_at = clock_timestamp(), detail = excluded.detail
            RETURNING times
            """;

    @Inject
    private Database database;

    /** @return how often it was raised since it was last closed */
    long raise(String code, @Nullable Long walletId, String subject, @Nullable String detail) {
        return database.first(RAISE, row -> row.getLong(1), code, walletId, subject, detail)
                .orElseThrow();
    }

    void close(long id, String actor) {
        database.update(
                "UPDATE alert SET closed_at = clock_timestamp(), closed_by = ? WHERE id = ? AND closed_at IS NULL",
                actor,
                id);
    }

    List<Alert> open() {
        return database.list(
                """
                SELECT a.*, o.name FROM alert a LEFT JOIN organisation o ON o.id = a.wallet_id
                WHERE a.closed_at IS NULL ORDER BY a.last_at DESC LIMIT 500
                """,
                row -> new Alert(
                        row.getLong("id"),
                        row.getString("code"),
                        (Long) row.getObject("wallet_id"),
                        row.getString("name"),
                        row.getString("subject"),
                        row.getString("detail"),
                        row.getLong("times"),
                        row.getTimestamp("first_at").toInstant(),
                        row.getTimestamp("last_at").toInstant()));
    }
}
