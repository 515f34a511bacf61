package io.tallyport.key;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ApiKeyStore {
    private static final String ACTIVE_KEY = """
            SELECT k.public_id, k.kind, k.secret_mac, k.secret_hash, k.models,
                   EXISTS (SELECT FROM key_budget WHERE key_id = k.public_id) AS capped, o.id,
                   o.status <> 'ACTIVE' AS suspended
            FROM api_key k
            JOIN organisation o ON o.id = k.organisation_id
            WHERE k.public_id = ? AND k.revoked_at IS NULL
            """;
    private static final String KEY =
            "SELECT public_id, kind, organisation_id, name, created_at, created_by, revoked_at, revoked_by FROM api_key ";

    @Inject
    private Database database;

    /** An active key with the digests to compare and the caller it stands for. */
    record Stored(byte[] mac, String hash, Caller caller) {}

    Optional<Stored> findActive(String publicId) {
        return database.first(ACTIVE_KEY, ApiKeyStore::stored, publicId);
    }

    /** Active keys among these. */
    List<Caller> callers(Set<String> publicIds) {
        String sql = ACTIVE_KEY.replace("k.public_id = ?", "k.public_id = ANY (?)");
        Database.ArrayOf ids = new Database.ArrayOf("text", publicIds.toArray());
        return database.list(sql, row -> stored(row).caller(), ids);
    }

    List<ApiKey> of(long organisationId) {
        return database.list(
                KEY + "WHERE organisation_id = ? ORDER BY created_at DESC", ApiKeyStore::key, organisationId);
    }

    boolean exists(String publicId) {
        return database.first("SELECT 1 FROM api_key WHERE public_id = ?", row -> 1, publicId)
                .isPresent();
    }

    void insert(KeyText key, long organisationId, String name, byte[] mac, String hash, String actor) {
        database.update("""
                INSERT INTO api_key (public_id, kind, organisation_id, name, secret_mac, secret_hash, created_by)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, key.publicId(), key.kind().name(), organisationId, name, mac, hash, actor);
    }

    boolean revoke(String publicId, String actor) {
        return database.update("""
                        UPDATE api_key SET revoked_at = clock_timestamp(), revoked_by = ?
                        WHERE public_id = ? AND revoked_at IS NULL
                        """, actor, publicId) == 1;
    }

    private static Stored stored(ResultSet row) throws SQLException {
        @Nullable Array models = row.getArray("models");
        return new Stored(
                row.getBytes("secret_mac"),
                row.getString("secret_hash"),
                new Caller(
                        row.getString("public_id"),
                        KeyKind.valueOf(row.getString("kind")),
                        row.getLong("id"),
                        row.getBoolean("suspended"),
                        models == null ? null : Set.of((String[]) models.getArray()),
                        row.getBoolean("capped")));
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        @Nullable Timestamp revoked = row.getTimestamp("revoked_at");
        return new ApiKey(
                row.getString("public_id"),
                KeyKind.valueOf(row.getString("kind")),
                row.getLong("organisation_id"),
                row.getString("name"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                revoked == null ? null : revoked.toInstant(),
                row.getString("revoked_by"));
    }
}
