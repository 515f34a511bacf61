package io.tallyport.account;

import io.tallyport.database.Database;
import io.tallyport.ledger.Approval;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class OrganisationStore {
    private static final String ORGANISATION = """
            SELECT o.id, o.name, o.created_at, o.suspended_from, o.status_reason,
                   CASE WHEN o.status = 'SUSPENDED' AND o.suspended_from > clock_timestamp() THEN 'NOTIFIED' ELSE o.status
                   END AS status, w.posted_p + w.posted_b AS balance
            FROM organisation o JOIN wallet w ON w.id = o.id
            """;

    private static final String SET_STATUS = """
            WITH changed AS (
                UPDATE organisation SET status = v.status, status_reason = CASE WHEN v.status <> 'ACTIVE' THEN v.reason END,
                    suspended_from = CASE WHEN v.status <> 'ACTIVE' THEN coalesce(v.since, clock_timestamp()) END
                FROM (VALUES (?::bigint, ?::text, ?::timestamptz, ?::text)) v (id, status, since, reason)
                WHERE organisation.id = v.id
                RETURNING organisation.id, organisation.status, organisation.suspended_from, v.reason
            )
            INSERT INTO organisation_status_change (organisation_id, status, suspended_from, reason, actor)
            SELECT id, status, suspended_from, reason, ? FROM changed
            """;

    /** Nothing is written where nothing changes; the column follows by a trigger. */
    private static final String CHANGE_LEGAL_CUSTOMER = """
            INSERT INTO legal_customer_change (organisation_id, legal_customer_id, actor, approver, reason)
            SELECT id, ?::bigint, ?, ?, ? FROM organisation WHERE id = ? AND legal_customer_id IS DISTINCT FROM ?::bigint
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

    /** @param since null: now */
    boolean setStatus(long organisationId, String status, @Nullable Instant since, String reason, String actor) {
        return database.update(
                        SET_STATUS,
                        organisationId,
                        status,
                        since == null ? null : since.atOffset(ZoneOffset.UTC),
                        reason,
                        actor)
                == 1;
    }

    /** @param legalCustomerId null: a customer of its own */
    void changeLegalCustomer(long organisationId, @Nullable Long legalCustomerId, Approval approval) {
        database.update(
                CHANGE_LEGAL_CUSTOMER,
                legalCustomerId,
                approval.actor(),
                approval.approver(),
                approval.reason(),
                organisationId,
                legalCustomerId);
    }

    List<Organisation> all() {
        return database.list(ORGANISATION + "ORDER BY o.name", OrganisationStore::organisation);
    }

    Optional<Organisation> find(long id) {
        return database.first(ORGANISATION + "WHERE o.id = ?", OrganisationStore::organisation, id);
    }

    private static Organisation organisation(ResultSet row) throws SQLException {
        @Nullable Timestamp suspendedFrom = row.getTimestamp("suspended_from");
        return new Organisation(
                row.getLong("id"),
                row.getString("name"),
                Organisation.Status.valueOf(row.getString("status")),
                suspendedFrom == null ? null : suspendedFrom.toInstant(),
                row.getString("status_reason"),
                row.getTimestamp("created_at").toInstant(),
                row.getLong("balance"));
    }
}
