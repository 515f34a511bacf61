package io.tallyport.account;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class OrganisationStore {
    private static final String ORGANISATION = """
            SELECT o.id, o.name, o.status, o.created_at, w.posted_p + w.posted_b AS balance
            FROM organisation o JOIN wallet w ON w.id = o.id
            """;

    @Inject
    private Database database;

    Optional<Long> idOf(String name) {
        return database.first("SELECT id FROM organisation WHERE name = ?", row -> row.getLong(1), name);
    }

    long insert(String name) {
        return database.first("INSERT INTO organisation (name) VALUES (?) RETURNING id", row -> row.getLong(1), name)
                .orElseThrow();
    }

    List<Organisation> all() {
        return database.list(ORGANISATION + "ORDER BY o.name", OrganisationStore::organisation);
    }

    Optional<Organisation> find(long id) {
        return database.first(ORGANISATION + "WHERE o.id = ?", OrganisationStore::organisation, id);
    }

    private static Organisation organisation(ResultSet row) throws SQLException {
        return new Organisation(
                row.getLong("id"),
                row.getString("name"),
                row.getString("status").equals("ACTIVE"),
                row.getTimestamp("created_at").toInstant(),
                row.getLong("balance"));
    }
}
