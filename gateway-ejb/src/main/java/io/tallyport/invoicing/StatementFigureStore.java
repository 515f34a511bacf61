package io.tallyport.invoicing;

import io.tallyport.database.Database;
import io.tallyport.database.Session;
import io.tallyport.document.Party;
import io.tallyport.document.StatementContent.DayUsage;
import io.tallyport.document.StatementContent.ModelUsage;
import io.tallyport.document.StatementContent.Movement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a whole wallet's month: in no transaction, and as long as it takes. */
@ApplicationScoped
class StatementFigureStore {
    /** The seller that the organisation bought from last, else the first there is. */
    private static final String SELLER = """
            SELECT s.* FROM seller s
            ORDER BY s.id = (SELECT seller_id FROM payment_order WHERE organisation_id = %s ORDER BY id DESC LIMIT 1) DESC NULLS LAST,
                s.id LIMIT 1
            """;
    /** The month before this one by the seller's calendar, once two hours have passed since its end. */
    private static final String QUEUE = """
            INSERT INTO document_work (type, organisation_id, month)
            SELECT 'STATEMENT', w.id, m.first_day
            FROM wallet w CROSS JOIN LATERAL (%s) s
            CROSS JOIN LATERAL (SELECT (date_trunc('month', clock_timestamp() AT TIME ZONE s.time_zone - interval '2 hours')
                - interval '1 month')::date AS first_day) m
            CROSS JOIN LATERAL (SELECT t.created_at FROM wallet_entry e JOIN ledger_tx t ON t.id = e.tx_id
                WHERE e.of_wallet = w.id ORDER BY e.seq LIMIT 1) e
            WHERE e.created_at < (m.first_day + interval '1 month') AT TIME ZONE s.time_zone
                AND NOT EXISTS (SELECT FROM document_work d WHERE d.organisation_id = w.id AND d.month = m.first_day)
            ON CONFLICT DO NOTHING
            """.formatted(SELLER.formatted("w.id"));

    private static final String PARTIES = """
            SELECT s.id, s.code, s.name, s.street, s.postcode, s.city, s.country, s.time_zone, s.legal_registration,
                (SELECT number FROM seller_registration r WHERE r.seller_id = s.id AND kind = 'VAT' ORDER BY first_day LIMIT 1) AS vat_id,
                coalesce(p.name, o.name) AS buyer, coalesce(p.street, '') AS buyer_street, coalesce(p.postcode, '') AS buyer_postcode,
                coalesce(p.city, '') AS buyer_city, p.region AS buyer_region, coalesce(p.country, '') AS buyer_country,
                coalesce(p.language, 'en') AS language, p.version
            FROM organisation o CROSS JOIN LATERAL (%s) s
            LEFT JOIN LATERAL (SELECT * FROM billing_profile WHERE organisation_id = o.id ORDER BY version DESC LIMIT 1) p ON true
            WHERE o.id = ?
            """.formatted(SELLER.formatted("o.id"));
    private static final String MONTH =
            "t.created_at >= ?::date::timestamp AT TIME ZONE ? AND t.created_at < ?::date::timestamp AT TIME ZONE ?";
    private static final String CHANGE = """
            sum(CASE WHEN c.wallet_id = e.of_wallet THEN e.amount ELSE 0 END
                - CASE WHEN d.wallet_id = e.of_wallet THEN e.amount ELSE 0 END)
            """;
    private static final String ENTRIES = """
            FROM wallet_entry e JOIN ledger_tx t ON t.id = e.tx_id JOIN ledger_account d ON d.id = e.debit_account
            JOIN ledger_account c ON c.id = e.credit_account WHERE e.of_wallet = ? AND e.unit = 'CRD' AND
            """;
    private static final String OPENING = "SELECT coalesce(" + CHANGE + ", 0)::bigint " + ENTRIES
            + " t.created_at < ?::date::timestamp AT TIME ZONE ?";
    private static final String MOVEMENTS = """
            SELECT kind, count(DISTINCT tx_id), sum(change)::bigint FROM (
                SELECT CASE t.kind WHEN 'P1' THEN 'TOP_UP' WHEN 'P13' THEN 'TOP_UP' WHEN 'P2' THEN 'BONUS' WHEN 'P8' THEN 'REFUND'
                        WHEN 'P10' THEN 'DISPUTE' WHEN 'P11' THEN 'DISPUTE' WHEN 'P12' THEN 'ADJUSTMENT' WHEN 'P16' THEN 'EXPIRY'
                        WHEN 'P18' THEN 'MOVE' ELSE 'USAGE' END AS kind, e.tx_id,
            """ + CHANGE + " AS change " + ENTRIES + MONTH + """
                 GROUP BY t.id, e.tx_id) moved GROUP BY kind ORDER BY kind
            """;
    private static final String USAGE = """
            FROM usage_event t LEFT JOIN ledger_tx r ON r.reverses_tx_id = t.request_id WHERE t.wallet_id = ? AND
            """ + MONTH;
    private static final String DEBIT = "coalesce(sum(t.debit_nano) FILTER (WHERE r.id IS NULL), 0)::bigint ";
    private static final String MODELS = "SELECT t.model_id, count(*), "
            + "sum(t.input_tokens + t.cache_write_5m_tokens + t.cache_write_1h_tokens + t.audio_input_tokens)::bigint, "
            + "sum(t.cache_read_tokens)::bigint, sum(t.output_tokens)::bigint, sum(t.list_nano)::bigint, " + DEBIT
            + USAGE
            + " GROUP BY t.model_id ORDER BY 7 DESC, 1";
    private static final String DAYS = "SELECT (t.created_at AT TIME ZONE ?)::date AS day, count(*), " + DEBIT + USAGE
            + " GROUP BY day ORDER BY day";

    @Inject
    private Database database;

    /** Who sells to whom, as it is now. */
    record Parties(
            long sellerId,
            String sellerCode,
            String zone,
            Party seller,
            Party buyer,
            String language,
            @Nullable Integer profileVersion) {}

    /** Nano-credits; usage counts input without what was read from caches. */
    record Figures(long opening, List<Movement> movements, List<ModelUsage> models, List<DayUsage> days) {}

    /** Asks for every statement that is due. */
    void queueDue() {
        database.patiently(session -> session.update(QUEUE));
    }

    Optional<Parties> parties(long organisationId) {
        return database.first(
                PARTIES,
                row -> new Parties(
                        row.getLong("id"),
                        row.getString("code"),
                        row.getString("time_zone"),
                        new Party(
                                row.getString("name"),
                                row.getString("street"),
                                row.getString("postcode"),
                                row.getString("city"),
                                null,
                                row.getString("country"),
                                row.getString("vat_id"),
                                null,
                                row.getString("legal_registration"),
                                null),
                        new Party(
                                row.getString("buyer"),
                                row.getString("buyer_street"),
                                row.getString("buyer_postcode"),
                                row.getString("buyer_city"),
                                row.getString("buyer_region"),
                                row.getString("buyer_country"),
                                null,
                                null,
                                null,
                                null),
                        row.getString("language"),
                        (Integer) row.getObject("version")),
                organisationId);
    }

    /** @param end the day after the month's last */
    Figures of(long walletId, LocalDate first, LocalDate end, String zone) {
        return database.patiently(session -> new Figures(
                session.first(OPENING, row -> row.getLong(1), walletId, first, zone)
                        .orElseThrow(),
                session.list(
                        MOVEMENTS,
                        row -> new Movement(row.getString(1), row.getLong(2), row.getLong(3)),
                        walletId,
                        first,
                        zone,
                        end,
                        zone),
                models(session, walletId, first, end, zone),
                session.list(
                        DAYS,
                        row -> new DayUsage(row.getDate(1).toLocalDate(), row.getLong(2), row.getLong(3)),
                        zone,
                        walletId,
                        first,
                        zone,
                        end,
                        zone)));
    }

    private static List<ModelUsage> models(
            Session session, long walletId, LocalDate first, LocalDate end, String zone) {
        return session.list(
                MODELS,
                row -> new ModelUsage(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)),
                walletId,
                first,
                zone,
                end,
                zone);
    }
}
