-- scope: full
SELECT id AS wallet_id, 0::bigint AS seq, 0::bigint AS paid, 0::bigint AS bonus, 0::bigint AS debt, 0::bigint AS spent,
    '00000000-0000-0000-0000-000000000000'::uuid AS from_request, 1 AS one_of
FROM wallet WHERE ?::bigint IS NULL OR id = ?

-- scope: tail
SELECT w.id AS wallet_id, coalesce(c.seq, 0) AS seq, coalesce(c.paid_nano, 0) AS paid, coalesce(c.bonus_nano, 0) AS bonus,
    coalesce(c.debt_nano, 0) AS debt, coalesce(c.spent_nano, 0) AS spent,
    (lpad(to_hex(coalesce((extract(epoch FROM c.at) * 1000)::bigint - 3600000, 0)), 12, '0') || repeat('0', 20))::uuid
        AS from_request, 100 AS one_of
FROM wallet w LEFT JOIN LATERAL (
    SELECT * FROM chain_checkpoint WHERE wallet_id = w.id ORDER BY seq DESC LIMIT 1) c ON true
WHERE ?::bigint IS NULL OR w.id = ?
