package io.tallyport.upstream;

import io.tallyport.chat.Protocol;
import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Set;

@ApplicationScoped
class UpstreamAccountStore {
    private static final String UPSERT = """
            INSERT INTO upstream_account (name, protocol, base_url, credential, providers, simulator, no_stream_options,
                responses, on_disconnect)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET protocol = excluded.protocol, base_url = excluded.base_url,
                credential = excluded.credential, providers = excluded.providers, simulator = excluded.simulator,
                no_stream_options = excluded.no_stream_options, responses = excluded.responses,
                on_disconnect = excluded.on_disconnect, enabled = true
            """;

    @Inject
    private Database database;

    List<UpstreamAccount> enabled() {
        return database.list(
                "SELECT * FROM upstream_account WHERE enabled ORDER BY id",
                row -> new UpstreamAccount(
                        row.getLong("id"),
                        row.getString("name"),
                        Protocol.of(row.getString("protocol")),
                        URI.create(row.getString("base_url")),
                        row.getString("credential"),
                        Set.of((String[]) row.getArray("providers").getArray()),
                        row.getBoolean("simulator"),
                        row.getBoolean("no_stream_options"),
                        row.getBoolean("responses"),
                        Disconnect.of(row.getString("on_disconnect"))));
    }

    void save(UpstreamAccount account) {
        database.update(
                UPSERT,
                account.name(),
                account.protocol().text(),
                account.baseUrl().toString(),
                account.credential(),
                new Database.ArrayOf("text", account.providers().toArray()),
                account.simulator(),
                account.noStreamOptions(),
                account.responses(),
                account.disconnect().text());
    }

    void disableAllBut(Set<String> names) {
        database.update(
                "UPDATE upstream_account SET enabled = false WHERE name <> ALL (?)",
                new Database.ArrayOf("text", names.toArray()));
    }
}
