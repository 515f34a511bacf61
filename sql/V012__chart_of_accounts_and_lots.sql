-- The whole of money.md sections 2 to 4: both ledgers' accounts, every posting that is allowed, lots and what they were
-- bought for, budgets of keys, and the day before which the books are closed.

-- Credit ledger: unit CRD, nano-credits. Money ledger: one per currency, minor units of ISO 4217.
ALTER TABLE ledger_account
    ADD COLUMN detail text NOT NULL DEFAULT '',
    DROP CONSTRAINT ledger_account_class_check,
    DROP CONSTRAINT ledger_account_unit_check,
    DROP CONSTRAINT ledger_account_check,
    DROP CONSTRAINT ledger_account_class_wallet_id_key,
    ADD CONSTRAINT ledger_account_class_check CHECK (class IN (
        'W.P', 'W.B', 'DEBT', 'X.ISS.P', 'X.ISS.B', 'X.USE', 'X.EXP', 'X.REF', 'X.CBK', 'X.ADJ', 'X.WOF',
        '1100', '1110', '1130', '2100', '2190', '2200', '2300', '2500', '4100', '4190', '5100', '5200', '5300', '5310',
        '5400', '6900')),
    ADD CONSTRAINT ledger_account_unit_fits_class CHECK (unit ~ '^[A-Z]{3}$' AND (unit = 'CRD') = (class !~ '^[0-9]')),
    ADD CONSTRAINT ledger_account_wallet_fits_class
        CHECK ((wallet_id IS NOT NULL) = (class IN ('W.P', 'W.B', 'DEBT', '2100'))),
    ADD CONSTRAINT ledger_account_is_one UNIQUE NULLS NOT DISTINCT (class, unit, wallet_id, detail);
COMMENT ON COLUMN ledger_account.detail IS
    'what divides a class: provider, jurisdiction and scheme, model; empty where nothing does';

INSERT INTO posting_rule (kind, debit_class, credit_class) VALUES
    ('P1', '1100', '2100'), ('P1', '1100', '2200'), ('P1', '5200', '1100'), ('P1', '1110', '1100'),
    ('P4', '2100', '4100'),
    ('P5', 'DEBT', 'X.USE'), ('P5', '2100', '4100'),
    ('P7', 'W.P', 'X.USE'), ('P7', 'W.B', 'X.USE'),
    ('P8', 'W.P', 'X.REF'), ('P8', 'W.B', 'X.ISS.B'), ('P8', '2100', '2300'), ('P8', '2200', '2300'), ('P8', '2300', '1100'),
    ('P9', 'X.USE', 'DEBT'), ('P9', '4100', '2100'),
    ('P10', '1130', '1100'), ('P10', '5310', '1100'),
    ('P11', 'W.P', 'X.CBK'), ('P11', 'DEBT', 'X.CBK'), ('P11', '2100', '1130'), ('P11', '5300', '1130'),
    ('P11', '2200', '1130'), ('P11', '1100', '1130'),
    ('P12', '5400', '2100'),
    ('P13', 'X.ISS.P', 'W.P'), ('P13', 'W.P', 'DEBT'), ('P13', '1110', '2190'), ('P13', '2190', '2100'),
    ('P13', '2190', '2200'),
    ('P14', '2200', '1110'),
    ('P15', '5100', '2500'), ('P15', '2500', '5100'), ('P15', '2500', '1110'),
    ('P16', 'W.B', 'X.EXP'), ('P16', '2100', '4190'),
    ('P18', 'W.P', 'W.P'), ('P18', '2100', '2100');

ALTER TABLE ledger_tx
    DROP CONSTRAINT ledger_tx_kind_check,
    ADD CONSTRAINT ledger_tx_kind_check CHECK (kind ~ '^P([1-9]|1[0-8])$');

-- A customer's entries have an order of their own, which statements and the hash chain follow. All postings of a wallet
-- are made under its lock, so that seq rises in the order in which they are committed.
ALTER TABLE ledger_entry
    ADD COLUMN wallet_id bigint,
    ADD COLUMN lot_id    bigint,
    ADD COLUMN seq       bigint GENERATED ALWAYS AS IDENTITY;
ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_is_append_only;
UPDATE ledger_entry e SET wallet_id = coalesce(d.wallet_id, c.wallet_id)
FROM ledger_account d, ledger_account c WHERE d.id = e.debit_account AND c.id = e.credit_account;
ALTER TABLE ledger_entry ENABLE TRIGGER ledger_entry_is_append_only;
CREATE INDEX ledger_entry_by_wallet ON ledger_entry (wallet_id, seq) WHERE wallet_id IS NOT NULL;
CREATE INDEX ledger_entry_of_money ON ledger_entry (unit, seq) WHERE unit <> 'CRD';

DROP VIEW account_entry;
CREATE VIEW account_entry AS
    SELECT debit_account AS account_id, tx_id, line, unit, amount, wallet_id, lot_id, seq FROM ledger_entry
    UNION ALL
    SELECT credit_account, tx_id, line, unit, -amount, wallet_id, lot_id, seq FROM ledger_entry;
GRANT SELECT ON account_entry TO ${app_role};

-- The rules of V008, and beside them: a reversal mirrors postings of its kind.
CREATE OR REPLACE FUNCTION refuse_wrong_postings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    SELECT e.tx_id, e.line, tx.kind, found.* INTO wrong
    FROM posted e
    LEFT JOIN LATERAL (SELECT kind, reverses_tx_id IS NOT NULL AS reverses FROM ledger_tx WHERE id = e.tx_id) tx ON true
    CROSS JOIN LATERAL (SELECT
        (SELECT class FROM ledger_account WHERE id = e.debit_account AND unit = e.unit) AS debit_class,
        (SELECT class FROM ledger_account WHERE id = e.credit_account AND unit = e.unit) AS credit_class
    ) found
    WHERE NOT EXISTS (SELECT FROM posting_rule r WHERE r.kind = tx.kind
            AND r.debit_class = found.debit_class AND r.credit_class = found.credit_class)
        AND NOT EXISTS (SELECT FROM posting_rule r WHERE tx.reverses AND r.kind = tx.kind
            AND r.debit_class = found.credit_class AND r.credit_class = found.debit_class)
    LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING MESSAGE = format('entry %s of transaction %s is refused: %s from %s to %s',
            wrong.line, wrong.tx_id, coalesce(wrong.kind, 'no such transaction'),
            coalesce(wrong.debit_class, 'no such account'), coalesce(wrong.credit_class, 'no such account'));
    END IF;
    RETURN NULL;
END $$;

ALTER TABLE wallet
    ADD COLUMN debt_account  bigint REFERENCES ledger_account,
    ADD COLUMN debt_nano     bigint NOT NULL DEFAULT 0 CHECK (debt_nano >= 0),
    ADD COLUMN debt_cap_nano bigint NOT NULL DEFAULT 0 CHECK (debt_cap_nano >= 0);
UPDATE wallet SET debt_account = a.id FROM ledger_account a WHERE a.class = 'DEBT' AND a.wallet_id = wallet.id;
ALTER TABLE wallet ALTER COLUMN debt_account SET NOT NULL;
COMMENT ON COLUMN wallet.debt_cap_nano IS 'deficit the customer agreed to; 0: none';

-- What the paid and bonus lot of one top-up were sold for. Revenue recognised so far is
-- base_recognised_minor + floor(base_minor * (base_nano - remaining) / base_nano); a refund or expiry sets a new base.
CREATE TABLE lot_group (
    id                     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    wallet_id              bigint      NOT NULL REFERENCES wallet,
    order_id               bigint,
    currency               text        NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$' AND currency <> 'CRD'),
    net_minor              bigint      NOT NULL DEFAULT 0 CHECK (net_minor >= 0),
    initial_nano           bigint      NOT NULL CHECK (initial_nano > 0),
    recognised_minor       bigint      NOT NULL DEFAULT 0 CHECK (recognised_minor >= 0),
    refunded_minor         bigint      NOT NULL DEFAULT 0 CHECK (refunded_minor >= 0),
    breakage_minor         bigint      NOT NULL DEFAULT 0 CHECK (breakage_minor >= 0),
    base_minor             bigint      NOT NULL CHECK (base_minor >= 0),
    base_nano              bigint      NOT NULL CHECK (base_nano >= 0),
    base_recognised_minor  bigint      NOT NULL DEFAULT 0 CHECK (base_recognised_minor >= 0),
    created_at             timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (recognised_minor + refunded_minor + breakage_minor <= net_minor)
);
CREATE INDEX lot_group_by_wallet ON lot_group (wallet_id);

-- Lots are used in the order of priority, expires_at (null last), bonus before paid, effective_at, created_at, id.
CREATE TABLE credit_lot (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id         bigint      NOT NULL REFERENCES lot_group,
    wallet_id        bigint      NOT NULL REFERENCES wallet,
    kind             text        NOT NULL CHECK (kind IN ('PAID', 'BONUS')),
    initial_nano     bigint      NOT NULL CHECK (initial_nano > 0),
    remaining_nano   bigint      NOT NULL CHECK (remaining_nano BETWEEN 0 AND initial_nano),
    exhausted        boolean     NOT NULL DEFAULT false CHECK (exhausted = (remaining_nano = 0)),
    priority         integer     NOT NULL DEFAULT 0,
    effective_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at       timestamptz CHECK (expires_at > effective_at),
    tax_snapshot_id  bigint,
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (expires_at IS NULL OR kind = 'BONUS')
) WITH (fillfactor = 50);
-- by a column that changes once only, so that using a lot touches no index
CREATE INDEX credit_lot_to_use ON credit_lot (wallet_id) WHERE NOT exhausted;
CREATE INDEX credit_lot_by_group ON credit_lot (group_id);

-- What each transaction took from a lot, or (below 0) gave back to it.
CREATE TABLE lot_consumption (
    tx_id   uuid   NOT NULL,
    lot_id  bigint NOT NULL,
    amount  bigint NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (tx_id, lot_id)
);

-- Balances from before there were lots.
WITH old AS (
    SELECT id, posted_p + posted_b AS total FROM wallet WHERE posted_p + posted_b > 0
), made AS (
    INSERT INTO lot_group (wallet_id, initial_nano, base_minor, base_nano)
    SELECT id, total, 0, total FROM old RETURNING id, wallet_id
)
INSERT INTO credit_lot (group_id, wallet_id, kind, initial_nano, remaining_nano)
SELECT made.id, w.id, v.kind, v.amount, v.amount
FROM made JOIN wallet w ON w.id = made.wallet_id
CROSS JOIN LATERAL (VALUES ('PAID', w.posted_p), ('BONUS', w.posted_b)) v (kind, amount)
WHERE v.amount > 0;

-- Spend caps of keys, worked with leases as wallets are. A call may overrun by what it costs above its hold.
CREATE TABLE key_budget (
    key_id         text        PRIMARY KEY REFERENCES api_key,
    limit_nano     bigint      NOT NULL CHECK (limit_nano > 0),
    spent_nano     bigint      NOT NULL DEFAULT 0 CHECK (spent_nano >= 0),
    leased_nano    bigint      NOT NULL DEFAULT 0 CHECK (leased_nano >= 0),
    on_exhaustion  text        NOT NULL DEFAULT 'REVOKE' CHECK (on_exhaustion IN ('REVOKE', 'REFUSE')),
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);

ALTER TABLE credit_lease
    ADD COLUMN key_id text REFERENCES key_budget,
    DROP CONSTRAINT credit_lease_kind_check,
    DROP CONSTRAINT credit_lease_check1,
    ADD CONSTRAINT credit_lease_kind_check CHECK (kind IN ('NODE', 'KEY', 'BATCH')),
    ADD CONSTRAINT credit_lease_of_a_node CHECK ((kind IN ('NODE', 'KEY'))
        = (node_id IS NOT NULL AND epoch IS NOT NULL AND expires_at IS NOT NULL)),
    ADD CONSTRAINT credit_lease_of_a_key CHECK ((kind = 'KEY') = (key_id IS NOT NULL));
CREATE INDEX credit_lease_open_of_key ON credit_lease (key_id) WHERE state = 'OPEN' AND key_id IS NOT NULL;

-- Nothing is posted before the last close.
CREATE TABLE period_close (
    closed_before  timestamptz PRIMARY KEY CHECK (closed_before <= closed_at),
    actor          text        NOT NULL,
    approver       text        NOT NULL CHECK (approver <> actor),
    closed_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE FUNCTION refuse_closed_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT min(created_at) FROM posted) < (SELECT max(closed_before) FROM period_close) THEN
        RAISE check_violation USING MESSAGE = 'a posting before the period close is refused';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_tx_follows_the_close AFTER INSERT ON ledger_tx
    REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed_period();

CREATE TRIGGER lot_consumption_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON lot_consumption
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER period_close_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON period_close
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON lot_consumption, period_close TO ${app_role};
GRANT SELECT, INSERT, UPDATE ON lot_group, credit_lot, key_budget TO ${app_role};
