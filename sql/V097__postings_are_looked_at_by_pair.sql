-- The check of V091 took a fifth of a settlement of one call: what is right, which is all but everything, is seen by one
-- look at each kind and pair of accounts; what is not, or reverses something, is looked at as before.
CREATE OR REPLACE FUNCTION refuse_wrong_postings() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
    closed timestamptz;
    wrong  record;
BEGIN
    PERFORM FROM (
        SELECT t.kind, e.unit, e.debit_account, e.credit_account, min(t.created_at) AS posted_at
        FROM posted e LEFT JOIN LATERAL (SELECT kind, created_at FROM ledger_tx WHERE id = e.tx_id OFFSET 0) t ON true
        GROUP BY t.kind, e.unit, e.debit_account, e.credit_account OFFSET 0) pair
    WHERE posted_at < (SELECT max(closed_before) FROM period_close)
        OR NOT EXISTS (SELECT FROM ledger_account d
            JOIN ledger_account c ON c.id = pair.credit_account AND c.unit = pair.unit
            JOIN posting_rule r ON r.kind = pair.kind AND r.debit_class = d.class AND r.credit_class = c.class
            WHERE d.id = pair.debit_account AND d.unit = pair.unit OFFSET 0);
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    closed := (SELECT max(closed_before) FROM period_close);
    SELECT pair.*, found.* INTO wrong
    FROM (
        SELECT tx.kind, tx.reverses, e.unit, e.debit_account, e.credit_account, min(tx.created_at) AS posted_at
        FROM posted e
        LEFT JOIN LATERAL (SELECT kind, created_at, reverses_tx_id IS NOT NULL AS reverses
            FROM ledger_tx WHERE id = e.tx_id OFFSET 0) tx ON true
        GROUP BY tx.kind, tx.reverses, e.unit, e.debit_account, e.credit_account
    ) pair
    CROSS JOIN LATERAL (SELECT
        (SELECT class FROM ledger_account WHERE id = pair.debit_account AND unit = pair.unit) AS debit_class,
        (SELECT class FROM ledger_account WHERE id = pair.credit_account AND unit = pair.unit) AS credit_class
        OFFSET 0) found
    WHERE posted_at < closed
        OR NOT EXISTS (SELECT FROM posting_rule r WHERE r.kind = pair.kind
            AND r.debit_class = found.debit_class AND r.credit_class = found.credit_class)
        AND NOT EXISTS (SELECT FROM posting_rule r WHERE pair.reverses AND r.kind = pair.kind
            AND r.debit_class = found.credit_class AND r.credit_class = found.debit_class)
    LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF wrong.posted_at < closed THEN
        RAISE check_violation USING MESSAGE =
            format('a posting of %s is refused: the books are closed before %s', wrong.posted_at, closed);
    END IF;
    RAISE foreign_key_violation USING MESSAGE = format('a posting %s of %s is refused: no rule allows it from account %s (%s) to %s (%s)',
        coalesce(wrong.kind, 'without a transaction'), wrong.unit,
        wrong.debit_account, coalesce(wrong.debit_class, 'no such account'),
        wrong.credit_account, coalesce(wrong.credit_class, 'no such account'));
END $$;
