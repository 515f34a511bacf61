package io.tallyport.upstream;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

@ApplicationScoped
class SetupAccountStore {
    private static final String SAVE_PROVIDER = """
            INSERT INTO upstream_provider (name, protocol, base_url, serves, simulator, no_stream_options, responses,
                on_disconnect, from_setup_file)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, true)
            ON CONFLICT (name) DO UPDATE SET protocol = excluded.protocol, base_url = excluded.base_url,
                serves = excluded.serves, simulator = excluded.simulator, no_stream_options = excluded.no_stream_options,
                responses = excluded.responses, on_disconnect = excluded.on_disconnect, from_setup_file = true,
                enabled = upstream_provider.enabled OR NOT upstream_provider.from_setup_file
            RETURNING id
            """;

    /** One that an operator disabled stays disabled; one that comes back into the file is enabled. */
    private static final String SAVE_ACCOUNT = """
            INSERT INTO upstream_account AS a (name, provider_id, credential, account_group, region, weight,
                requests_per_minute, tokens_per_minute, concurrency, from_setup_file)
            SELECT ?, ?, ?, ?, ?, coalesce(stated.weight, 100), ?, ?, ?, true FROM (SELECT ?::integer) stated (weight)
            ON CONFLICT (coalesce(organisation_id, 0), name) WHERE deleted_at IS NULL DO UPDATE SET
                provider_id = excluded.provider_id,
                taken_out_at = CASE WHEN a.credential = excluded.credential THEN a.taken_out_at END,
                taken_out_reason = CASE WHEN a.credential = excluded.credential THEN a.taken_out_reason END,
                credential = excluded.credential, sealed_secret = NULL, secret_hint = NULL, secret_set_at = NULL,
                account_group = coalesce(excluded.account_group, a.account_group),
                region = coalesce(excluded.region, a.region),
                weight = coalesce(?, a.weight),
                requests_per_minute = coalesce(excluded.requests_per_minute, a.requests_per_minute),
                tokens_per_minute = coalesce(excluded.tokens_per_minute, a.tokens_per_minute),
                concurrency = coalesce(excluded.concurrency, a.concurrency),
                from_setup_file = true,
                enabled = a.enabled OR NOT a.from_setup_file
            """;

    @Inject
    private Database database;

    /** @return its id */
    long save(UpstreamProvider provider) {
        return database.first(
                        SAVE_PROVIDER,
                        row -> row.getLong(1),
                        provider.name(),
                        provider.protocol().text(),
                        provider.baseUrl().toString(),
                        new ArrayOf("text", provider.serves().toArray()),
                        provider.simulator(),
                        provider.noStreamOptions(),
                        provider.responses(),
                        provider.disconnect().text())
                .orElseThrow();
    }

    void save(long providerId, SetupAccount account) {
        database.update(
                SAVE_ACCOUNT,
                account.name(),
                providerId,
                account.credential(),
                account.group(),
                account.region(),
                account.quota().requestsPerMinute(),
                account.quota().tokensPerMinute(),
                account.quota().concurrency(),
                account.weight(),
                account.weight());
    }

    Optional<Long> idOf(String name) {
        return database.first(
                "SELECT id FROM upstream_account WHERE name = ? AND organisation_id IS NULL AND deleted_at IS NULL",
                row -> row.getLong(1),
                name);
    }

    void forgetAllBut(Set<String> providers, Set<String> accounts) {
        database.update(
                "UPDATE upstream_provider SET from_setup_file = false WHERE from_setup_file AND name <> ALL (?)",
                new ArrayOf("text", providers.toArray()));
        database.update("""
                UPDATE upstream_account SET from_setup_file = false, enabled = false
                WHERE from_setup_file AND name <> ALL (?)
                """, new ArrayOf("text", accounts.toArray()));
    }
}
