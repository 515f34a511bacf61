-- The invariants of money.md section 4, for the timer, for ./tallyport verify and for the tests alike.
--
-- Each query gives one row per thing it looked at: the wallet it belongs to (null: none) and what is wrong with it (null:
-- nothing). It looks at what `scope` names (scope.sql), which is a part of what it is `over`, so that no statement takes long
-- and holds an old snapshot while wallets and leases change a thousand times:
--   wallets        some of them as they stand, each with the sums at its last checkpoint, to go on from
--   entries        those of some wallets after `seq` up to `to_seq`
--   TABLE.COLUMN   rows whose id in that column lies after `after_id` up to `to_id`; one in `one_of` of them
--   everything     what is small, or takes seconds for ten million entries (lots, 2100)
-- A join by id is LATERAL with OFFSET 0 where the planner takes a part for larger than it is, and would read all of a table.
-- `full`: only when everything is read. What a breach does: `stop` the wallet and raise an alert, raise an `alert` only, or
-- stand in the `report`.

-- invariant: entries sum to 0 per unit, credits and each currency
-- full alert, over ledger_entry.tx_id
SELECT null::bigint AS wallet_id,
    CASE WHEN sum(amount) <> 0 THEN format('unit %s sums to %s', unit, sum(amount)) END AS breach
FROM (
    SELECT a.unit, sides.amount
    FROM scope s JOIN ledger_entry e ON e.tx_id > s.after_id AND e.tx_id <= s.to_id
    CROSS JOIN LATERAL (VALUES (e.debit_account, e.amount), (e.credit_account, -e.amount)) sides (account_id, amount)
    JOIN ledger_account a ON a.id = sides.account_id) side
GROUP BY unit

-- invariant: every entry is of its accounts' unit and wallet
-- full stop, over ledger_entry.tx_id
SELECT coalesce(e.wallet_id, d.wallet_id, c.wallet_id) AS wallet_id,
    CASE WHEN (d.unit, c.unit) IS DISTINCT FROM (e.unit, e.unit)
        OR e.unit = 'CRD' AND (e.wallet_id IS DISTINCT FROM coalesce(d.wallet_id, c.wallet_id, e.wallet_id)
            AND e.wallet_id IS DISTINCT FROM coalesce(c.wallet_id, d.wallet_id, e.wallet_id)
            OR e.receiver_wallet_id IS DISTINCT FROM CASE WHEN d.wallet_id <> c.wallet_id
                THEN d.wallet_id + c.wallet_id - e.wallet_id END)
        THEN format('entry %s of transaction %s is in %s of wallet %s, its accounts in %s of wallet %s and %s of wallet %s',
            e.seq, e.tx_id, e.unit, e.wallet_id, d.unit, d.wallet_id, c.unit, c.wallet_id) END AS breach
FROM scope s JOIN ledger_entry e ON e.tx_id > s.after_id AND e.tx_id <= s.to_id
LEFT JOIN ledger_account d ON d.id = e.debit_account LEFT JOIN ledger_account c ON c.id = e.credit_account

-- invariant: every entry follows the posting rules
-- stop, over entries
SELECT s.wallet_id,
    CASE WHEN NOT EXISTS (SELECT FROM posting_rule r WHERE r.kind = t.kind
        AND ((r.debit_class, r.credit_class) = (d.class, c.class)
            OR t.reverses_tx_id IS NOT NULL AND (r.debit_class, r.credit_class) = (c.class, d.class)))
        THEN format('entry %s: %s from %s to %s', e.seq, t.kind, d.class, c.class) END AS breach
FROM scope s
CROSS JOIN LATERAL (SELECT * FROM wallet_entry WHERE of_wallet = s.wallet_id AND seq > s.seq AND seq <= s.to_seq OFFSET 0) e
LEFT JOIN LATERAL (SELECT * FROM ledger_tx WHERE id = e.tx_id OFFSET 0) t ON true
LEFT JOIN LATERAL (SELECT class FROM ledger_account WHERE id = e.debit_account OFFSET 0) d ON true
LEFT JOIN LATERAL (SELECT class FROM ledger_account WHERE id = e.credit_account OFFSET 0) c ON true

-- invariant: every transaction has entries
-- full alert, over ledger_tx.id
SELECT null::bigint AS wallet_id,
    CASE WHEN NOT EXISTS (SELECT FROM ledger_entry WHERE tx_id = t.id) THEN 'transaction ' || t.id END AS breach
FROM scope s JOIN ledger_tx t ON t.id > s.after_id AND t.id <= s.to_id

-- invariant: a wallet's balance is what its entries say
-- stop, over wallets
SELECT s.wallet_id,
    CASE WHEN (w.posted_p, w.posted_b, w.debt_nano) IS DISTINCT FROM (s.paid + e.paid, s.bonus + e.bonus, s.debt + e.debt)
        THEN format('wallet %s has paid %s, bonus %s, debt %s; its entries say %s, %s, %s', w.id, w.posted_p, w.posted_b,
            w.debt_nano, s.paid + e.paid, s.bonus + e.bonus, s.debt + e.debt) END AS breach
FROM scope s JOIN wallet w ON w.id = s.wallet_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE w.paid_account WHEN credit_account THEN amount WHEN debit_account THEN -amount END), 0) AS paid,
        coalesce(sum(CASE w.bonus_account WHEN credit_account THEN amount WHEN debit_account THEN -amount END), 0) AS bonus,
        coalesce(sum(CASE w.debt_account WHEN debit_account THEN amount WHEN credit_account THEN -amount END), 0) AS debt
    FROM wallet_entry WHERE of_wallet = s.wallet_id AND seq > s.seq) e

-- invariant: a wallet's balance is what its lots have left
-- stop, over wallets
SELECT s.wallet_id,
    CASE WHEN (w.posted_p, w.posted_b) IS DISTINCT FROM (l.paid, l.bonus)
        THEN format('wallet %s has paid %s, bonus %s; its lots have %s, %s', w.id, w.posted_p, w.posted_b, l.paid, l.bonus)
        END AS breach
FROM scope s JOIN wallet w ON w.id = s.wallet_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(remaining_nano) FILTER (WHERE kind = 'PAID'), 0) AS paid,
        coalesce(sum(remaining_nano) FILTER (WHERE kind = 'BONUS'), 0) AS bonus
    FROM credit_lot WHERE wallet_id = s.wallet_id AND NOT exhausted) l

-- invariant: a lot has left what was not taken from it
-- full stop, over everything
SELECT l.wallet_id,
    CASE WHEN l.remaining_nano <> l.initial_nano - coalesce(c.taken, 0) OR l.exhausted <> (l.remaining_nano = 0)
        THEN format('lot %s has %s left of %s; %s was taken', l.id, l.remaining_nano, l.initial_nano, coalesce(c.taken, 0))
        END AS breach
FROM credit_lot l
LEFT JOIN (SELECT lot_id, sum(amount) AS taken FROM lot_consumption GROUP BY lot_id) c ON c.lot_id = l.id

-- invariant: what entries take from lots is what was consumed of them
-- stop, over entries
SELECT e.wallet_id,
    CASE WHEN e.taken <> coalesce(c.amount, 0)
        THEN format('transaction %s takes %s from lot %s; %s was consumed', e.tx_id, e.taken, e.lot_id, coalesce(c.amount, 0))
        END AS breach
FROM (
    SELECT p.wallet_id, e.tx_id, e.lot_id, sum(CASE WHEN d.class IN ('W.P', 'W.B') THEN e.amount
        WHEN t.reverses_tx_id IS NOT NULL OR d.class = 'DEBT' THEN -e.amount ELSE 0 END) AS taken
    FROM (
        SELECT DISTINCT s.wallet_id, w.tx_id FROM scope s CROSS JOIN LATERAL (
            SELECT tx_id FROM wallet_entry WHERE of_wallet = s.wallet_id AND seq > s.seq AND seq <= s.to_seq OFFSET 0) w) p
    CROSS JOIN LATERAL (SELECT * FROM ledger_entry WHERE tx_id = p.tx_id AND p.wallet_id = ANY (ARRAY[wallet_id, receiver_wallet_id])
        AND lot_id IS NOT NULL OFFSET 0) e
    CROSS JOIN LATERAL (SELECT reverses_tx_id FROM ledger_tx WHERE id = e.tx_id OFFSET 0) t
    CROSS JOIN LATERAL (SELECT class FROM ledger_account WHERE id = e.debit_account OFFSET 0) d
    GROUP BY p.wallet_id, e.tx_id, e.lot_id) e
LEFT JOIN LATERAL (SELECT amount FROM lot_consumption WHERE tx_id = e.tx_id AND lot_id = e.lot_id OFFSET 0) c ON true

-- invariant: what was consumed of a lot has its entry
-- full stop, over lot_consumption.tx_id
SELECT l.wallet_id,
    CASE WHEN l.id IS NULL OR NOT EXISTS (SELECT FROM ledger_entry e WHERE e.tx_id = c.tx_id AND e.lot_id = c.lot_id)
        THEN format('transaction %s took %s from lot %s', c.tx_id, c.amount, c.lot_id) END AS breach
FROM scope s JOIN lot_consumption c ON c.tx_id > s.after_id AND c.tx_id <= s.to_id
LEFT JOIN credit_lot l ON l.id = c.lot_id

-- invariant: leased is what open leases have left
-- stop, over wallets
SELECT s.wallet_id,
    CASE WHEN w.leased <> l.rest
        THEN format('wallet %s has %s leased; its open leases have %s left', w.id, w.leased, l.rest) END AS breach
FROM scope s JOIN wallet w ON w.id = s.wallet_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(granted - consumed), 0) AS rest FROM credit_lease
    WHERE wallet_id = s.wallet_id AND state = 'OPEN' AND kind IN ('NODE', 'BATCH')) l

-- invariant: what is leased of a key's budget is what its open leases have left
-- stop, over wallets
SELECT k.organisation_id AS wallet_id,
    CASE WHEN b.leased_nano <> l.rest
        THEN format('key %s has %s leased; its open leases have %s left', b.key_id, b.leased_nano, l.rest) END AS breach
FROM scope s JOIN api_key k ON k.organisation_id = s.wallet_id JOIN key_budget b ON b.key_id = k.public_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(granted - consumed), 0) AS rest FROM credit_lease
    WHERE key_id = b.key_id AND state = 'OPEN' AND kind = 'KEY') l

-- invariant: a charged call has exactly one settling transaction
-- stop, over usage_event.request_id
SELECT u.wallet_id,
    CASE WHEN NOT EXISTS (SELECT FROM ledger_tx t WHERE t.id = u.request_id AND t.kind IN ('P4', 'P5', 'P7'))
        THEN format('call %s of %s nano-credits', u.request_id, u.debit_nano) END AS breach
FROM scope s JOIN usage_event u ON u.request_id > s.after_id AND u.request_id <= s.to_id AND u.debit_nano > 0

-- invariant: a settling transaction has exactly one call, of its own amount
-- stop, over entries
SELECT t.wallet_id,
    CASE WHEN (u.wallet_id, u.debit_nano) IS DISTINCT FROM (t.wallet_id, t.used)
        THEN format('transaction %s of %s nano-credits; its call says %s of wallet %s', t.tx_id, t.used, u.debit_nano,
            u.wallet_id) END AS breach
FROM (
    SELECT p.wallet_id, e.tx_id, sum(e.amount) AS used
    FROM (
        SELECT DISTINCT s.wallet_id, w.tx_id FROM scope s CROSS JOIN LATERAL (
            SELECT tx_id FROM wallet_entry WHERE of_wallet = s.wallet_id AND seq > s.seq AND seq <= s.to_seq OFFSET 0) w) p
    CROSS JOIN LATERAL (SELECT FROM ledger_tx
        WHERE id = p.tx_id AND kind IN ('P4', 'P5', 'P7') AND reverses_tx_id IS NULL OFFSET 0) t
    CROSS JOIN LATERAL (SELECT * FROM ledger_entry WHERE tx_id = p.tx_id AND p.wallet_id = ANY (ARRAY[wallet_id, receiver_wallet_id])
        AND unit = 'CRD' OFFSET 0) e
    GROUP BY p.wallet_id, e.tx_id) t
LEFT JOIN LATERAL (SELECT wallet_id, debit_nano FROM usage_event WHERE request_id = t.tx_id OFFSET 0) u ON true

-- invariant: spend buckets add up to settled debits less reversals
-- stop, over wallets
SELECT s.wallet_id,
    CASE WHEN b.total <> s.spent + e.spent
        THEN format('wallet %s has %s in its buckets; settled less reversed is %s', w.id, b.total, s.spent + e.spent)
        END AS breach
FROM scope s JOIN wallet w ON w.id = s.wallet_id
CROSS JOIN LATERAL (SELECT coalesce(sum(debit_nano), 0) AS total FROM spend_bucket WHERE wallet_id = s.wallet_id) b
CROSS JOIN LATERAL (
    SELECT coalesce(sum(e.amount * ((e.debit_account IN (w.paid_account, w.bonus_account, w.debt_account))::integer
        - (e.credit_account IN (w.paid_account, w.bonus_account, w.debt_account))::integer)), 0) AS spent
    FROM wallet_entry e
    CROSS JOIN LATERAL (SELECT FROM ledger_tx WHERE id = e.tx_id AND kind IN ('P4', 'P5', 'P7', 'P9') OFFSET 0) t
    WHERE e.of_wallet = s.wallet_id AND e.seq > s.seq) e

-- invariant: a reversal mirrors what it reverses
-- full stop, over everything
SELECT (SELECT wallet_id FROM ledger_entry WHERE tx_id = r.id AND wallet_id IS NOT NULL LIMIT 1) AS wallet_id,
    CASE WHEN EXISTS (
            SELECT FROM account_entry WHERE tx_id IN (r.id, r.reverses_tx_id) GROUP BY account_id, lot_id HAVING sum(amount) <> 0)
        THEN format('transaction %s reverses %s', r.id, r.reverses_tx_id) END AS breach
FROM ledger_tx r WHERE r.reverses_tx_id IS NOT NULL

-- invariant: unused credits (2100) are what lot groups have neither recognised nor refunded
-- full stop, over everything
SELECT coalesce(a.wallet_id, g.wallet_id) AS wallet_id,
    CASE WHEN coalesce(a.total, 0) <> coalesce(g.rest, 0)
        THEN format('wallet %s has %s %s in 2100; its groups have %s', coalesce(a.wallet_id, g.wallet_id),
            coalesce(a.total, 0), coalesce(a.currency, g.currency), coalesce(g.rest, 0)) END AS breach
FROM (
    SELECT a.wallet_id, a.unit AS currency, -sum(e.amount) AS total
    FROM ledger_account a JOIN account_entry e ON e.account_id = a.id
    WHERE a.class = '2100' GROUP BY a.wallet_id, a.unit) a
FULL JOIN (
    SELECT wallet_id, currency, sum(net_minor - recognised_minor - refunded_minor - breakage_minor) AS rest
    FROM lot_group GROUP BY wallet_id, currency) g ON g.wallet_id = a.wallet_id AND g.currency = a.currency

-- invariant: a call rates again to what was charged
-- alert, over usage_event.request_id
SELECT u.wallet_id,
    CASE WHEN r.agrees IS DISTINCT FROM true
        THEN format('call %s stands at list %s, debit %s, cost %s; it rates to %s, %s, %s', u.request_id,
            r.list_nano, r.debit_nano, r.cost_nano, r.list_again, r.debit_again, r.cost_again) END AS breach
FROM scope s JOIN usage_event u ON u.request_id > s.after_id AND u.request_id <= s.to_id
    AND ('x' || right(u.request_id::text, 6))::bit(24)::integer % s.one_of = 0
LEFT JOIN rated_again r ON r.request_id = u.request_id

-- invariant: what was tried for a call is its call's, and dated so
-- full alert, over usage_attempt.request_id
SELECT u.wallet_id,
    CASE WHEN u.created_at IS DISTINCT FROM t.created_at
        THEN format('attempt %s of call %s is of %s, its call of %s', t.n, t.request_id, t.created_at, u.created_at) END AS breach
FROM scope s JOIN usage_attempt t ON t.request_id > s.after_id AND t.request_id <= s.to_id
LEFT JOIN usage_event u ON u.request_id = t.request_id

-- invariant: payments (1100) and refunds (2300) are cleared within four days
-- full report, over everything
SELECT null::bigint AS wallet_id,
    CASE WHEN overdue > 0 THEN format('%s %s: %s %s is older than four days', class, detail, overdue, unit) END AS breach
FROM (
    SELECT a.class, a.detail, a.unit, CASE a.class
        WHEN '1100' THEN coalesce(sum(e.amount) FILTER (WHERE e.amount < 0 OR t.created_at < clock_timestamp() - interval '4 days'), 0)
        ELSE coalesce(-sum(e.amount) FILTER (WHERE e.amount > 0 OR t.created_at < clock_timestamp() - interval '4 days'), 0)
        END AS overdue
    FROM ledger_account a JOIN account_entry e ON e.account_id = a.id JOIN ledger_tx t ON t.id = e.tx_id
    WHERE a.class IN ('1100', '2300') GROUP BY a.id) due

-- invariant: a credited order has exactly one top-up, of its own credits and price
-- full alert, over everything
SELECT o.organisation_id AS wallet_id,
    CASE WHEN c.tx_id IS NULL THEN format('order %s is %s without credits', o.id, o.state)
        WHEN (t.kind, paid.nano, paid.minor) IS DISTINCT FROM (CASE o.method WHEN 'CHECKOUT' THEN 'P1' ELSE 'P13' END,
                o.credits_nano, o.net_minor + o.tax_minor)
            OR (SELECT count(*) FROM lot_group g WHERE g.order_id = o.id AND g.wallet_id = o.organisation_id) <> 1
        THEN format('order %s of %s nano-credits for %s %s: transaction %s is %s of %s for %s', o.id, o.credits_nano,
            o.net_minor + o.tax_minor, o.currency, c.tx_id, t.kind, paid.nano, paid.minor) END AS breach
FROM payment_order o LEFT JOIN payment_credit c ON c.order_id = o.id LEFT JOIN ledger_tx t ON t.id = c.tx_id
LEFT JOIN LATERAL (SELECT sum(e.amount) FILTER (WHERE a.class = 'X.ISS.P') AS nano,
        sum(e.amount) FILTER (WHERE e.unit = o.currency) AS minor
    FROM ledger_entry e JOIN ledger_account a ON a.id = e.debit_account WHERE e.tx_id = c.tx_id) paid ON true
WHERE c.order_id IS NOT NULL
    OR o.state IN ('CREDITED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED', 'WON', 'LOST')

-- invariant: frozen is what open disputes keep
-- stop, over wallets
SELECT s.wallet_id,
    CASE WHEN w.frozen + w.freezing <> d.kept OR w.freezing > 0 AND w.posted_p + w.posted_b > w.leased + w.frozen
        THEN format('wallet %s has %s frozen and %s to be frozen; its open disputes keep %s', w.id, w.frozen, w.freezing, d.kept)
        END AS breach
FROM scope s JOIN wallet w ON w.id = s.wallet_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(kept_nano), 0) AS kept FROM payment_dispute WHERE wallet_id = s.wallet_id AND state = 'OPEN') d

-- invariant: unmatched receipts (2190) are what no order took and nobody was given back
-- full alert, over everything
SELECT null::bigint AS wallet_id,
    CASE WHEN coalesce(a.total, 0) <> coalesce(r.rest, 0)
        THEN format('2190 %s has %s %s; receipts have %s', coalesce(a.detail, r.detail), coalesce(a.total, 0),
            coalesce(a.unit, r.currency), coalesce(r.rest, 0)) END AS breach
FROM (
    SELECT a.detail, a.unit, -sum(e.amount) AS total FROM ledger_account a JOIN account_entry e ON e.account_id = a.id
    WHERE a.class = '2190' GROUP BY a.detail, a.unit) a
FULL JOIN (
    SELECT detail, currency, sum(rest) AS rest FROM (
        SELECT '' AS detail, currency, amount_minor - matched_minor - returned_minor AS rest FROM bank_receipt
        UNION ALL
        SELECT h.provider, h.currency, h.amount_minor - CASE WHEN d.verdict = 'CREDIT' THEN o.net_minor + o.tax_minor
            WHEN b.state = 'PAID_OUT' THEN b.amount_minor ELSE 0 END
        FROM held_payment h LEFT JOIN held_payment_decision d ON d.held_id = h.id
        LEFT JOIN payment_order o ON o.id = h.order_id LEFT JOIN payment_refund b ON b.held_id = h.id) one
    GROUP BY detail, currency) r ON r.detail = a.detail AND r.currency = a.unit

-- invariant: disputed money (1130) is that of open disputes
-- full alert, over everything
SELECT null::bigint AS wallet_id,
    CASE WHEN coalesce(a.total, 0) <> coalesce(d.amount, 0)
        THEN format('1130 %s has %s %s; open disputes are of %s', coalesce(a.detail, d.provider), coalesce(a.total, 0),
            coalesce(a.unit, d.currency), coalesce(d.amount, 0)) END AS breach
FROM (
    SELECT a.detail, a.unit, sum(e.amount) AS total FROM ledger_account a JOIN account_entry e ON e.account_id = a.id
    WHERE a.class = '1130' GROUP BY a.detail, a.unit) a
FULL JOIN (
    SELECT provider, currency, sum(amount_minor) AS amount FROM payment_dispute WHERE state = 'OPEN'
    GROUP BY provider, currency) d ON d.provider = a.detail AND d.currency = a.unit

-- invariant: refunds payable (2300) are refunds that stand and were not paid out
-- full alert, over everything
SELECT null::bigint AS wallet_id,
    CASE WHEN coalesce(a.total, 0) <> coalesce(r.due, 0)
        THEN format('2300 has %s %s; refunds not paid out are %s', coalesce(a.total, 0), coalesce(a.unit, r.currency),
            coalesce(r.due, 0)) END AS breach
FROM (
    SELECT a.unit, -sum(e.amount) AS total FROM ledger_account a JOIN account_entry e ON e.account_id = a.id
    WHERE a.class = '2300' GROUP BY a.unit) a
FULL JOIN (
    SELECT currency, sum(net_minor + tax_minor) AS due FROM credit_refund r
    WHERE NOT EXISTS (SELECT FROM ledger_tx t WHERE t.reverses_tx_id = r.tx_id)
        AND NOT EXISTS (SELECT FROM credit_refund_payout p WHERE p.refund_tx_id = r.tx_id)
    GROUP BY currency) r ON r.currency = a.unit

-- invariant: what goes back of an order stands on the books so, and is no more than was paid
-- full alert, over everything
SELECT o.organisation_id AS wallet_id,
    CASE WHEN (r.net_minor + r.tax_minor, t.id IS NOT NULL, b.state = 'PAID_OUT')
            IS DISTINCT FROM (b.amount_minor, b.state = 'FAILED', p.tx_id IS NOT NULL AND t.id IS NULL)
        OR o.net_minor + o.tax_minor < (SELECT sum(amount_minor) FROM payment_refund one
            WHERE one.order_id = b.order_id AND one.refund_tx_id IS NOT NULL AND one.state <> 'FAILED')
        THEN format('refund %s of order %s is %s for %s', b.id, b.order_id, b.state, b.amount_minor) END AS breach
FROM payment_refund b LEFT JOIN payment_order o ON o.id = b.order_id
LEFT JOIN credit_refund r ON r.tx_id = b.refund_tx_id
LEFT JOIN ledger_tx t ON t.reverses_tx_id = b.refund_tx_id
LEFT JOIN credit_refund_payout p ON p.refund_tx_id = b.refund_tx_id
WHERE b.refund_tx_id IS NOT NULL

-- invariant: a series of documents has no gap, no duplicate, and days in order
-- full alert, over everything
SELECT null::bigint AS wallet_id,
    CASE WHEN (d.documents, d.numbers, d.lowest, d.highest, d.latest, d.wrong) IS DISTINCT FROM (s.next_no - s.start_no,
            s.next_no - s.start_no, s.start_no, s.next_no - 1, s.last_date, 0::bigint)
        THEN format('series %s from %s to before %s has %s documents with %s numbers from %s to %s, %s of them misnamed or dated back',
            s.prefix, s.start_no, s.next_no, d.documents, d.numbers, d.lowest, d.highest, d.wrong) END AS breach
FROM document_series s CROSS JOIN LATERAL (
    SELECT count(*) AS documents, count(DISTINCT no) AS numbers, coalesce(min(no), s.start_no) AS lowest,
        coalesce(max(no), s.next_no - 1) AS highest, max(issue_date) AS latest,
        count(*) FILTER (WHERE issue_date < before OR number !~ ('^' || s.prefix || '0*' || no || '$')) AS wrong
    FROM (SELECT no, number, issue_date, lag(issue_date) OVER (ORDER BY no) AS before FROM document WHERE series_id = s.id) d) d

-- invariant: a document and its files are what was hashed
-- full alert, over everything
SELECT d.organisation_id AS wallet_id,
    CASE WHEN d.sha256 <> sha256(convert_to(d.content, 'UTF8'))
            OR EXISTS (SELECT FROM document_file f WHERE f.document_id = d.id AND f.sha256 <> sha256(f.bytes))
        THEN format('document %s is not what was hashed', d.number) END AS breach
FROM document d

-- invariant: a credit note is of its refund, no more than its invoice, and replaced if the refund was taken back
-- full alert, over everything
SELECT d.organisation_id AS wallet_id,
    CASE WHEN (d.net_minor, d.tax_minor) IS DISTINCT FROM (r.net_minor, r.tax_minor)
            OR (SELECT sum(gross_minor) FROM document n WHERE n.corrects_id = d.corrects_id
                AND NOT EXISTS (SELECT FROM ledger_tx WHERE reverses_tx_id = n.refund_id)) > o.gross_minor
            OR d.type = 'CREDIT_NOTE' AND EXISTS (SELECT FROM ledger_tx WHERE reverses_tx_id = d.refund_id)
                AND NOT EXISTS (SELECT FROM document_work WHERE refund_id = d.refund_id AND type = 'INVOICE')
        THEN format('%s %s of %s and tax %s on %s', d.type, d.number, d.net_minor, d.tax_minor, o.number) END AS breach
FROM document d LEFT JOIN credit_refund r ON r.tx_id = d.refund_id JOIN document o ON o.id = d.corrects_id

-- invariant: what keeps history from being changed is in place
-- alert, over everything
SELECT null::bigint AS wallet_id,
    CASE WHEN NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = guard AND tgenabled IN ('O', 'A'))
        THEN format('trigger %s is off or gone', guard) END AS breach
FROM unnest(ARRAY['ledger_tx_is_append_only', 'ledger_entry_is_append_only', 'ledger_account_is_append_only',
    'usage_event_is_append_only', 'usage_attempt_is_append_only', 'lot_consumption_is_append_only', 'period_close_is_append_only',
    'chain_checkpoint_is_append_only', 'ledger_entry_follows_the_rules', 'ledger_tx_reverses_what_is_there',
    'credit_lease_pays_while_open', 'wallet_is_released_by_two', 'legal_customer_change_is_append_only',
    'legal_customer_change_is_taken_up', 'billing_profile_is_append_only', 'vat_id_check_is_append_only',
    'tax_snapshot_is_append_only', 'payment_order_is_guarded', 'payment_order_is_kept', 'payment_order_step_is_append_only',
    'payment_credit_is_append_only', 'paid_orders_are_credited', 'inbound_event_is_append_only', 'bank_receipt_is_guarded',
    'bank_receipt_is_kept', 'bank_transfer_approval_is_append_only', 'bank_transfer_is_approved_by_another',
    'bank_receipt_return_is_append_only', 'held_payment_is_append_only', 'held_payment_decision_is_append_only',
    'payment_refund_is_of_what_was_paid', 'payment_refund_is_guarded', 'payment_refund_is_kept',
    'payment_dispute_is_guarded', 'payment_dispute_is_kept', 'wallet_freezes_what_becomes_free',
    'provider_invoice_is_append_only', 'provider_invoice_payment_is_append_only',
    'document_is_append_only',
    'document_file_is_append_only', 'document_is_guarded', 'document_series_is_kept', 'document_series_is_guarded',
    'document_series_begins_whole', 'credited_orders_get_documents', 'refunds_get_their_documents']) guard
