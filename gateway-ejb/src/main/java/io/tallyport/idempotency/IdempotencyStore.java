package io.tallyport.idempotency;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class IdempotencyStore {
    /** A claim that has ended, without an answer, of the same request: whoever had it died, or was told to try again. */
    private static final String CLAIM = """
            INSERT INTO idempotency_key (organisation_id, key, request_sha256, claimed_until)
            VALUES (?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')
            ON CONFLICT (organisation_id, key) DO UPDATE
                SET claim = gen_random_uuid(), claimed_until = excluded.claimed_until
                WHERE idempotency_key.body IS NULL AND idempotency_key.claimed_until <= clock_timestamp()
                    AND idempotency_key.request_sha256 = excluded.request_sha256
            RETURNING operation, claim
            """;

    private static final String KEEP = """
            UPDATE idempotency_key SET status = ?, body = ?
            WHERE organisation_id = ? AND key = ? AND claim = ? AND body IS NULL
            """;
    private static final String RELEASE = """
            UPDATE idempotency_key SET claimed_until = clock_timestamp()
            WHERE organisation_id = ? AND key = ? AND claim = ? AND body IS NULL
            """;
    private static final String FIND = """
            SELECT request_sha256 = ?, operation, status, body,
                ceil(extract(epoch FROM claimed_until - clock_timestamp()))::bigint
            FROM idempotency_key WHERE organisation_id = ? AND key = ?
            """;
    /** Some at a time: a day's keys of all organisations may be many. */
    private static final String FORGET = """
            DELETE FROM idempotency_key WHERE (organisation_id, key) IN (
                SELECT organisation_id, key FROM idempotency_key
                WHERE created_at < clock_timestamp() - ? * interval '1 second' ORDER BY created_at LIMIT ?)
            """;

    @Inject
    private Database database;

    record Claim(UUID operation, UUID claim) {}

    /** @param body null: being worked on, for {@code secondsLeft} at most */
    record Known(boolean isSame, UUID operation, int status, byte @Nullable [] body, long secondsLeft) {}

    /** Empty if it was answered, is worked on, or came with another request. */
    Optional<Claim> claim(KeyedRequest request, Duration life) {
        return database.first(
                CLAIM,
                row -> new Claim(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                request.organisationId(),
                request.key(),
                request.sha256(),
                life.toMillis());
    }

    void keep(KeyedRequest request, Claim claim, int status, byte[] body) {
        database.update(KEEP, status, body, request.organisationId(), request.key(), claim.claim());
    }

    void release(KeyedRequest request, Claim claim) {
        database.update(RELEASE, request.organisationId(), request.key(), claim.claim());
    }

    Optional<Known> find(KeyedRequest request) {
        return database.first(
                FIND,
                row -> new Known(
                        row.getBoolean(1),
                        row.getObject(2, UUID.class),
                        row.getInt(3),
                        row.getBytes(4),
                        row.getLong(5)),
                request.sha256(),
                request.organisationId(),
                request.key());
    }

    /** @return how many */
    int forget(Duration age, int most) {
        return database.update(FORGET, age.toSeconds(), most);
    }
}
