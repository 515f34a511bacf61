package io.tallyport.lot;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Debits of calls on the books, for giving them back. */
@ApplicationScoped
class DebitStore {
    private static final String PARTS = """
            SELECT e.debit_account, e.amount, e.lot_id, coalesce(l.group_id, 0) AS group_id
            FROM ledger_tx t JOIN ledger_entry e ON e.tx_id = t.id LEFT JOIN credit_lot l ON l.id = e.lot_id
            WHERE t.id = ? AND t.kind IN ('P4', 'P5', 'P7') AND e.unit = 'CRD' ORDER BY e.line
            """;
    /** Newest first: what each lot has paid of debts and not been given back. */
    private static final String DEBT_PAYMENTS = """
            SELECT e.lot_id, l.group_id,
                sum(CASE WHEN e.debit_account = w.paid_account THEN e.amount ELSE -e.amount END)::bigint AS nano
            FROM wallet w
            JOIN ledger_entry e ON e.wallet_id = w.id AND (e.debit_account, e.credit_account)
                IN ((w.paid_account, w.debt_account), (w.debt_account, w.paid_account))
            JOIN credit_lot l ON l.id = e.lot_id
            WHERE w.id = ? GROUP BY e.lot_id, l.group_id ORDER BY e.lot_id DESC
            """;

    private static final String LOWER_SPEND = """
            WITH debit AS (SELECT u.request_id, u.key_id, u.debit_nano, t.created_at
                FROM usage_event u JOIN ledger_tx t ON t.id = u.request_id WHERE u.request_id = ?
            ), budget AS (
                UPDATE key_budget SET spent_nano = greatest(spent_nano - debit.debit_nano, 0)
                FROM debit WHERE key_budget.key_id = debit.key_id AND debit.created_at >= counts_from
            )
            UPDATE spend_bucket SET debit_nano = spend_bucket.debit_nano - ?
            FROM debit WHERE wallet_id = ? AND hour = date_trunc('hour', debit.created_at, 'UTC')
            """;

    @Inject
    private Database database;

    /**
     * One line of a debit.
     *
     * @param account that was debited: a wallet's, its debt, or what was written off
     * @param lotId null: no lot paid it
     */
    record Part(long account, long nano, @Nullable Long lotId, long groupId) {}

    record Payment(long lotId, long groupId, long nano) {}

    Optional<Long> walletOf(UUID requestId) {
        return database.first(
                "SELECT wallet_id FROM usage_event WHERE request_id = ?", row -> row.getLong(1), requestId);
    }

    List<Part> parts(UUID requestId) {
        return database.list(
                PARTS,
                row -> new Part(row.getLong(1), row.getLong(2), (Long) row.getObject(3), row.getLong(4)),
                requestId);
    }

    List<Payment> debtPayments(long walletId) {
        return database.list(
                DEBT_PAYMENTS, row -> new Payment(row.getLong(1), row.getLong(2), row.getLong(3)), walletId);
    }

    /** Of the hour of the debit, and of the key; nodes read the wallet's spend anew. */
    void lowerSpend(long walletId, UUID requestId, long nano) {
        database.update(LOWER_SPEND, requestId, nano, walletId);
        database.list("SELECT pg_notify('tallyport_terms', 'database all ' || ?)", row -> true, walletId);
    }
}
