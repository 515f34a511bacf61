package io.tallyport.tier;

import io.tallyport.database.Database;
import io.tallyport.database.Database.ArrayOf;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ContractStore {
    private static final String INSERT = """
            INSERT INTO contract (organisation_id, name, multiplier_ppm, requests_per_minute, concurrency_cap,
                reserved_concurrency, debt_cap_nano, starts_at, ends_at, actor, approver, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, coalesce(?::timestamptz, now()), ?::timestamptz, ?, ?, ?)
            """;
    private static final String END = """
            UPDATE contract SET ends_at = greatest(now(), starts_at), ended_by = ?, end_approved_by = ?
            WHERE id = ? AND (ends_at IS NULL OR ends_at > now())
            """;

    @Inject
    private Database database;

    /** Those in force or to come, of these organisations. */
    List<Contract> current(Collection<Long> organisationIds) {
        return database.list("""
                SELECT * FROM contract WHERE organisation_id = ANY (?) AND coalesce(ends_at > now(), true)
                ORDER BY starts_at
                """, ContractStore::contract, new ArrayOf("bigint", organisationIds.toArray()));
    }

    List<Contract> of(long organisationId) {
        return database.list(
                "SELECT * FROM contract WHERE organisation_id = ? ORDER BY starts_at DESC, id DESC",
                ContractStore::contract,
                organisationId);
    }

    void insert(long organisationId, ContractTerms terms, Contracts.Term term, Contracts.Approval approval) {
        database.update(
                INSERT,
                organisationId,
                terms.name(),
                terms.multiplierPpm(),
                terms.requestsPerMinute(),
                terms.concurrencyCap(),
                terms.reservedConcurrency(),
                terms.debtCapNano(),
                time(term.startsAt()),
                time(term.endsAt()),
                approval.actor(),
                approval.approver(),
                approval.reason());
    }

    /** @return false if it has ended already, or there is none */
    boolean end(long contractId, String actor, String approver) {
        return database.update(END, actor, approver, contractId) == 1;
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private static Contract contract(ResultSet row) throws SQLException {
        @Nullable Timestamp ends = row.getTimestamp("ends_at");
        return new Contract(
                row.getLong("id"),
                row.getLong("organisation_id"),
                new ContractTerms(
                        row.getString("name"),
                        integer(row, "multiplier_ppm"),
                        integer(row, "requests_per_minute"),
                        integer(row, "concurrency_cap"),
                        integer(row, "reserved_concurrency"),
                        row.getLong("debt_cap_nano")),
                row.getTimestamp("starts_at").toInstant(),
                ends == null ? null : ends.toInstant(),
                row.getString("actor"),
                row.getString("approver"),
                row.getString("reason"));
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
