package io.tallyport.tax;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class TaxSnapshotStore {
    private static final String INSERT = """
            INSERT INTO tax_snapshot (rule_set, rule_row, code, category, percent, jurisdiction, tax_name, vatex, wording,
                tax_point, currency, net_minor, tax_minor, content, sha256)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, content, sha256(convert_to(content, 'UTF8'))
            FROM (SELECT ?::text AS content) given RETURNING *
            """;

    @Inject
    private Database database;

    TaxSnapshot insert(
            TaxAssessment assessment, Instant taxPoint, String currency, long net, long tax, String content) {
        @Nullable Wording wording = assessment.wording();
        return database.first(
                        INSERT,
                        TaxSnapshotStore::snapshot,
                        assessment.ruleSet(),
                        assessment.row(),
                        assessment.code(),
                        assessment.category(),
                        assessment.percent(),
                        assessment.jurisdiction(),
                        assessment.taxName(),
                        assessment.vatex(),
                        wording == null ? null : wording.name(),
                        taxPoint.atOffset(ZoneOffset.UTC),
                        currency,
                        net,
                        tax,
                        content)
                .orElseThrow();
    }

    Optional<TaxSnapshot> find(long id) {
        return database.first("SELECT * FROM tax_snapshot WHERE id = ?", TaxSnapshotStore::snapshot, id);
    }

    private static TaxSnapshot snapshot(ResultSet row) throws SQLException {
        @Nullable String wording = row.getString("wording");
        return new TaxSnapshot(
                row.getLong("id"),
                new TaxAssessment(
                        row.getString("rule_set"),
                        row.getInt("rule_row"),
                        row.getString("code"),
                        row.getBigDecimal("percent"),
                        row.getString("jurisdiction"),
                        row.getString("tax_name"),
                        row.getString("category"),
                        row.getString("vatex"),
                        wording == null ? null : Wording.valueOf(wording)),
                row.getTimestamp("tax_point").toInstant(),
                row.getString("currency"),
                row.getLong("net_minor"),
                row.getLong("tax_minor"),
                row.getString("content"));
    }
}
