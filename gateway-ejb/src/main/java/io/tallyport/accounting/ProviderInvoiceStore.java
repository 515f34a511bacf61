package io.tallyport.accounting;

import io.tallyport.accounting.ProviderInvoices.Entry;
import io.tallyport.database.Database;
import io.tallyport.ledger.Approval;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ProviderInvoiceStore {
    private static final String INSERT = """
            INSERT INTO provider_invoice (provider, number, currency, amount_minor, period_end, difference_minor, tx_id, actor,
                approver, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String SELECT = """
            SELECT i.*, p.bank_reference FROM provider_invoice i LEFT JOIN provider_invoice_payment p USING (provider, number)
            """;
    /** Cost of calls before a moment; differences to earlier invoices are no cost of calls. */
    private static final String RECKONED = """
            SELECT coalesce(-sum(e.amount), 0)::bigint FROM ledger_account a
            JOIN account_entry e ON e.account_id = a.id JOIN ledger_tx t ON t.id = e.tx_id
            WHERE (a.class, a.detail, a.unit) = ('2500', ?, ?) AND t.kind = 'P15' AND t.created_at < ?
                AND NOT EXISTS (SELECT FROM provider_invoice i WHERE i.tx_id = t.id)
                AND NOT EXISTS (SELECT FROM provider_invoice_payment p WHERE p.tx_id = t.id)
            """;

    private static final String INVOICED = """
            SELECT coalesce(sum(amount_minor), 0)::bigint, coalesce(sum(difference_minor), 0)::bigint,
                coalesce(bool_or(period_end >= ?), false)
            FROM provider_invoice WHERE provider = ? AND currency = ?
            """;

    @Inject
    private Database database;

    /** @param isLater whether one of them is of this period or a later one */
    record Invoiced(long amount, long difference, boolean isLater) {}

    Optional<ProviderInvoice> find(String provider, String number) {
        return database.first(
                SELECT + " WHERE i.provider = ? AND i.number = ?", ProviderInvoiceStore::invoice, provider, number);
    }

    List<ProviderInvoice> all() {
        return database.list(SELECT + " ORDER BY i.period_end DESC, i.provider", ProviderInvoiceStore::invoice);
    }

    /** Minor units of 2500, credit +. */
    long reckoned(Entry entry) {
        return database.first(
                        RECKONED,
                        row -> row.getLong(1),
                        entry.provider(),
                        entry.currency(),
                        entry.periodEnd().atOffset(ZoneOffset.UTC))
                .orElseThrow();
    }

    Invoiced invoiced(Entry entry) {
        return database.first(
                        INVOICED,
                        row -> new Invoiced(row.getLong(1), row.getLong(2), row.getBoolean(3)),
                        entry.periodEnd().atOffset(ZoneOffset.UTC),
                        entry.provider(),
                        entry.currency())
                .orElseThrow();
    }

    void insert(Entry entry, long difference, @Nullable UUID transaction, Approval approval) {
        database.update(
                INSERT,
                entry.provider(),
                entry.number(),
                entry.currency(),
                entry.amount(),
                entry.periodEnd().atOffset(ZoneOffset.UTC),
                difference,
                transaction,
                approval.actor(),
                approval.approver(),
                approval.reason());
    }

    void insertPayment(ProviderInvoice invoice, String bankReference, UUID transaction) {
        database.update(
                "INSERT INTO provider_invoice_payment (provider, number, bank_reference, tx_id) VALUES (?, ?, ?, ?)",
                invoice.provider(),
                invoice.number(),
                bankReference,
                transaction);
    }

    private static ProviderInvoice invoice(ResultSet row) throws SQLException {
        return new ProviderInvoice(
                row.getString("provider"),
                row.getString("number"),
                row.getString("currency"),
                row.getLong("amount_minor"),
                row.getTimestamp("period_end").toInstant(),
                row.getLong("difference_minor"),
                row.getString("bank_reference"));
    }
}
