package io.tallyport.audit;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class AuditStore {
    private static final String INSERT = """
            INSERT INTO audit_entry (actor, key_id, action, subject, before, after)
            VALUES (?, ?, ?, ?, ?::jsonb, ?::jsonb)
            """;

    @Inject
    private Database database;

    void insert(Actor actor, String action, String subject, @Nullable String before, @Nullable String after) {
        database.update(INSERT, actor.name(), actor.keyId(), action, subject, before, after);
    }

    List<AuditEntry> before(long id, int most) {
        return database.list(
                "SELECT * FROM audit_entry WHERE id < ? ORDER BY id DESC LIMIT ?",
                row -> new AuditEntry(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        new Actor(row.getString("actor"), row.getString("key_id")),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("before"),
                        row.getString("after")),
                id,
                most);
    }
}
