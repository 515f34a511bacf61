-- Money that comes to our bank account (money.md P13 and section 9): one person enters what the bank says, another approves the
-- order it pays. Whatever is entered stands in 2190 at once and stays there until it pays an order or goes back.

-- One person, however the mail address is spelt: capitals, full-width letters, spaces around it.
CREATE FUNCTION one_person(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(normalize(btrim(name), NFKC))
$$;

INSERT INTO posting_rule (kind, debit_class, credit_class) VALUES ('P13', '2190', '1110');

CREATE TABLE bank_receipt (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    currency        text        NOT NULL REFERENCES currency,
    amount_minor    bigint      NOT NULL CHECK (amount_minor > 0),
    value_date      date        NOT NULL,
    bank_reference  text        NOT NULL UNIQUE CHECK (bank_reference ~ '^[0-9A-Z][0-9A-Z./:-]{0,99}$'),
    payer           text        NOT NULL CHECK (length(payer) BETWEEN 1 AND 200),
    evidence        text        NOT NULL CHECK (length(evidence) BETWEEN 1 AND 2000),
    actor           text        NOT NULL CHECK (one_person(actor) <> ''),
    tx_id           uuid        NOT NULL UNIQUE REFERENCES ledger_tx,
    order_id        bigint      REFERENCES payment_order,
    assigned_by     text,
    matched_minor   bigint      NOT NULL DEFAULT 0 CHECK (matched_minor >= 0),
    returned_minor  bigint      NOT NULL DEFAULT 0 CHECK (returned_minor >= 0),
    entered_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (matched_minor + returned_minor <= amount_minor),
    CHECK ((order_id IS NULL) = (assigned_by IS NULL)),
    CHECK (order_id IS NOT NULL OR matched_minor = 0)
);
COMMENT ON COLUMN bank_receipt.bank_reference IS 'the bank''s own, in capitals: one for each transfer';
COMMENT ON COLUMN bank_receipt.matched_minor IS 'what its order took of it; the rest stands in 2190';
CREATE INDEX bank_receipt_of_order ON bank_receipt (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX bank_receipt_open ON bank_receipt (id) WHERE matched_minor + returned_minor < amount_minor;

-- What the bank said stays. A receipt finds another order only while none has taken of it.
CREATE FUNCTION guard_bank_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    allowed jsonb := to_jsonb(OLD) || jsonb_build_object(
        'matched_minor', NEW.matched_minor, 'returned_minor', NEW.returned_minor);
BEGIN
    IF OLD.matched_minor = 0 AND OLD.returned_minor = 0 THEN
        allowed := allowed || jsonb_build_object('order_id', NEW.order_id, 'assigned_by', NEW.assigned_by);
    END IF;
    IF to_jsonb(NEW) <> allowed OR NEW.matched_minor < OLD.matched_minor OR NEW.returned_minor < OLD.returned_minor THEN
        RAISE insufficient_privilege USING MESSAGE = format('receipt %s stands as it was entered', OLD.id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER bank_receipt_is_guarded BEFORE UPDATE ON bank_receipt
    FOR EACH ROW EXECUTE FUNCTION guard_bank_receipt();
CREATE TRIGGER bank_receipt_is_kept BEFORE DELETE OR TRUNCATE ON bank_receipt
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE bank_transfer_approval (
    order_id  bigint      PRIMARY KEY REFERENCES payment_order,
    actor     text        NOT NULL CHECK (one_person(actor) <> ''),
    approver  text        NOT NULL CHECK (one_person(approver) <> ''),
    reason    text        NOT NULL CHECK (reason <> ''),
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (one_person(approver) <> one_person(actor))
);
COMMENT ON COLUMN bank_transfer_approval.actor IS 'who entered the last of its receipts';
CREATE TRIGGER bank_transfer_approval_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_transfer_approval
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whoever entered or assigned any receipt of an order approves it not.
CREATE FUNCTION refuse_own_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM bank_receipt r WHERE r.order_id = NEW.order_id
            AND one_person(NEW.approver) IN (one_person(r.actor), one_person(r.assigned_by))) THEN
        RAISE check_violation USING MESSAGE = format('order %s is approved by who entered its receipt', NEW.order_id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER bank_transfer_is_approved_by_another BEFORE INSERT ON bank_transfer_approval
    FOR EACH ROW EXECUTE FUNCTION refuse_own_approval();

CREATE TABLE bank_receipt_return (
    receipt_id      bigint      PRIMARY KEY REFERENCES bank_receipt,
    amount_minor    bigint      NOT NULL CHECK (amount_minor > 0),
    bank_reference  text        NOT NULL UNIQUE CHECK (bank_reference <> ''),
    actor           text        NOT NULL CHECK (one_person(actor) <> ''),
    approver        text        NOT NULL CHECK (one_person(approver) <> ''),
    reason          text        NOT NULL CHECK (reason <> ''),
    tx_id           uuid        NOT NULL UNIQUE REFERENCES ledger_tx,
    at              timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (one_person(approver) <> one_person(actor))
);
CREATE TRIGGER bank_receipt_return_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_receipt_return
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The rule of V102, and beside it: a bank transfer is credited by two people only.
CREATE OR REPLACE FUNCTION refuse_paid_without_credits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM payment_order WHERE id = NEW.id AND state IN ('PAID', 'APPROVED')) THEN
        RAISE check_violation USING MESSAGE = format('order %s would be paid and not credited', NEW.id);
    END IF;
    IF EXISTS (SELECT FROM payment_order o WHERE id = NEW.id AND state = 'CREDITED'
            AND NOT EXISTS (SELECT FROM payment_credit c WHERE c.order_id = o.id)) THEN
        RAISE check_violation USING MESSAGE = format('order %s would be credited without credits', NEW.id);
    END IF;
    IF EXISTS (SELECT FROM payment_order o WHERE id = NEW.id AND state = 'CREDITED' AND method = 'BANK_TRANSFER'
            AND NOT EXISTS (SELECT FROM bank_transfer_approval a WHERE a.order_id = o.id)) THEN
        RAISE check_violation USING MESSAGE = format('order %s would be credited without an approval', NEW.id);
    END IF;
    RETURN NULL;
END $$;

GRANT SELECT, INSERT ON bank_transfer_approval, bank_receipt_return TO ${app_role};
GRANT SELECT, INSERT, UPDATE ON bank_receipt TO ${app_role};
