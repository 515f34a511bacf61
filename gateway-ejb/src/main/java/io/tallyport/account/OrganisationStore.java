package io.tallyport.account;

import io.tallyport.account.Organisations.Contract;
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
    private static final String SAVE_CONTRACT = """
            INSERT INTO contract (organisation_id, multiplier_ppm, requests_per_minute) VALUES (?, ?, ?)
            ON CONFLICT (organisation_id) DO UPDATE SET multiplier_ppm = excluded.multiplier_ppm,
                requests_per_minute = excluded.requests_per_minute
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

    void saveContract(long organisationId, Contract contract) {
        database.update(SAVE_CONTRACT, organisationId, contract.multiplierPpm(), contract.requestsPerMinute());
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
