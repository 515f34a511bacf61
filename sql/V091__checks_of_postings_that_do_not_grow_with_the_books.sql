-- The check of V013 let the planner join what was posted with the whole of ledger_tx, so that a settlement cost more with
-- each one before it. Each transaction and account is found by its index here, whatever was known when it was planned.
CREATE OR REPLACE FUNCTION refuse_wrong_postings() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
    closed timestamptz := (SELECT max(closed_before) FROM period_close);
    wrong  record;
BEGIN
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
