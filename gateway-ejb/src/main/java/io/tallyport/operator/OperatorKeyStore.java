package io.tallyport.operator;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class OperatorKeyStore {
    private static final String KEY = """
            SELECT k.*, u.email,
                EXISTS (SELECT FROM user_role r WHERE r.user_id = u.id AND r.role = 'operator') AS is_operator
            FROM operator_key k JOIN app_user u ON u.id = k.user_id
            """;
    private static final String INSERT = """
            INSERT INTO operator_key (public_id, user_id, name, secret_mac, secret_hash, created_by)
            SELECT ?, u.id, ?, ?, ?, ? FROM app_user u JOIN user_role r ON r.user_id = u.id AND r.role = 'operator'
            WHERE u.email = ?
            """;
    private static final String REVOKE = """
            UPDATE operator_key SET revoked_at = clock_timestamp(), revoked_by = ?
            WHERE public_id = ? AND revoked_at IS NULL
            """;

    @Inject
    private Database database;

    /** A key with the digests to compare. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Stored(OperatorKey key, byte[] mac, String hash, boolean isOperator) {}

    Optional<Stored> find(String publicId) {
        return database.first(KEY + "WHERE k.public_id = ?", OperatorKeyStore::stored, publicId);
    }

    /** Newest first. */
    List<OperatorKey> all() {
        return database.list(
                KEY + "ORDER BY k.created_at DESC", row -> stored(row).key());
    }

    /** @return false if there is no operator of this e-mail address */
    boolean insert(String publicId, String email, String name, byte[] mac, String hash, String actor) {
        return database.update(INSERT, publicId, name, mac, hash, actor, email) == 1;
    }

    void revoke(String publicId, String actor) {
        database.update(REVOKE, actor, publicId);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        @Nullable Timestamp revokedAt = row.getTimestamp("revoked_at");
        return new Stored(
                new OperatorKey(
                        row.getString("public_id"),
                        row.getString("email"),
                        row.getString("name"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getString("created_by"),
                        revokedAt == null ? null : revokedAt.toInstant(),
                        row.getString("revoked_by")),
                row.getBytes("secret_mac"),
                row.getString("secret_hash"),
                row.getBoolean("is_operator"));
    }
}
