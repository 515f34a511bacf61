package io.tallyport.provisioning;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class ProviderStore {
    private static final String SAVE = """
            INSERT INTO upstream_provider (name, protocol, base_url, serves, simulator, no_stream_options, responses,
                on_disconnect)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET protocol = excluded.protocol, base_url = excluded.base_url,
                serves = excluded.serves, simulator = excluded.simulator, no_stream_options = excluded.no_stream_options,
                responses = excluded.responses, on_disconnect = excluded.on_disconnect
            """;

    @Inject
    private Database database;

    List<ProviderState> all() {
        return database.list("SELECT * FROM upstream_provider ORDER BY name", ProviderStore::state);
    }

    Optional<ProviderState> find(String name) {
        return database.first("SELECT * FROM upstream_provider WHERE name = ?", ProviderStore::state, name);
    }

    void save(ProviderState wish) {
        database.update(
                SAVE,
                wish.name(),
                wish.protocol(),
                wish.baseUrl(),
                new ArrayOf("text", wish.serves().toArray()),
                wish.simulator(),
                wish.noStreamOptions(),
                wish.responses(),
                wish.onDisconnect());
    }

    void setEnabled(String name, boolean enabled) {
        database.update("UPDATE upstream_provider SET enabled = ? WHERE name = ?", enabled, name);
    }

    private static ProviderState state(ResultSet row) throws SQLException {
        return new ProviderState(
                row.getString("name"),
                row.getString("protocol"),
                row.getString("base_url"),
                List.of((String[]) row.getArray("serves").getArray()),
                row.getBoolean("simulator"),
                row.getBoolean("no_stream_options"),
                row.getBoolean("responses"),
                row.getString("on_disconnect"),
                row.getBoolean("enabled"),
                row.getBoolean("from_setup_file"));
    }
}
