package io.tallyport.inbound;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

@ApplicationScoped
class InboundEventStore {
    private static final String INSERT = """
            WITH stored AS (
                INSERT INTO inbound_event (provider, endpoint, event_id, body) VALUES (?, ?, ?, ?)
                ON CONFLICT (provider, event_id) DO NOTHING RETURNING id
            )
            INSERT INTO inbound_event_work (event) SELECT id FROM stored
            """;
    /** For a while nobody else takes them, so that a node that dies leaves them to others. */
    private static final String CLAIM = """
            UPDATE inbound_event_work w SET attempts = attempts + 1, next_at = clock_timestamp() + ? * interval '1 millisecond'
            FROM (SELECT event FROM inbound_event_work WHERE state = 'OPEN' AND next_at <= clock_timestamp()
                ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED) due, inbound_event e
            WHERE w.event = due.event AND e.id = w.event
            RETURNING e.id, e.provider, e.body, w.attempts
            """;

    @Inject
    private Database database;

    /** @param attempts this one included */
    record Claimed(long id, String provider, byte[] body, int attempts) {}

    /** Does nothing if it is there. */
    void insert(String provider, String endpoint, String eventId, byte[] body) {
        database.update(INSERT, provider, endpoint, eventId, body);
    }

    List<Claimed> claim(int most, Duration life) {
        return database.list(
                CLAIM,
                row -> new Claimed(row.getLong(1), row.getString(2), row.getBytes(3), row.getInt(4)),
                life.toMillis(),
                most);
    }

    void end(long event, String state, String outcome) {
        database.update("UPDATE inbound_event_work SET state = ?, outcome = ? WHERE event = ?", state, outcome, event);
    }

    void again(long event, Duration pause, String reason) {
        database.update("""
                UPDATE inbound_event_work SET outcome = ?, next_at = clock_timestamp() + ? * interval '1 millisecond'
                WHERE event = ?
                """, reason, pause.toMillis(), event);
    }
}
