package io.tallyport.notify;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;

@ApplicationScoped
class NotificationStore {
    private static final String INSERT = """
            WITH wanting AS (
                SELECT id FROM webhook_endpoint
                WHERE organisation_id = ? AND is_enabled AND (types IS NULL OR ? = ANY (types))
            ), told AS (
                INSERT INTO notification (id, organisation_id, type, body)
                SELECT ?, ?, ?, ? WHERE EXISTS (SELECT FROM wanting) RETURNING id
            )
            INSERT INTO webhook_delivery (notification_id, endpoint_id) SELECT told.id, wanting.id FROM told, wanting
            """;
    private static final String FORGET = """
            DELETE FROM notification WHERE id IN (
                SELECT id FROM notification WHERE created_at < clock_timestamp() - ? * interval '1 second'
                ORDER BY created_at LIMIT ?)
            """;

    @Inject
    private Database database;

    void insert(UUID id, long organisationId, String type, String body) {
        database.update(INSERT, organisationId, type, id, organisationId, type, body);
    }

    /** @return how many */
    int forget(Duration age, int most) {
        return database.update(FORGET, age.toSeconds(), most);
    }
}
