package io.tallyport.autotopup;

import io.tallyport.autotopup.AutoTopUp.Terms;
import io.tallyport.database.Database;
import io.tallyport.payment.SavedMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class AutoTopUpStore {
    private static final String UPSERT = """
            INSERT INTO auto_top_up AS a (organisation_id, threshold_nano, package_id, amount_minor, monthly_cap_minor,
                provider, method, instrument, consent_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (organisation_id) DO UPDATE SET threshold_nano = excluded.threshold_nano,
                package_id = excluded.package_id, amount_minor = excluded.amount_minor,
                monthly_cap_minor = excluded.monthly_cap_minor, provider = excluded.provider, method = excluded.method,
                instrument = excluded.instrument, state = 'ACTIVE', reason = NULL, failures = 0, next_at = clock_timestamp(),
                consent_by = excluded.consent_by, consent_at = clock_timestamp()
            """;
    /** Of a wallet that is under the threshold, and has none under way: that the index refuses. */
    private static final String BEGIN = """
            INSERT INTO auto_top_up_order (organisation_id)
            SELECT a.organisation_id FROM auto_top_up a JOIN wallet w ON w.id = a.organisation_id
            WHERE a.state = 'ACTIVE' AND a.provider = ? AND a.next_at <= clock_timestamp()
                AND w.posted_p + w.posted_b - w.frozen < a.threshold_nano
            ON CONFLICT (organisation_id) WHERE ended_at IS NULL DO NOTHING
            """;
    /** For a while nobody else takes them, so that a node that dies leaves them to others. */
    private static final String CLAIM = """
            UPDATE auto_top_up_order o SET next_at = clock_timestamp() + ? * interval '1 millisecond'
            FROM (SELECT id FROM auto_top_up_order WHERE ended_at IS NULL AND next_at <= clock_timestamp()
                ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED) due, auto_top_up a
            WHERE o.id = due.id AND a.organisation_id = o.organisation_id
            RETURNING o.id, o.organisation_id, o.order_id, a.package_id, a.amount_minor, a.monthly_cap_minor, a.provider,
                a.method, a.instrument, a.threshold_nano
            """;

    private static final String SPENT = """
            SELECT coalesce(sum(o.net_minor + o.tax_minor), 0)::bigint
            FROM auto_top_up_order t JOIN payment_order o ON o.id = t.order_id
            WHERE t.organisation_id = ? AND t.id <> ?
                AND t.begun_at >= date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
                AND o.state NOT IN ('DRAFT', 'FAILED', 'EXPIRED', 'CANCELLED')
            """;
    private static final String END = """
            WITH ended AS (
                UPDATE auto_top_up_order SET ended_at = clock_timestamp(), outcome = ? WHERE id = ? AND ended_at IS NULL
                RETURNING organisation_id
            )
            UPDATE auto_top_up a SET failures = CASE WHEN ? THEN failures + 1 ELSE 0 END,
                next_at = clock_timestamp() + ? * interval '1 millisecond'
            FROM ended WHERE a.organisation_id = ended.organisation_id
            RETURNING a.failures
            """;

    @Inject
    private Database database;

    /** @param orderId null until it is placed */
    record Claimed(long id, long organisationId, @Nullable Long orderId, Terms terms, SavedMethod method) {}

    void upsert(long organisationId, Terms terms, SavedMethod method, String actor) {
        database.update(
                UPSERT,
                organisationId,
                terms.thresholdNano(),
                terms.packageId(),
                terms.amount(),
                terms.monthlyCap(),
                method.provider(),
                method.reference(),
                method.instrument(),
                actor);
    }

    void stop(long organisationId, String reason) {
        database.update(
                "UPDATE auto_top_up SET state = 'STOPPED', reason = ? WHERE organisation_id = ? AND state = 'ACTIVE'",
                reason,
                organisationId);
    }

    Optional<AutoTopUp> find(long organisationId) {
        return database.first(
                """
                SELECT a.*, p.currency FROM auto_top_up a JOIN credit_package p ON p.id = a.package_id
                WHERE organisation_id = ?
                """,
                row -> new AutoTopUp(
                        row.getLong("organisation_id"),
                        terms(row),
                        row.getString("currency"),
                        row.getString("instrument"),
                        row.getString("state").equals("ACTIVE"),
                        row.getString("reason"),
                        row.getInt("failures"),
                        row.getString("consent_by"),
                        row.getTimestamp("consent_at").toInstant()),
                organisationId);
    }

    void begin(String provider) {
        database.update(BEGIN, provider);
    }

    List<Claimed> claim(int most, Duration life) {
        return database.list(
                CLAIM,
                row -> new Claimed(
                        row.getLong("id"),
                        row.getLong("organisation_id"),
                        (Long) row.getObject("order_id"),
                        terms(row),
                        new SavedMethod(
                                row.getString("provider"), row.getString("method"), row.getString("instrument"))),
                life.toMillis(),
                most);
    }

    void placed(long id, long orderId) {
        database.update("UPDATE auto_top_up_order SET order_id = ? WHERE id = ?", orderId, id);
    }

    /** With tax, what its other orders of this month come to. */
    long spentThisMonth(Claimed claimed) {
        return database.first(SPENT, row -> row.getLong(1), claimed.organisationId(), claimed.id())
                .orElseThrow();
    }

    void lookAgain(long id, Duration pause) {
        database.update(
                "UPDATE auto_top_up_order SET next_at = clock_timestamp() + ? * interval '1 millisecond' WHERE id = ?",
                pause.toMillis(),
                id);
    }

    /** @return failures in a row, this one included */
    int end(long id, String outcome, boolean isFailure, Duration pause) {
        return database.first(END, row -> row.getInt(1), outcome, id, isFailure, pause.toMillis())
                .orElse(0);
    }

    private static Terms terms(ResultSet row) throws SQLException {
        return new Terms(
                row.getLong("threshold_nano"),
                row.getLong("package_id"),
                (Long) row.getObject("amount_minor"),
                row.getLong("monthly_cap_minor"));
    }
}
