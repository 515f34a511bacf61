package io.tallyport.bed.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** The invariants of money.md section 4 on single wallets: each query finds what breaks one. */
final class Breaches {
    private static final List<String> QUERIES = List.of("""
            SELECT 'posted ' || posted_p || '/' || posted_b || ' entries ' || p.total || '/' || b.total
            FROM wallet w
            CROSS JOIN LATERAL (SELECT coalesce(-sum(amount), 0) total FROM account_entry
                WHERE wallet_id = w.id AND account_id = paid_account) p
            CROSS JOIN LATERAL (SELECT coalesce(-sum(amount), 0) total FROM account_entry
                WHERE wallet_id = w.id AND account_id = bonus_account) b
            WHERE w.id = ? AND (posted_p <> p.total OR posted_b <> b.total)
            """, """
            SELECT 'debt ' || debt_nano || ' entries ' || d.total FROM wallet w
            CROSS JOIN LATERAL (SELECT coalesce(sum(amount), 0) total FROM account_entry
                WHERE wallet_id = w.id AND account_id = debt_account) d
            WHERE w.id = ? AND debt_nano <> d.total
            """, """
            SELECT 'posted ' || posted_p || '/' || posted_b || ' lots ' || paid || '/' || bonus
            FROM wallet w CROSS JOIN LATERAL (
                SELECT coalesce(sum(remaining_nano) FILTER (WHERE kind = 'PAID'), 0) paid,
                       coalesce(sum(remaining_nano) FILTER (WHERE kind = 'BONUS'), 0) bonus
                FROM credit_lot WHERE wallet_id = w.id) l
            WHERE w.id = ? AND (posted_p <> paid OR posted_b <> bonus)
            """, """
            SELECT 'lot ' || l.id || ' remaining ' || remaining_nano || ' of ' || initial_nano || ' consumed ' || c.total
            FROM credit_lot l CROSS JOIN LATERAL (
                SELECT coalesce(sum(amount), 0) total FROM lot_consumption WHERE lot_id = l.id) c
            WHERE wallet_id = ? AND initial_nano - remaining_nano <> c.total
            """, """
            SELECT 'leased ' || leased || ' open leases ' || l.rest FROM wallet w CROSS JOIN LATERAL (
                SELECT coalesce(sum(granted - consumed), 0) rest FROM credit_lease
                WHERE wallet_id = w.id AND state = 'OPEN' AND kind <> 'KEY') l
            WHERE w.id = ? AND leased <> l.rest
            """, """
            SELECT 'unused credits ' || a.total || ' groups ' || g.total FROM wallet w
            CROSS JOIN LATERAL (SELECT coalesce(-sum(amount), 0) total FROM ledger_account n
                JOIN account_entry e ON e.account_id = n.id WHERE n.class = '2100' AND n.wallet_id = w.id) a
            CROSS JOIN LATERAL (SELECT coalesce(sum(net_minor - recognised_minor - refunded_minor - breakage_minor), 0) total
                FROM lot_group WHERE wallet_id = w.id) g
            WHERE w.id = ? AND a.total <> g.total
            """, """
            SELECT 'group ' || g.id || ' base ' || base_minor || '+' || base_recognised_minor || ' of ' || net_minor
            FROM lot_group g WHERE wallet_id = ?
                AND net_minor - refunded_minor - breakage_minor - base_recognised_minor <> base_minor
            """, """
            SELECT 'buckets ' || s.total || ' entries ' || e.total FROM wallet w
            CROSS JOIN LATERAL (SELECT coalesce(sum(debit_nano), 0) total FROM spend_bucket WHERE wallet_id = w.id) s
            CROSS JOIN LATERAL (SELECT coalesce(sum(CASE WHEN c.class = 'X.USE' THEN amount ELSE -amount END), 0) total
                FROM ledger_entry e JOIN ledger_account d ON d.id = debit_account JOIN ledger_account c ON c.id = credit_account
                WHERE e.wallet_id = w.id AND 'X.USE' IN (c.class, d.class) AND 'X.WOF' NOT IN (c.class, d.class)) e
            WHERE w.id = ? AND s.total <> e.total
            """);

    private Breaches() {}

    static void assertNone(BareLedger ledger, long... wallets) {
        List<String> found = new ArrayList<>();
        for (long wallet : wallets) {
            for (String query : QUERIES) {
                found.addAll(ledger.database.list(query, row -> wallet + ": " + row.getString(1), wallet));
            }
        }
        assertThat(found).as("breaches of the books' invariants").isEmpty();
    }
}
