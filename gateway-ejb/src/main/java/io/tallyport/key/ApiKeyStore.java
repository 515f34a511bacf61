package io.tallyport.key;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import io.tallyport.key.Caller.KeyState;
import io.tallyport.key.KeyRestrictions.OnExhaustion;
import io.tallyport.keytext.KeyText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ApiKeyStore {
    private static final String CALLER = """
            SELECT k.public_id, k.kind, k.role, k.secret_mac, k.secret_hash, k.models, k.addresses::text[] AS addresses,
                   k.requests_per_minute AS key_requests_per_minute, k.routing_mode, k.breakpoint_help, k.revoked_at IS NOT NULL AS revoked,
                   EXISTS (SELECT FROM key_budget WHERE key_id = k.public_id) AS capped,
                   (extract(epoch FROM k.expires_at - clock_timestamp()) * 1000000)::bigint AS expires_in,
                   o.id, o.status, coalesce(o.suspended_from, o.created_at) AS suspended_from, o.status_reason,
                   (extract(epoch FROM coalesce(o.suspended_from, o.created_at) - clock_timestamp()) * 1000000)::bigint
                       AS suspended_in
            FROM api_key k
            JOIN organisation o ON o.id = k.organisation_id
            """;
    private static final String CHANGED = """
            WHERE k.public_id IN (
                SELECT public_id FROM api_key WHERE changed_in >= ?::xid8
                UNION ALL
                SELECT of_it.public_id FROM organisation changed JOIN api_key of_it ON of_it.organisation_id = changed.id
                WHERE changed.changed_in >= ?::xid8)
            """;
    private static final String KEY = """
            SELECT k.public_id, k.kind, k.role, k.organisation_id, k.name, k.created_at, k.created_by, k.revoked_at, k.revoked_by,
                   k.models, k.addresses::text[] AS addresses, k.requests_per_minute, k.expires_at, k.routing_mode,
                   k.breakpoint_help,
                   coalesce(k.expires_at <= clock_timestamp(), false) AS expired,
                   nullif(b.limit_nano, 9223372036854775807) AS limit_nano, b.spent_nano, b.on_exhaustion
            FROM api_key k LEFT JOIN key_budget b ON b.key_id = k.public_id
            """;
    private static final String INSERT = """
            INSERT INTO api_key (public_id, kind, role, organisation_id, name, secret_mac, secret_hash, created_by,
                requests_per_minute, models, expires_at, addresses)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String RESTRICT = """
            UPDATE api_key SET requests_per_minute = ?, models = ?, expires_at = ?, addresses = ? WHERE public_id = ?
            """;
    /** A key that has spent under a cap keeps its budget: no cap is the highest there is. */
    private static final String LIFT_CAP = "UPDATE key_budget SET limit_nano = 9223372036854775807 WHERE key_id = ?";

    /** One that is set again after it was lifted counts from now. */
    private static final String CAP = """
            INSERT INTO key_budget (key_id, limit_nano, on_exhaustion) VALUES (?, ?, ?)
            ON CONFLICT (key_id) DO UPDATE SET limit_nano = excluded.limit_nano, on_exhaustion = excluded.on_exhaustion,
                spent_nano = CASE key_budget.limit_nano WHEN 9223372036854775807 THEN 0 ELSE key_budget.spent_nano END,
                counts_from = CASE key_budget.limit_nano WHEN 9223372036854775807 THEN clock_timestamp()
                    ELSE key_budget.counts_from END
            """;

    @Inject
    private Database database;

    /** A key with the digests to compare and the caller it stands for, revoked or not. */
    record Stored(byte[] mac, String hash, Caller caller) {}

    record Revoked(long organisationId, KeyKind kind, String name) {}

    Optional<Stored> find(String publicId) {
        return database.first(CALLER + "WHERE k.public_id = ?", ApiKeyStore::stored, publicId);
    }

    /** The oldest transaction that may still commit: every later change carries its number or a higher one. */
    String oldestOpenTransaction() {
        return database.first("SELECT pg_snapshot_xmin(pg_current_snapshot())::text", row -> row.getString(1))
                .orElseThrow();
    }

    /** Callers whose key or organisation was changed by this transaction or one that began after it. */
    List<Caller> changedSince(String transaction) {
        return database.list(CALLER + CHANGED, row -> stored(row).caller(), transaction, transaction);
    }

    List<ApiKey> of(long organisationId) {
        return database.list(
                KEY + "WHERE k.organisation_id = ? ORDER BY k.created_at DESC", ApiKeyStore::key, organisationId);
    }

    Optional<ApiKey> key(String publicId) {
        return database.first(KEY + "WHERE k.public_id = ?", ApiKeyStore::key, publicId);
    }

    boolean exists(String publicId) {
        return database.first("SELECT 1 FROM api_key WHERE public_id = ?", row -> 1, publicId)
                .isPresent();
    }

    void insert(
            KeyText key,
            KeyRole role,
            long organisationId,
            String name,
            byte[] mac,
            String hash,
            String actor,
            KeyRestrictions restrictions) {
        database.update(
                INSERT,
                key.publicId(),
                KeyKind.of(key).orElseThrow().name(),
                role.name(),
                organisationId,
                name,
                mac,
                hash,
                actor,
                restrictions.requestsPerMinute(),
                models(restrictions),
                expiry(restrictions),
                addresses(restrictions));
        cap(key.publicId(), restrictions);
    }

    /** @return false if there is no such key */
    boolean restrict(String publicId, KeyRestrictions restrictions) {
        boolean found = database.update(
                        RESTRICT,
                        restrictions.requestsPerMinute(),
                        models(restrictions),
                        expiry(restrictions),
                        addresses(restrictions),
                        publicId)
                == 1;
        if (found) {
            cap(publicId, restrictions);
        }
        return found;
    }

    /** @return false if there is no such key */
    boolean route(String publicId, KeyRouting routing) {
        return database.update(
                        "UPDATE api_key SET routing_mode = ?, breakpoint_help = ? WHERE public_id = ?",
                        routing.mode() == null ? null : routing.mode().name(),
                        routing.breakpointHelp().name(),
                        publicId)
                == 1;
    }

    private void cap(String publicId, KeyRestrictions restrictions) {
        if (restrictions.spendCapNano() == null) {
            database.update(LIFT_CAP, publicId);
            return;
        }
        database.update(
                CAP,
                publicId,
                restrictions.spendCapNano(),
                restrictions.onExhaustion().name());
    }

    /** Empty if there is no such active key. */
    Optional<Revoked> revoke(String publicId, String actor) {
        return database.first(
                """
                UPDATE api_key SET revoked_at = clock_timestamp(), revoked_by = ?
                WHERE public_id = ? AND revoked_at IS NULL RETURNING organisation_id, kind, name
                """,
                row -> new Revoked(row.getLong(1), KeyKind.valueOf(row.getString(2)), row.getString(3)),
                actor,
                publicId);
    }

    private static @Nullable ArrayOf models(KeyRestrictions restrictions) {
        @Nullable Set<String> models = restrictions.models();
        return models == null ? null : new ArrayOf("text", models.toArray());
    }

    private static @Nullable ArrayOf addresses(KeyRestrictions restrictions) {
        List<String> addresses = restrictions.addresses();
        return addresses.isEmpty() ? null : new ArrayOf("cidr", addresses.toArray());
    }

    private static @Nullable Object expiry(KeyRestrictions restrictions) {
        @Nullable Instant expiresAt = restrictions.expiresAt();
        return expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getBytes("secret_mac"),
                row.getString("secret_hash"),
                new Caller(
                        row.getString("public_id"),
                        KeyKind.valueOf(row.getString("kind")),
                        row.getLong("id"),
                        keyState(row),
                        suspension(row)));
    }

    private static KeyState keyState(ResultSet row) throws SQLException {
        long expiresIn = row.getLong("expires_in");
        @Nullable Deadline expires = row.wasNull() ? null : Deadline.in(expiresIn);
        return new KeyState(
                row.getBoolean("revoked"),
                expires,
                texts(row, "models").map(Set::copyOf).orElse(null),
                texts(row, "addresses").orElse(List.of()).stream()
                        .map(AddressRange::parse)
                        .toList(),
                row.getInt("key_requests_per_minute"),
                row.getBoolean("capped"),
                KeyRole.valueOf(row.getString("role")),
                routing(row));
    }

    private static KeyRouting routing(ResultSet row) throws SQLException {
        @Nullable String mode = row.getString("routing_mode");
        return new KeyRouting(
                mode == null ? null : RoutingMode.valueOf(mode),
                BreakpointHelp.valueOf(row.getString("breakpoint_help")));
    }

    private static @Nullable Suspension suspension(ResultSet row) throws SQLException {
        String status = row.getString("status");
        if (status.equals("ACTIVE")) {
            return null;
        }
        return new Suspension(
                status.equals("STOPPED"),
                row.getTimestamp("suspended_from").toInstant(),
                Deadline.in(row.getLong("suspended_in")),
                Objects.requireNonNullElse(row.getString("status_reason"), ""));
    }

    private static Optional<List<String>> texts(ResultSet row, String column) throws SQLException {
        @Nullable Array array = row.getArray(column);
        return array == null ? Optional.empty() : Optional.of(List.of((String[]) array.getArray()));
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        int requestsPerMinute = row.getInt("requests_per_minute");
        @Nullable String onExhaustion = row.getString("on_exhaustion");
        return new ApiKey(
                row.getString("public_id"),
                KeyKind.valueOf(row.getString("kind")),
                KeyRole.valueOf(row.getString("role")),
                row.getLong("organisation_id"),
                row.getString("name"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                instant(row, "revoked_at"),
                row.getString("revoked_by"),
                row.getBoolean("expired"),
                new KeyRestrictions(
                        requestsPerMinute == 0 ? null : requestsPerMinute,
                        row.getObject("limit_nano", Long.class),
                        onExhaustion == null ? OnExhaustion.REVOKE : OnExhaustion.valueOf(onExhaustion),
                        texts(row, "models").map(Set::copyOf).orElse(null),
                        instant(row, "expires_at"),
                        texts(row, "addresses").orElse(List.of())),
                routing(row),
                row.getLong("spent_nano"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
