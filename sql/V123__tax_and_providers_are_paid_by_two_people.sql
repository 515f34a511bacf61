-- What the house pays (money.md P14, P15): each by two people, whom the ledger names.
ALTER TABLE ledger_tx ADD CONSTRAINT ledger_tx_remittance_needs_two_people
    CHECK (kind <> 'P14' OR (idem_key IS NOT NULL AND actor IS NOT NULL AND approver IS NOT NULL AND reason IS NOT NULL));
ALTER TABLE ledger_tx ADD CONSTRAINT ledger_tx_people_are_two
    CHECK (approver IS NULL OR one_person(approver) <> one_person(actor)) NOT VALID;

-- A provider's invoice beside what calls have cost by our own reckoning; the difference is posted with it, so that 2500 is what
-- was invoiced and not yet paid, and the calls since (L82).
CREATE TABLE provider_invoice (
    provider          text        NOT NULL CHECK (provider <> ''),
    number            text        NOT NULL CHECK (number <> ''),
    currency          text        NOT NULL REFERENCES currency,
    amount_minor      bigint      NOT NULL CHECK (amount_minor > 0),
    period_end        timestamptz NOT NULL,
    difference_minor  bigint      NOT NULL,
    tx_id             uuid        UNIQUE REFERENCES ledger_tx,
    actor             text        NOT NULL CHECK (one_person(actor) <> ''),
    approver          text        NOT NULL CHECK (one_person(approver) <> ''),
    reason            text        NOT NULL CHECK (reason <> ''),
    at                timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (provider, number),
    UNIQUE (provider, currency, period_end),
    CHECK ((difference_minor = 0) = (tx_id IS NULL)),
    CHECK (one_person(approver) <> one_person(actor))
);
COMMENT ON COLUMN provider_invoice.provider IS 'as accounts 2500 and 5100 name it';
COMMENT ON COLUMN provider_invoice.period_end IS 'the calls before it are on this invoice or an earlier one';
COMMENT ON COLUMN provider_invoice.difference_minor IS 'invoiced above (below 0: under) our own reckoning; posted by tx_id';
CREATE TRIGGER provider_invoice_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON provider_invoice
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE provider_invoice_payment (
    provider        text        NOT NULL,
    number          text        NOT NULL,
    bank_reference  text        NOT NULL UNIQUE CHECK (bank_reference <> ''),
    tx_id           uuid        NOT NULL UNIQUE REFERENCES ledger_tx,
    PRIMARY KEY (provider, number),
    FOREIGN KEY (provider, number) REFERENCES provider_invoice
);
CREATE TRIGGER provider_invoice_payment_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON provider_invoice_payment
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON provider_invoice, provider_invoice_payment TO ${app_role};
