package io.tallyport.vatid;

import io.tallyport.database.Database;
import io.tallyport.vatid.VatIdCheck.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class VatIdCheckStore {
    private static final String INSERT = """
            INSERT INTO vat_id_check (vat_id, requester, outcome, consultation_number, name, address, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *
            """;

    @Inject
    private Database database;

    VatIdCheck insert(VatId vatId, @Nullable VatId requester, Verdict verdict) {
        return database.first(
                        INSERT,
                        VatIdCheckStore::check,
                        vatId.toString(),
                        requester == null ? null : requester.toString(),
                        verdict.outcome().name(),
                        verdict.consultationNumber(),
                        verdict.name(),
                        verdict.address(),
                        verdict.reason())
                .orElseThrow();
    }

    Optional<VatIdCheck> find(long id) {
        return database.first("SELECT * FROM vat_id_check WHERE id = ?", VatIdCheckStore::check, id);
    }

    Optional<VatIdCheck> newest(VatId vatId) {
        return database.first(
                "SELECT * FROM vat_id_check WHERE vat_id = ? ORDER BY checked_at DESC LIMIT 1",
                VatIdCheckStore::check,
                vatId.toString());
    }

    private static VatIdCheck check(ResultSet row) throws SQLException {
        return new VatIdCheck(
                row.getLong("id"),
                row.getString("vat_id"),
                Outcome.valueOf(row.getString("outcome")),
                row.getString("consultation_number"),
                row.getString("name"),
                row.getString("address"),
                row.getString("reason"),
                row.getTimestamp("checked_at").toInstant());
    }
}
