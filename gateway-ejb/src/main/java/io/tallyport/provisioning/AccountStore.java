package io.tallyport.provisioning;

import io.tallyport.database.Database;
import io.tallyport.upstream.AccountSecrets;
import io.tallyport.upstream.Quota;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class AccountStore {
    private static final String ACCOUNT = """
            SELECT a.*, p.name AS provider FROM upstream_account a JOIN upstream_provider p ON p.id = a.provider_id
            WHERE a.deleted_at IS NULL
            """;
    private static final String INSERT = """
            INSERT INTO upstream_account (name, provider_id, organisation_id, account_group, region, weight,
                requests_per_minute, tokens_per_minute, concurrency)
            SELECT ?, id, ?, ?, ?, ?, ?, ?, ? FROM upstream_provider WHERE name = ?
            ON CONFLICT (coalesce(organisation_id, 0), name) WHERE deleted_at IS NULL DO NOTHING RETURNING id
            """;
    private static final String UPDATE = """
            UPDATE upstream_account SET account_group = ?, region = ?, weight = ?, requests_per_minute = ?,
                tokens_per_minute = ?, concurrency = ?
            WHERE id = ?
            """;
    private static final String SET_SECRET = """
            UPDATE upstream_account SET sealed_secret = ?, secret_hint = ?, secret_set_at = clock_timestamp(),
                credential = NULL, taken_out_at = NULL, taken_out_reason = NULL
            WHERE id = ?
            """;
    private static final String PUT_BACK =
            "UPDATE upstream_account SET taken_out_at = NULL, taken_out_reason = NULL WHERE id = ?";
    private static final String DELETE = """
            UPDATE upstream_account SET deleted_at = clock_timestamp(), enabled = false, sealed_secret = NULL,
                secret_hint = NULL, secret_set_at = NULL
            WHERE id = ?
            """;

    @Inject
    private Database database;

    List<AccountState> all() {
        return database.list(ACCOUNT + "ORDER BY a.id", AccountStore::state);
    }

    List<AccountState> of(long organisationId) {
        return database.list(ACCOUNT + "AND a.organisation_id = ? ORDER BY a.id", AccountStore::state, organisationId);
    }

    Optional<AccountState> find(long id) {
        return database.first(ACCOUNT + "AND a.id = ?", AccountStore::state, id);
    }

    /** @return its id; empty if there is one of this name */
    Optional<Long> insert(String provider, String name, @Nullable Long organisationId, AccountWish wish) {
        return database.first(
                INSERT,
                row -> row.getLong(1),
                name,
                organisationId,
                wish.group(),
                wish.region(),
                wish.givenWeight(),
                wish.quota().requestsPerMinute(),
                wish.quota().tokensPerMinute(),
                wish.quota().concurrency(),
                provider);
    }

    void update(long id, AccountWish wish) {
        database.update(
                UPDATE,
                wish.group(),
                wish.region(),
                wish.givenWeight(),
                wish.quota().requestsPerMinute(),
                wish.quota().tokensPerMinute(),
                wish.quota().concurrency(),
                id);
    }

    void setSecret(long id, AccountSecrets.Sealed secret) {
        database.update(SET_SECRET, secret.value(), secret.hint(), id);
    }

    void setEnabled(long id, boolean enabled) {
        database.update("UPDATE upstream_account SET enabled = ? WHERE id = ?", enabled, id);
    }

    void putBack(long id) {
        database.update(PUT_BACK, id);
    }

    void delete(long id) {
        database.update(DELETE, id);
    }

    /** Whether calls of an organisation always go there. */
    boolean isFixed(long id) {
        return database.first("SELECT 1 FROM organisation_routing WHERE fixed_account_id = ?", row -> 1, id)
                .isPresent();
    }

    /** One caller at a time adds accounts for an organisation, until its transaction ends. */
    void lock(long organisationId) {
        database.list(
                "SELECT pg_advisory_xact_lock(hashtext('upstream_account'), ?::integer)", row -> 1, organisationId);
    }

    private static AccountState state(ResultSet row) throws SQLException {
        return new AccountState(
                row.getLong("id"),
                row.getString("name"),
                row.getString("provider"),
                row.getString("account_group"),
                row.getString("region"),
                row.getInt("weight"),
                new Quota(
                        row.getObject("requests_per_minute", Integer.class),
                        row.getObject("tokens_per_minute", Long.class),
                        row.getObject("concurrency", Integer.class)),
                row.getObject("organisation_id", Long.class),
                row.getString("credential"),
                instant(row, "secret_set_at"),
                row.getString("secret_hint"),
                row.getBoolean("enabled"),
                row.getBoolean("from_setup_file"),
                instant(row, "taken_out_at"),
                row.getString("taken_out_reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
