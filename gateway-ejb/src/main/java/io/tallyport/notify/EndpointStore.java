package io.tallyport.notify;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import io.tallyport.notify.Endpoints.Wish;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class EndpointStore {
    private static final String INSERT = """
            INSERT INTO webhook_endpoint (organisation_id, url, description, types, is_enabled, secret, operation)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *
            """;
    private static final String UPDATE = """
            UPDATE webhook_endpoint SET url = ?, description = ?, types = ?, is_enabled = ?,
                disabled_reason = CASE WHEN ? THEN NULL ELSE disabled_reason END,
                slow_until = CASE WHEN url = ? THEN slow_until END
            WHERE organisation_id = ? AND id = ? AND deleted_at IS NULL RETURNING *
            """;
    private static final String DELETE = """
            UPDATE webhook_endpoint SET deleted_at = clock_timestamp(), is_enabled = false
            WHERE organisation_id = ? AND id = ? AND deleted_at IS NULL
            """;
    private static final String ROTATE = """
            UPDATE webhook_endpoint SET old_secret = secret, secret = ?, rotation = ?,
                old_secret_ends = clock_timestamp() + ? * interval '1 second'
            WHERE organisation_id = ? AND id = ? AND deleted_at IS NULL AND rotation IS DISTINCT FROM ?
            """;
    private static final String SELECT =
            "SELECT * FROM webhook_endpoint WHERE organisation_id = ? AND deleted_at IS NULL ";

    @Inject
    private Database database;

    /** An endpoint with its secret as it rests. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sealed(Endpoint endpoint, byte[] secret) {}

    Endpoint insert(long organisationId, Wish wish, byte[] secret, UUID operation) {
        return database.first(
                        INSERT,
                        EndpointStore::endpoint,
                        organisationId,
                        wish.url(),
                        wish.description(),
                        types(wish),
                        wish.enabled(),
                        secret,
                        operation)
                .orElseThrow();
    }

    Optional<Endpoint> update(long organisationId, long id, Wish wish) {
        return database.first(
                UPDATE,
                EndpointStore::endpoint,
                wish.url(),
                wish.description(),
                types(wish),
                wish.enabled(),
                wish.enabled(),
                wish.url(),
                organisationId,
                id);
    }

    /** @return false if there is no such endpoint */
    boolean delete(long organisationId, long id) {
        return database.update(DELETE, organisationId, id) == 1;
    }

    void rotate(long organisationId, long id, byte[] secret, Duration overlap, UUID operation) {
        database.update(ROTATE, secret, operation, overlap.toSeconds(), organisationId, id, operation);
    }

    List<Endpoint> of(long organisationId) {
        return database.list(SELECT + "ORDER BY id DESC", EndpointStore::endpoint, organisationId);
    }

    Optional<Endpoint> find(long organisationId, long id) {
        return database.first(SELECT + "AND id = ?", EndpointStore::endpoint, organisationId, id);
    }

    Optional<Sealed> sealed(long organisationId, long id) {
        return database.first(SELECT + "AND id = ?", EndpointStore::sealed, organisationId, id);
    }

    Optional<Sealed> madeBy(long organisationId, UUID operation) {
        return database.first(SELECT + "AND operation = ?", EndpointStore::sealed, organisationId, operation);
    }

    private static @Nullable ArrayOf types(Wish wish) {
        Set<EventType> types = wish.types();
        return types.isEmpty()
                ? null
                : new ArrayOf("text", types.stream().map(EventType::label).toArray());
    }

    private static Sealed sealed(ResultSet row) throws SQLException {
        return new Sealed(endpoint(row), row.getBytes("secret"));
    }

    private static Endpoint endpoint(ResultSet row) throws SQLException {
        @Nullable Array types = row.getArray("types");
        @Nullable Timestamp oldSecretEnds = row.getTimestamp("old_secret_ends");
        return new Endpoint(
                row.getLong("id"),
                row.getLong("organisation_id"),
                URI.create(row.getString("url")),
                row.getString("description"),
                types == null
                        ? Set.of()
                        : Stream.of((String[]) types.getArray())
                                .flatMap(label -> EventType.of(label).stream())
                                .collect(Collectors.toUnmodifiableSet()),
                row.getBoolean("is_enabled"),
                row.getString("disabled_reason"),
                oldSecretEnds == null ? null : oldSecretEnds.toInstant(),
                row.getTimestamp("created_at").toInstant());
    }
}
