-- Canonical form of the entries of one wallet after one of them, in their order: docs/ledger.md. Columns that are null are
-- left out, so that one added later changes nothing that is chained already.
--   shown: whether it stands on the customer's statement; link: JSON of what a statement shows; house: JSON of the rest
SELECT e.seq, t.created_at AS at,
    e.unit = 'CRD' AS shown,
    '{' || concat_ws(',',
        '"wallet":' || e.wallet_id, '"receiver":' || e.receiver_wallet_id, '"seq":' || e.seq, '"tx":"' || e.tx_id || '"', '"line":' || e.line,
        '"kind":"' || t.kind || '"', '"at":' || (extract(epoch FROM t.created_at) * 1000000)::bigint,
        '"debit":"' || d.class || '"', '"credit":"' || c.class || '"', '"unit":"' || e.unit || '"',
        '"amount":"' || e.amount || '"', '"lot":' || e.lot_id, '"reverses":"' || t.reverses_tx_id || '"',
        '"key":' || to_json(u.key_id), '"model":' || to_json(u.model_id), '"price":' || u.price_id,
        '"input":' || u.input_tokens, '"cache_write_5m":' || u.cache_write_5m_tokens,
        '"cache_write_1h":' || u.cache_write_1h_tokens, '"cache_read":' || u.cache_read_tokens,
        '"audio_input":' || u.audio_input_tokens, '"output":' || u.output_tokens,
        '"base_ppm":' || u.base_ppm, '"tier_ppm":' || u.tier_ppm, '"batch_ppm":' || u.batch_ppm,
        '"uplift_ppm":' || u.uplift_ppm, '"tier":' || to_json(u.tier),
        '"window_spend":"' || u.window_spend_nano || '"', '"hold":"' || u.hold_nano || '"',
        '"list":"' || u.list_nano || '"', '"charged":"' || u.debit_nano || '"', '"outcome":"' || u.outcome || '"',
        '"estimated":' || u.estimated, '"stream":' || u.stream, '"status":' || u.status, '"policy":' || to_json(u.policy),
        '"surface":' || to_json(u.surface), '"session":' || to_json(u.session), '"tag":' || to_json(u.tag)) || '}' AS link,
    '{' || concat_ws(',',
        '"debit_account":' || e.debit_account, '"credit_account":' || e.credit_account,
        '"debit_detail":' || to_json(nullif(d.detail, '')), '"credit_detail":' || to_json(nullif(c.detail, '')),
        '"idem_key":' || to_json(t.idem_key), '"request_hash":"' || encode(t.request_hash, 'hex') || '"',
        '"actor":' || to_json(t.actor), '"approver":' || to_json(t.approver), '"reason":' || to_json(t.reason),
        '"call_wallet":' || u.wallet_id, '"upstream_account":' || u.upstream_account_id, '"cost_price":' || u.cost_price_id,
        '"cost":"' || u.cost_nano || '"', '"client_ip":' || to_json(u.client_ip),
        '"first_byte_micros":' || u.first_byte_micros, '"total_micros":' || u.total_micros,
        '"overhead_micros":' || u.overhead_micros, '"prefix_key":"' || u.prefix_key || '"',
        '"conversation_key":"' || u.conversation_key || '"', '"placed":"' || u.placed || '"', '"pool_size":' || u.pool_size,
        '"tried":[' || (SELECT string_agg('[' || concat_ws(',', n, upstream_account_id, status, to_json(reason), cost_nano,
            coalesce(first_byte_micros::text, 'null'), total_micros, (extract(epoch FROM created_at) * 1000000)::bigint) || ']',
            ',' ORDER BY n) FROM usage_attempt WHERE request_id = u.request_id) || ']',
        '"call_at":' || (extract(epoch FROM u.created_at) * 1000000)::bigint) || '}' AS house,
    coalesce(CASE w.paid_account WHEN e.credit_account THEN e.amount WHEN e.debit_account THEN -e.amount END, 0) AS paid,
    coalesce(CASE w.bonus_account WHEN e.credit_account THEN e.amount WHEN e.debit_account THEN -e.amount END, 0) AS bonus,
    coalesce(CASE w.debt_account WHEN e.debit_account THEN e.amount WHEN e.credit_account THEN -e.amount END, 0) AS debt,
    CASE WHEN t.kind IN ('P4', 'P5', 'P7', 'P9')
        THEN e.amount * ((e.debit_account IN (w.paid_account, w.bonus_account, w.debt_account))::integer
            - (e.credit_account IN (w.paid_account, w.bonus_account, w.debt_account))::integer)
        ELSE 0 END AS spent
FROM wallet_entry e
LEFT JOIN wallet w ON w.id = e.of_wallet
LEFT JOIN ledger_tx t ON t.id = e.tx_id
LEFT JOIN ledger_account d ON d.id = e.debit_account
LEFT JOIN ledger_account c ON c.id = e.credit_account
LEFT JOIN usage_event u ON u.request_id = e.tx_id
WHERE /* wallet */ AND e.seq > ? ORDER BY e.seq LIMIT ?
