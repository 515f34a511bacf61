package io.tallyport.upstream;

import io.tallyport.chat.Protocol;
import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class UpstreamStore {
    private static final String IN_USE = """
            SELECT a.id AS account_id, a.name AS account_name, a.credential, a.sealed_secret, a.account_group, a.region,
                a.weight, a.requests_per_minute, a.tokens_per_minute, a.concurrency, a.organisation_id, p.*
            FROM upstream_account a JOIN upstream_provider p ON p.id = a.provider_id
            WHERE a.enabled AND p.enabled AND a.taken_out_at IS NULL AND a.deleted_at IS NULL
            ORDER BY a.id
            """;
    private static final String TAKE_OUT = """
            UPDATE upstream_account SET taken_out_at = clock_timestamp(), taken_out_reason = ?
            WHERE id = ? AND taken_out_at IS NULL AND deleted_at IS NULL RETURNING name, organisation_id
            """;

    @Inject
    private Database database;

    /** An account as it rests: with the name of its secret's property, its sealed secret, or neither. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Stored(UpstreamAccount account, @Nullable String credential, byte @Nullable [] sealed) {}

    /** @param organisationId whose own it is */
    record TakenOut(String name, @Nullable Long organisationId) {}

    /** Enabled, under an enabled provider, not taken out. */
    List<Stored> inUse() {
        return database.list(
                IN_USE, row -> new Stored(account(row), row.getString("credential"), row.getBytes("sealed_secret")));
    }

    /** Empty if it is out already. */
    Optional<TakenOut> takeOut(long accountId, String reason) {
        return database.first(
                TAKE_OUT, row -> new TakenOut(row.getString(1), row.getObject(2, Long.class)), reason, accountId);
    }

    private static UpstreamAccount account(ResultSet row) throws SQLException {
        return new UpstreamAccount(
                row.getLong("account_id"),
                row.getString("account_name"),
                provider(row),
                row.getString("account_group"),
                row.getString("region"),
                row.getInt("weight"),
                quota(row),
                row.getObject("organisation_id", Long.class));
    }

    private static UpstreamProvider provider(ResultSet row) throws SQLException {
        return new UpstreamProvider(
                row.getLong("id"),
                row.getString("name"),
                Protocol.of(row.getString("protocol")),
                URI.create(row.getString("base_url")),
                Set.of((String[]) row.getArray("serves").getArray()),
                row.getBoolean("simulator"),
                row.getBoolean("no_stream_options"),
                row.getBoolean("responses"),
                Disconnect.of(row.getString("on_disconnect")));
    }

    private static Quota quota(ResultSet row) throws SQLException {
        return new Quota(
                row.getObject("requests_per_minute", Integer.class),
                row.getObject("tokens_per_minute", Long.class),
                row.getObject("concurrency", Integer.class));
    }
}
