-- Operations on the ledger that are not calls (money.md sections 8 and 9): what they take from lots, what a group of lots
-- was sold for, and what was decided under an idempotency key.

-- Credits that left a lot otherwise than by use: refunded, clawed back, expired, moved, adjusted. The rest of what is gone
-- was used.
ALTER TABLE credit_lot
    ADD COLUMN withdrawn_nano bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT credit_lot_withdrawn_is_gone CHECK (withdrawn_nano BETWEEN 0 AND initial_nano - remaining_nano);
CREATE INDEX credit_lot_to_expire ON credit_lot (expires_at) WHERE expires_at IS NOT NULL AND NOT exhausted;

-- A move takes a share of net_minor and tax_minor along; what one credit was sold for stays as it was.
ALTER TABLE lot_group
    ADD COLUMN sold_minor          bigint CHECK (sold_minor >= 0),
    ADD COLUMN tax_minor           bigint  NOT NULL DEFAULT 0 CHECK (tax_minor >= 0),
    ADD COLUMN tax_ppm             integer NOT NULL DEFAULT 0 CHECK (tax_ppm >= 0),
    ADD COLUMN tax_detail          text    NOT NULL DEFAULT '',
    ADD COLUMN tax_refunded_minor  bigint  NOT NULL DEFAULT 0 CHECK (tax_refunded_minor >= 0),
    ADD CONSTRAINT lot_group_tax_is_not_refunded_twice CHECK (tax_refunded_minor <= tax_minor);
COMMENT ON COLUMN lot_group.sold_minor IS 'net price that refunds reckon from; null: net_minor, nothing was moved away';
COMMENT ON COLUMN lot_group.tax_detail IS 'jurisdiction and scheme, as in the detail of account 2200';

-- Wallets of one legal customer: credits may move between them (P18).
ALTER TABLE organisation ADD COLUMN legal_customer_id bigint REFERENCES organisation;
COMMENT ON COLUMN organisation.legal_customer_id IS 'null: a customer of its own';

-- A move is one entry with two customers; each finds it among its own through the view.
ALTER TABLE ledger_entry ADD COLUMN receiver_wallet_id bigint;
CREATE INDEX ledger_entry_by_receiver ON ledger_entry (receiver_wallet_id, seq) WHERE receiver_wallet_id IS NOT NULL;
-- entries lie in the order of seq: a small index finds any stretch of them
CREATE INDEX ledger_entry_by_seq ON ledger_entry USING brin (seq) WITH (pages_per_range = 32, autosummarize = on);
GRANT SELECT ON SEQUENCE ledger_entry_seq_seq TO ${app_role};
CREATE OR REPLACE VIEW account_entry AS
    SELECT debit_account AS account_id, tx_id, line, unit, amount, wallet_id, lot_id, seq FROM ledger_entry
    UNION ALL
    SELECT credit_account, tx_id, line, unit, -amount, wallet_id, lot_id, seq FROM ledger_entry
    WHERE receiver_wallet_id IS NULL
    UNION ALL
    SELECT credit_account, tx_id, line, unit, -amount, receiver_wallet_id, lot_id, seq FROM ledger_entry
    WHERE receiver_wallet_id IS NOT NULL;

-- Refunds of more than the group has left unearned take breakage back; a debt that was paid may turn out not to be owed.
INSERT INTO posting_rule (kind, debit_class, credit_class) VALUES ('P8', '4190', '2100'), ('P9', 'DEBT', 'W.P');

ALTER TABLE ledger_tx ADD CONSTRAINT ledger_tx_move_needs_two_people
    CHECK (kind <> 'P18' OR (idem_key IS NOT NULL AND actor IS NOT NULL AND approver IS NOT NULL AND reason IS NOT NULL));

CREATE TABLE credit_refund (
    tx_id           uuid        PRIMARY KEY REFERENCES ledger_tx,
    wallet_id       bigint      NOT NULL REFERENCES wallet,
    group_id        bigint      NOT NULL REFERENCES lot_group,
    credits_nano    bigint      NOT NULL CHECK (credits_nano > 0),
    bonus_nano      bigint      NOT NULL CHECK (bonus_nano >= 0),
    shortfall_nano  bigint      NOT NULL CHECK (shortfall_nano BETWEEN 0 AND credits_nano),
    currency        text        NOT NULL,
    net_minor       bigint      NOT NULL CHECK (net_minor >= 0),
    tax_minor       bigint      NOT NULL CHECK (tax_minor >= 0),
    breakage_minor  bigint      NOT NULL CHECK (breakage_minor >= 0),
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX credit_refund_by_group ON credit_refund (group_id);
COMMENT ON COLUMN credit_refund.bonus_nano IS 'clawed back from unused bonus credits';
COMMENT ON COLUMN credit_refund.shortfall_nano IS 'part of credits_nano kept for bonus credits that were used';
COMMENT ON COLUMN credit_refund.breakage_minor IS 'part of net_minor that had been taken for breakage';

-- The transaction that paid a refund out: 2300 to 1100 of the provider.
CREATE TABLE credit_refund_payout (
    tx_id         uuid PRIMARY KEY REFERENCES ledger_tx,
    refund_tx_id  uuid NOT NULL UNIQUE REFERENCES credit_refund
);

-- What was refused under a key stays refused: a retry gets the same answer whatever has changed (L24).
CREATE TABLE operation_refusal (
    idem_key      text        PRIMARY KEY,
    request_hash  bytea       NOT NULL,
    refusal       text        NOT NULL,
    message       text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TRIGGER credit_refund_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_refund
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_refund_payout_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_refund_payout
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER operation_refusal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON operation_refusal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON credit_refund, credit_refund_payout, operation_refusal TO ${app_role};
