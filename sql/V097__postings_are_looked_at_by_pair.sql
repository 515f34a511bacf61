-- The check of V091 took a fifth of a settlement of one call. Here each kind and pair of accounts is looked at once, and
-- classes are told only of what is wrong.
CREATE OR REPLACE FUNCTION refuse_wrong_postings() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
    wrong record;
BEGIN
    SELECT pair.* INTO wrong
    FROM (
        SELECT tx.kind, tx.reverses, e.unit, e.debit_account, e.credit_account, min(tx.created_at) AS posted_at
        FROM posted e
        LEFT JOIN LATERAL (SELECT kind, created_at, reverses_tx_id IS NOT NULL AS reverses
            FROM ledger_tx WHERE id = e.tx_id OFFSET 0) tx ON true
        GROUP BY tx.kind, tx.reverses, e.unit, e.debit_account, e.credit_account OFFSET 0
    ) pair
    WHERE posted_at < (SELECT max(closed_before) FROM period_close)
        OR NOT EXISTS (SELECT FROM ledger_account d
            JOIN ledger_account c ON c.id = pair.credit_account AND c.unit = pair.unit
            JOIN posting_rule r ON r.kind = pair.kind
                AND (r.debit_class = d.class AND r.credit_class = c.class
                    OR pair.reverses AND r.debit_class = c.class AND r.credit_class = d.class)
            WHERE d.id = pair.debit_account AND d.unit = pair.unit OFFSET 0)
    LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF wrong.posted_at < (SELECT max(closed_before) FROM period_close) THEN
        RAISE check_violation USING MESSAGE =
            format('a posting of %s is refused: the books are closed before %s', wrong.posted_at,
                (SELECT max(closed_before) FROM period_close));
    END IF;
    RAISE foreign_key_violation USING MESSAGE = format('a posting %s of %s is refused: no rule allows it from account %s (%s) to %s (%s)',
        coalesce(wrong.kind, 'without a transaction'), wrong.unit,
        wrong.debit_account, coalesce((SELECT class FROM ledger_account
            WHERE id = wrong.debit_account AND unit = wrong.unit), 'no such account'),
        wrong.credit_account, coalesce((SELECT class FROM ledger_account
            WHERE id = wrong.credit_account AND unit = wrong.unit), 'no such account'));
END $$;
