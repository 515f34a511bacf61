-- The three-way match (money.md L81): what moved our balance at a payment provider, beside 1100 and the orders. Its fees and
-- payouts are booked from here, each line once.
INSERT INTO posting_rule (kind, debit_class, credit_class) VALUES ('P1', '1100', '5200'), ('P1', '1100', '1110');

CREATE TABLE provider_balance_line (
    provider     text        NOT NULL CHECK (provider <> ''),
    line_id      text        NOT NULL CHECK (line_id <> ''),
    type         text        NOT NULL CHECK (type IN ('CHARGE', 'REFUND', 'REFUND_FAILURE', 'DISPUTE', 'DISPUTE_REVERSAL', 'FEE',
        'PAYOUT', 'OTHER')),
    currency     text        NOT NULL REFERENCES currency,
    gross_minor  bigint      NOT NULL,
    fee_minor    bigint      NOT NULL,
    payment_id   text,
    happened_at  timestamptz NOT NULL,
    tx_id        uuid        UNIQUE REFERENCES ledger_tx,
    taken_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (provider, line_id)
);
COMMENT ON COLUMN provider_balance_line.gross_minor IS 'less than 0 is taken off the balance, which changes by gross less fee';
COMMENT ON COLUMN provider_balance_line.tx_id IS 'what it was booked by; null: the payment''s own postings have all of it';
CREATE INDEX provider_balance_line_of_payment ON provider_balance_line (provider, payment_id) WHERE type = 'CHARGE';
CREATE TRIGGER provider_balance_line_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON provider_balance_line
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE reconciliation_run (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider    text        NOT NULL,
    due         timestamptz,
    started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at    timestamptz,
    UNIQUE (provider, due)
);
COMMENT ON COLUMN reconciliation_run.due IS 'the night it is for; null: somebody asked for it';
COMMENT ON COLUMN reconciliation_run.ended_at IS 'null: under way, or broken off; the next one begins before it';
CREATE INDEX reconciliation_run_newest ON reconciliation_run (provider, started_at DESC);

CREATE TABLE reconciliation_difference (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider        text        NOT NULL,
    kind            text        NOT NULL CHECK (kind IN ('NOT_CREDITED', 'NOT_CHARGED', 'AMOUNT', 'BALANCE', 'UNKNOWN_LINE')),
    subject         text        NOT NULL,
    currency        text        NOT NULL REFERENCES currency,
    books_minor     numeric     NOT NULL,
    provider_minor  numeric     NOT NULL,
    runs            integer     NOT NULL DEFAULT 1,
    first_seen      timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_run        bigint      NOT NULL REFERENCES reconciliation_run,
    gone_at         timestamptz
);
COMMENT ON COLUMN reconciliation_difference.subject IS 'a payment, a line of the balance, or the currency';
COMMENT ON COLUMN reconciliation_difference.runs IS 'how often it was found so, with the same amounts, one after the other';
CREATE UNIQUE INDEX reconciliation_difference_open ON reconciliation_difference (provider, kind, subject) WHERE gone_at IS NULL;

GRANT SELECT, INSERT ON provider_balance_line TO ${app_role};
GRANT SELECT, INSERT, UPDATE ON reconciliation_run, reconciliation_difference TO ${app_role};
