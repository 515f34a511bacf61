package io.tallyport.reconciliation;

import io.tallyport.database.Database;
import io.tallyport.payment.BalanceLine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ReconciliationStore {
    private static final String INSERT = """
            INSERT INTO provider_balance_line
                (provider, line_id, type, currency, gross_minor, fee_minor, payment_id, source_id, happened_at, tx_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    /** One run for each time that is due; one that was broken off is tried again. */
    private static final String BEGIN_IF_DUE = """
            INSERT INTO reconciliation_run AS r (provider, due) VALUES (?, ?)
            ON CONFLICT (provider, due) DO UPDATE SET started_at = clock_timestamp()
                WHERE r.ended_at IS NULL AND r.started_at < clock_timestamp() - interval '30 minutes'
            RETURNING id
            """;
    /**
     * 1100 has one account per currency. {@code back} is what each refund and dispute moved there: {@code soon} is the same if
     * those that are under way succeed. A line that names neither may be any of its payment's.
     */
    private static final String DIFFERENCES = """
            WITH asked AS (SELECT ?::text AS provider), charge AS (
                SELECT payment_id, currency, sum(gross_minor) AS gross FROM provider_balance_line
                WHERE provider = (TABLE asked) AND type = 'CHARGE' AND payment_id IS NOT NULL GROUP BY payment_id, currency
            ), credit AS (
                SELECT c.payment_id, o.currency, o.net_minor + o.tax_minor AS gross, c.at
                FROM payment_credit c JOIN payment_order o ON o.id = c.order_id WHERE c.provider = (TABLE asked)
            ), told AS (
                SELECT CASE WHEN type LIKE 'REFUND%' THEN 'REFUND' ELSE 'DISPUTE' END AS what, source_id, currency,
                    sum(CASE WHEN type LIKE 'REFUND%' THEN gross_minor ELSE gross_minor - fee_minor END) AS total
                FROM provider_balance_line
                WHERE provider = (TABLE asked) AND source_id IS NOT NULL
                    AND type IN ('REFUND', 'REFUND_FAILURE', 'DISPUTE', 'DISPUTE_REVERSAL')
                GROUP BY what, source_id, currency
            ), posted AS (
                SELECT 'REFUND' AS what, provider_refund_id AS source_id, currency, ARRAY[idem_key || ':paid'] AS keys, 0 AS fee,
                    CASE WHEN state IN ('REQUESTED', 'PENDING') THEN amount_minor ELSE 0 END AS open, requested_at AS at,
                    payment_id
                FROM payment_refund WHERE provider = (TABLE asked) AND way = 'PROVIDER' AND provider_refund_id IS NOT NULL
                UNION ALL
                SELECT 'DISPUTE', dispute_id, currency, ARRAY[key || ':opened', key || ':won'], fee_minor, 0, opened_at,
                    (SELECT payment_id FROM payment_credit c WHERE c.order_id = d.order_id)
                FROM payment_dispute d CROSS JOIN LATERAL (SELECT 'dispute:' || provider || ':' || dispute_id AS key) begins
                WHERE provider = (TABLE asked)
            ), back AS (
                SELECT what, source_id, currency, sum(moved - fee) AS total, sum(moved - fee - open) AS soon, max(at) AS at,
                    min(payment_id) AS payment_id
                FROM posted CROSS JOIN LATERAL (SELECT coalesce(sum(e.amount), 0) AS moved
                    FROM ledger_tx t CROSS JOIN LATERAL
                        (SELECT t.id UNION ALL SELECT id FROM ledger_tx WHERE reverses_tx_id = t.id) one
                    JOIN account_entry e ON e.tx_id = one.id JOIN ledger_account a ON a.id = e.account_id AND a.class = '1100'
                    WHERE t.idem_key = ANY (keys)) m
                GROUP BY what, source_id, currency
            ), books AS (
                SELECT a.unit AS currency, coalesce((SELECT total FROM account_snapshot
                        WHERE account_id = a.id ORDER BY up_to_seq DESC LIMIT 1), 0)
                    + coalesce((SELECT sum(amount) FROM account_entry WHERE account_id = a.id
                        AND seq > (SELECT coalesce(max(up_to_seq), 0) FROM ledger_snapshot)), 0) AS total
                FROM ledger_account a WHERE a.class = '1100' AND a.detail = (TABLE asked)
            ), provided AS (
                SELECT currency, sum(gross_minor - fee_minor) AS total FROM provider_balance_line
                WHERE provider = (TABLE asked) GROUP BY currency
            )
            SELECT 'NOT_CREDITED' AS kind, c.payment_id AS subject, c.currency, 0::numeric AS books, c.gross AS provided
            FROM charge c WHERE NOT EXISTS (SELECT FROM credit WHERE credit.payment_id = c.payment_id)
            UNION ALL
            SELECT 'NOT_CHARGED', payment_id, currency, gross, 0 FROM credit
            WHERE at < clock_timestamp() - interval '1 day'
                AND NOT EXISTS (SELECT FROM charge WHERE charge.payment_id = credit.payment_id)
            UNION ALL
            SELECT 'AMOUNT', payment_id, credit.currency, credit.gross, charge.gross FROM credit JOIN charge USING (payment_id)
            WHERE (credit.currency, credit.gross::numeric) IS DISTINCT FROM (charge.currency, charge.gross)
            UNION ALL
            SELECT what || '_UNKNOWN', source_id, currency, 0, total FROM told
            WHERE total <> 0 AND NOT EXISTS (SELECT FROM back WHERE (back.what, back.source_id) = (told.what, told.source_id))
            UNION ALL
            SELECT what || '_MISSING', source_id, currency, total, 0 FROM back
            WHERE total <> 0 AND at < clock_timestamp() - interval '1 day'
                AND NOT EXISTS (SELECT FROM told WHERE (told.what, told.source_id) = (back.what, back.source_id))
                AND NOT EXISTS (SELECT FROM provider_balance_line l WHERE l.provider = (TABLE asked)
                    AND (l.type, l.payment_id) = (back.what, back.payment_id) AND l.source_id IS NULL)
            UNION ALL
            SELECT what || '_AMOUNT', source_id, back.currency, back.total, told.total FROM back JOIN told USING (what, source_id)
            WHERE back.currency <> told.currency OR told.total NOT IN (back.total, back.soon)
            UNION ALL
            SELECT 'BALANCE', currency, currency, coalesce(books.total, 0), coalesce(provided.total, 0)
            FROM books FULL JOIN provided USING (currency)
            WHERE coalesce(books.total, 0) <> coalesce(provided.total, 0)
            UNION ALL
            SELECT 'UNKNOWN_LINE', line_id, currency, 0, gross_minor - fee_minor FROM provider_balance_line
            WHERE provider = (TABLE asked) AND type = 'OTHER'
            """;

    private static final String COMPARE = """
            INSERT INTO reconciliation_difference AS d (provider, kind, subject, currency, books_minor, provider_minor, last_run)
            SELECT DISTINCT ON (kind, subject) ?, kind, subject, currency, books, provided, ?::bigint FROM (%s) found
            ORDER BY kind, subject
            ON CONFLICT (provider, kind, subject) WHERE gone_at IS NULL DO UPDATE SET
                runs = CASE WHEN (d.books_minor, d.provider_minor) = (excluded.books_minor, excluded.provider_minor)
                    THEN d.runs + 1 ELSE 1 END,
                books_minor = excluded.books_minor, provider_minor = excluded.provider_minor, last_run = excluded.last_run
            """.formatted(DIFFERENCES);

    @Inject
    private Database database;

    /** Until the caller's transaction ends nobody else takes lines of this provider over. */
    void lock(String provider) {
        database.list(
                "SELECT pg_advisory_xact_lock(hashtextextended('reconciliation:' || ?, 0))", row -> true, provider);
    }

    boolean isKnown(String provider, String lineId) {
        return database.first(
                        "SELECT 1 FROM provider_balance_line WHERE (provider, line_id) = (?, ?)",
                        row -> true,
                        provider,
                        lineId)
                .isPresent();
    }

    void insert(String provider, BalanceLine line, @Nullable UUID transaction) {
        database.update(
                INSERT,
                provider,
                line.id(),
                line.type().name(),
                line.currency(),
                line.gross(),
                line.fee(),
                line.paymentId(),
                line.sourceId(),
                line.at().atOffset(ZoneOffset.UTC),
                transaction);
    }

    long begin(String provider) {
        return database.first(
                        "INSERT INTO reconciliation_run (provider) VALUES (?) RETURNING id",
                        row -> row.getLong(1),
                        provider)
                .orElseThrow();
    }

    Optional<Long> beginIfDue(String provider, Instant due) {
        return database.first(BEGIN_IF_DUE, row -> row.getLong(1), provider, due.atOffset(ZoneOffset.UTC));
    }

    Optional<Instant> lastComplete(String provider) {
        return database.first(
                "SELECT started_at FROM reconciliation_run WHERE provider = ? AND ended_at IS NOT NULL"
                        + " ORDER BY started_at DESC LIMIT 1",
                row -> row.getTimestamp(1).toInstant(),
                provider);
    }

    Optional<Instant> firstOrder(String provider) {
        return database.first(
                "SELECT created_at FROM payment_order WHERE provider = ? ORDER BY id LIMIT 1",
                row -> row.getTimestamp(1).toInstant(),
                provider);
    }

    void compare(String provider, long run) {
        database.update(COMPARE, provider, run, provider);
    }

    void end(String provider, long run) {
        database.update("""
                UPDATE reconciliation_difference SET gone_at = clock_timestamp()
                WHERE provider = ? AND gone_at IS NULL AND last_run <> ?
                """, provider, run);
        database.update("UPDATE reconciliation_run SET ended_at = clock_timestamp() WHERE id = ?", run);
    }

    List<Difference> open(String provider) {
        return database.list(
                "SELECT * FROM reconciliation_difference WHERE provider = ? AND gone_at IS NULL ORDER BY id",
                row -> new Difference(
                        row.getString("provider"),
                        Difference.Kind.valueOf(row.getString("kind")),
                        row.getString("subject"),
                        row.getString("currency"),
                        row.getBigDecimal("books_minor").toBigIntegerExact(),
                        row.getBigDecimal("provider_minor").toBigIntegerExact(),
                        row.getInt("runs")),
                provider);
    }
}
