package io.tallyport.invoicing;

import io.tallyport.database.Database;
import io.tallyport.einvoice.Credited;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SaleStore {
    private static final String FIND = """
            SELECT o.id, o.organisation_id, o.seller_id, s.code AS seller_code, s.time_zone, s.bank_name, s.iban, s.bic, o.method,
                o.currency, y.exponent, o.net_minor, o.tax_minor, o.credits_nano, o.bonus_nano, o.reference,
                (t.tax_point AT TIME ZONE s.time_zone)::date AS quoted, o.profile_version, p.language,
                coalesce(o.purchase_order, p.purchase_order) AS purchase_order,
                p.reference AS buyer_reference, t.id AS snapshot_id, t.code AS tax_code, t.category, t.percent, t.jurisdiction,
                t.tax_name, t.vatex, t.wording, t.content, c.payment_id, c.instrument,
                (c.at AT TIME ZONE s.time_zone)::date AS paid_on
            FROM payment_order o JOIN seller s ON s.id = o.seller_id JOIN currency y ON y.code = o.currency
            JOIN tax_snapshot t ON t.id = o.tax_snapshot_id
            JOIN billing_profile p ON (p.organisation_id, p.version) = (o.organisation_id, o.profile_version)
            LEFT JOIN payment_credit c ON c.order_id = o.id
            WHERE o.id = ?
            """;
    private static final String REFUND = """
            SELECT r.net_minor, r.tax_minor, r.credits_nano, (r.created_at AT TIME ZONE ?)::date AS day,
                coalesce(b.net, 0)::bigint AS net_before, coalesce(b.tax, 0)::bigint AS tax_before,
                EXISTS (SELECT FROM ledger_tx WHERE reverses_tx_id = r.tx_id) AS taken_back
            FROM credit_refund r
            LEFT JOIN LATERAL (SELECT sum(e.net_minor) AS net, sum(e.tax_minor) AS tax
                FROM credit_refund e LEFT JOIN ledger_tx back ON back.reverses_tx_id = e.tx_id
                WHERE e.group_id = r.group_id AND (e.created_at, e.tx_id) < (r.created_at, r.tx_id)
                    AND (back.id IS NULL OR (back.created_at, back.id) > (r.created_at, r.tx_id))) b ON true
            WHERE r.tx_id = ?
            """;
    /** What the wallet had after the top-up and its bonus: their entries follow each other under the wallet's lock. */
    private static final String BALANCE_AFTER = """
            WITH paid AS (SELECT max(e.seq) AS seq, o.organisation_id AS wallet, o.id AS order_id
                FROM payment_credit c JOIN payment_order o ON o.id = c.order_id JOIN ledger_entry e ON e.tx_id = c.tx_id
                WHERE c.order_id = ? AND e.unit = 'CRD' GROUP BY o.id),
            upto AS (SELECT p.wallet, coalesce((SELECT n.seq FROM (SELECT * FROM wallet_entry
                    WHERE of_wallet = p.wallet AND seq > p.seq ORDER BY seq LIMIT 1) n
                JOIN ledger_tx t ON t.id = n.tx_id AND t.kind = 'P2' JOIN credit_lot l ON l.id = n.lot_id
                JOIN lot_group g ON g.id = l.group_id AND g.order_id = p.order_id), p.seq) AS seq FROM paid p)
            SELECT sum(CASE WHEN e.unit = 'CRD' THEN
                    CASE WHEN c.wallet_id = u.wallet THEN e.amount ELSE 0 END
                    - CASE WHEN d.wallet_id = u.wallet THEN e.amount ELSE 0 END ELSE 0 END)::bigint
            FROM upto u JOIN wallet_entry e ON e.of_wallet = u.wallet AND e.seq <= u.seq
            JOIN ledger_account d ON d.id = e.debit_account JOIN ledger_account c ON c.id = e.credit_account
            """;

    @Inject
    private Database database;

    /**
     * Money that is given back; minor units.
     *
     * @param before refunds of the same lots that stood when this one was posted, on which its tax depends
     * @param takenBack it could not be paid out, or came back
     */
    record Returned(long net, long tax, long credits, LocalDate day, Credited before, boolean takenBack) {}

    Optional<Sale> find(long orderId) {
        return database.first(FIND, SaleStore::sale, orderId);
    }

    Optional<Returned> refund(UUID refundId, String zone) {
        return database.first(
                REFUND,
                row -> new Returned(
                        row.getLong("net_minor"),
                        row.getLong("tax_minor"),
                        row.getLong("credits_nano"),
                        row.getDate("day").toLocalDate(),
                        new Credited(row.getLong("net_before"), row.getLong("tax_before")),
                        row.getBoolean("taken_back")),
                zone,
                refundId);
    }

    /** Nano-credits. */
    long balanceAfter(long orderId) {
        return database.first(BALANCE_AFTER, row -> row.getLong(1), orderId).orElseThrow();
    }

    private static Sale sale(ResultSet row) throws SQLException {
        return new Sale(
                row.getLong("id"),
                row.getLong("organisation_id"),
                row.getLong("seller_id"),
                row.getString("seller_code"),
                row.getString("time_zone"),
                row.getString("method").equals("BANK_TRANSFER"),
                row.getString("currency"),
                row.getInt("exponent"),
                row.getLong("net_minor"),
                row.getLong("tax_minor"),
                row.getLong("credits_nano"),
                row.getLong("bonus_nano"),
                row.getString("reference"),
                row.getDate("quoted").toLocalDate(),
                new Sale.Buyer(
                        row.getInt("profile_version"),
                        row.getString("language"),
                        row.getString("purchase_order"),
                        row.getString("buyer_reference")),
                bank(row),
                new Sale.Taxed(
                        row.getLong("snapshot_id"),
                        row.getString("tax_code"),
                        row.getString("category"),
                        row.getBigDecimal("percent"),
                        row.getString("jurisdiction"),
                        row.getString("tax_name"),
                        row.getString("vatex"),
                        row.getString("wording")),
                row.getString("content"),
                payment(row));
    }

    private static Sale.@Nullable Bank bank(ResultSet row) throws SQLException {
        @Nullable String iban = row.getString("iban");
        return iban == null ? null : new Sale.Bank(row.getString("bank_name"), iban, row.getString("bic"));
    }

    private static Sale.@Nullable Payment payment(ResultSet row) throws SQLException {
        @Nullable String reference = row.getString("payment_id");
        return reference == null
                ? null
                : new Sale.Payment(
                        reference,
                        row.getString("instrument"),
                        row.getDate("paid_on").toLocalDate());
    }
}
