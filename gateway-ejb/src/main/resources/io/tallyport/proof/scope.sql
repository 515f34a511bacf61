-- What an invariant looks at in one statement, by what it is `over` (invariants.sql).

-- scope: wallets
SELECT w.id AS wallet_id, coalesce(c.seq, 0) AS seq, coalesce(c.paid_nano, 0) AS paid, coalesce(c.bonus_nano, 0) AS bonus,
    coalesce(c.debt_nano, 0) AS debt, coalesce(c.spent_nano, 0) AS spent
FROM unnest(?::bigint[]) w (id) LEFT JOIN LATERAL (
    SELECT * FROM chain_checkpoint WHERE wallet_id = w.id ORDER BY seq DESC LIMIT 1) c ON ?::boolean

-- scope: entries
SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) s (wallet_id, seq, to_seq)

-- scope: ids
SELECT ?::uuid AS after_id, ?::uuid AS to_id, ?::integer AS one_of

-- scope: everything
SELECT
