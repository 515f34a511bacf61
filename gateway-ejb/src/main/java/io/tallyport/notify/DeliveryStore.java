package io.tallyport.notify;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import io.tallyport.outbound.Posted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DeliveryStore {
    /** A few of each endpoint, so that one that hangs holds up its own; for a while nobody else takes them. */
    private static final String CLAIM = """
            WITH ready AS (
                SELECT id FROM webhook_endpoint
                WHERE is_enabled AND coalesce(slow_until <= clock_timestamp(), true) AND id <> ALL (?)
                    AND id IN (SELECT endpoint_id FROM webhook_delivery
                        WHERE state = 'PENDING' AND next_at <= clock_timestamp())
            ), due AS (
                SELECT few.id FROM ready, LATERAL (
                    SELECT id FROM webhook_delivery
                    WHERE endpoint_id = ready.id AND state = 'PENDING' AND next_at <= clock_timestamp()
                    ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED) few
                LIMIT ?
            )
            UPDATE webhook_delivery d
            SET attempts = attempts + 1, next_at = clock_timestamp() + ? * interval '1 millisecond'
            FROM due, notification n, webhook_endpoint e
            WHERE d.id = due.id AND n.id = d.notification_id AND e.id = d.endpoint_id
            RETURNING d.id, d.notification_id, d.endpoint_id, d.attempts, d.step, n.body, e.organisation_id, e.url, e.secret,
                CASE WHEN e.old_secret_ends > clock_timestamp() THEN e.old_secret END AS old_secret
            """;
    /** One statement, one transaction; nothing if another has taken the delivery over. */
    private static final String END = """
            WITH ended AS (
                UPDATE webhook_delivery SET state = ?, step = step + 1,
                    next_at = clock_timestamp() + ? * interval '1 millisecond',
                    ended_at = CASE WHEN ? THEN NULL ELSE clock_timestamp() END
                WHERE id = ? AND attempts = ? AND state = 'PENDING' RETURNING id, endpoint_id, attempts
            ), logged AS (
                INSERT INTO webhook_attempt (delivery_id, n, at, millis, status, error, answer)
                SELECT id, attempts, ?, ?, ?::integer, ?::text, ?::text FROM ended ON CONFLICT DO NOTHING
            )
            UPDATE webhook_endpoint e SET is_enabled = e.is_enabled AND NOT ?,
                disabled_reason = CASE WHEN ? THEN 'It answered 410 Gone.' ELSE disabled_reason END,
                slow_until = greatest(slow_until, clock_timestamp() + ? * interval '1 millisecond')
            FROM ended WHERE e.id = ended.endpoint_id AND (? OR ? > 0)
            """;

    private static final String SELECT = """
            SELECT d.*, n.type, n.body, n.created_at AS told_at
            FROM webhook_delivery d JOIN notification n ON n.id = d.notification_id
            WHERE d.endpoint_id = ?
            """;
    private static final String REPLAY = """
            UPDATE webhook_delivery SET state = 'PENDING', step = 0, next_at = clock_timestamp(), ended_at = NULL
            WHERE endpoint_id = ? AND id = ?
            """;

    @Inject
    private Database database;

    /** @param attempts this one included */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Claimed(
            long id,
            UUID notificationId,
            long endpointId,
            int attempts,
            int step,
            String body,
            long organisationId,
            URI url,
            byte[] secret,
            byte @Nullable [] oldSecret) {}

    /** @param without endpoints that are left out */
    List<Claimed> claim(Collection<Long> without, int ofEach, int most, Duration life) {
        return database.list(
                CLAIM, DeliveryStore::claimed, new ArrayOf("bigint", without.toArray()), ofEach, most, life.toMillis());
    }

    void end(Claimed claimed, Instant at, Posted posted, RetrySchedule.Verdict verdict) {
        database.update(
                END,
                verdict.state().name(),
                verdict.pause().toMillis(),
                verdict.state() == Delivery.State.PENDING,
                claimed.id(),
                claimed.attempts(),
                at.atOffset(ZoneOffset.UTC),
                posted.millis(),
                posted.status(),
                posted.error(),
                posted.answer(),
                verdict.gone(),
                verdict.gone(),
                verdict.slow().toMillis(),
                verdict.gone(),
                verdict.slow().toMillis());
    }

    /** Newest first. */
    List<Delivery> of(long endpointId, long before, int most) {
        return database.list(
                SELECT + "AND d.id < ? ORDER BY d.id DESC LIMIT ?", DeliveryStore::delivery, endpointId, before, most);
    }

    Optional<Delivery> find(long endpointId, long id) {
        return database.first(SELECT + "AND d.id = ?", DeliveryStore::delivery, endpointId, id);
    }

    List<Attempt> attempts(long deliveryId) {
        return database.list(
                "SELECT * FROM webhook_attempt WHERE delivery_id = ? ORDER BY n",
                row -> new Attempt(
                        row.getInt("n"),
                        row.getTimestamp("at").toInstant(),
                        row.getInt("millis"),
                        (Integer) row.getObject("status"),
                        row.getString("error"),
                        row.getString("answer")),
                deliveryId);
    }

    void replay(long endpointId, long id) {
        database.update(REPLAY, endpointId, id);
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                row.getLong("id"),
                row.getObject("notification_id", UUID.class),
                row.getLong("endpoint_id"),
                row.getInt("attempts"),
                row.getInt("step"),
                row.getString("body"),
                row.getLong("organisation_id"),
                URI.create(row.getString("url")),
                row.getBytes("secret"),
                row.getBytes("old_secret"));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        Delivery.State state = Delivery.State.valueOf(row.getString("state"));
        return new Delivery(
                row.getLong("id"),
                row.getObject("notification_id", UUID.class),
                row.getString("type"),
                state,
                row.getInt("attempts"),
                state == Delivery.State.PENDING ? row.getTimestamp("next_at").toInstant() : null,
                row.getTimestamp("told_at").toInstant(),
                row.getString("body"));
    }
}
