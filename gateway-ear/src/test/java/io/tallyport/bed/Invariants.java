package io.tallyport.bed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The invariants of money.md section 4 as far as this schema goes: each query finds what breaks one. */
final class Invariants {
    private static final Map<String, String> BREACHES = Map.of(
            "entries sum to 0 per unit",
            "SELECT unit || ' ' || sum(amount) FROM account_entry GROUP BY unit HAVING sum(amount) <> 0",
            "a wallet's balance is what its accounts say",
            """
            SELECT 'wallet ' || w.id || ' ' || posted_p || '/' || posted_b || ' entries ' || p.total || '/' || b.total
            FROM wallet w
            CROSS JOIN LATERAL (SELECT coalesce(-sum(amount), 0) total FROM account_entry WHERE account_id = paid_account) p
            CROSS JOIN LATERAL (SELECT coalesce(-sum(amount), 0) total FROM account_entry WHERE account_id = bonus_account) b
            WHERE posted_p <> p.total OR posted_b <> b.total
            """,
            "a wallet's balance is what its lots have left",
            """
            SELECT 'wallet ' || w.id || ' ' || posted_p || '/' || posted_b || ' lots ' || paid || '/' || bonus
            FROM wallet w CROSS JOIN LATERAL (
                SELECT coalesce(sum(remaining_nano) FILTER (WHERE kind = 'PAID'), 0) paid,
                       coalesce(sum(remaining_nano) FILTER (WHERE kind = 'BONUS'), 0) bonus
                FROM credit_lot WHERE wallet_id = w.id) l
            WHERE posted_p <> paid OR posted_b <> bonus
            """,
            "leased is what open leases have left",
            """
            SELECT 'wallet ' || w.id || ' leased ' || leased || ' open leases ' || l.rest
            FROM wallet w CROSS JOIN LATERAL (
                SELECT coalesce(sum(granted - consumed), 0) rest FROM credit_lease
                WHERE wallet_id = w.id AND state = 'OPEN' AND kind <> 'KEY') l
            WHERE leased <> l.rest
            """,
            "a debit has exactly one transaction",
            """
            SELECT 'call ' || u.request_id FROM usage_event u WHERE debit_nano > 0 AND NOT EXISTS (
                SELECT 1 FROM ledger_tx t WHERE t.id = u.request_id AND t.kind IN ('P4', 'P5'))
            """,
            "a settling transaction has exactly one debit, of its own amount",
            """
            SELECT 'transaction ' || t.id FROM ledger_tx t
            LEFT JOIN usage_event u ON u.request_id = t.id
            CROSS JOIN LATERAL (SELECT coalesce(sum(amount), 0) total FROM ledger_entry e
                JOIN ledger_account a ON a.id = e.credit_account AND a.class = 'X.USE' WHERE e.tx_id = t.id) e
            WHERE t.kind IN ('P4', 'P5') AND t.actor IS NULL AND (u.request_id IS NULL OR u.debit_nano = 0 OR u.debit_nano <> e.total)
            """,
            "spend buckets add up to settled debits less reversals",
            """
            SELECT 'wallet ' || w.id || ' buckets ' || s.total || ' entries ' || e.total
            FROM wallet w
            CROSS JOIN LATERAL (SELECT coalesce(sum(debit_nano), 0) total FROM spend_bucket WHERE wallet_id = w.id) s
            CROSS JOIN LATERAL (SELECT coalesce(sum(a.amount), 0) total FROM account_entry a
                JOIN ledger_tx t ON t.id = a.tx_id AND t.kind IN ('P4', 'P5', 'P9')
                WHERE a.account_id IN (w.paid_account, w.bonus_account, w.debt_account)) e
            WHERE s.total <> e.total
            """,
            "a reversal mirrors what it reverses",
            """
            SELECT 'transaction ' || r.id FROM ledger_tx r WHERE r.reverses_tx_id IS NOT NULL AND EXISTS (
                SELECT account_id FROM account_entry WHERE tx_id IN (r.id, r.reverses_tx_id)
                GROUP BY account_id HAVING sum(amount) <> 0)
            """);

    private Invariants() {}

    static List<String> breaches(Books books) {
        List<String> found = new ArrayList<>();
        BREACHES.forEach((rule, query) ->
                books.list(query, row -> row.getString(1)).forEach(row -> found.add(rule + ": " + row)));
        return found;
    }
}
