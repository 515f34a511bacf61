-- Payments that are no order's yet, and money that goes back (money.md P8, sections 9 and 10).

-- What a provider holds for us and no order took: its amount differs, it came late or twice. It stands in 2190 of the provider
-- until two people let its order have it or send it back.
INSERT INTO posting_rule (kind, debit_class, credit_class) VALUES
    ('P1', '1100', '2190'), ('P1', '2190', '2100'), ('P1', '2190', '2200'), ('P8', '2190', '1100'), ('P8', '2300', '1110');

CREATE TABLE held_payment (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id      bigint      NOT NULL REFERENCES payment_order,
    provider      text        NOT NULL CHECK (provider <> ''),
    payment_id    text        NOT NULL CHECK (payment_id <> ''),
    session_id    text        NOT NULL,
    currency      text        NOT NULL REFERENCES currency,
    amount_minor  bigint      NOT NULL CHECK (amount_minor > 0),
    reason        text        NOT NULL CHECK (reason <> ''),
    tx_id         uuid        NOT NULL UNIQUE REFERENCES ledger_tx,
    held_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (provider, payment_id)
);
CREATE TRIGGER held_payment_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON held_payment
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE held_payment_decision (
    held_id   bigint      PRIMARY KEY REFERENCES held_payment,
    verdict   text        NOT NULL CHECK (verdict IN ('CREDIT', 'RETURN')),
    actor     text        NOT NULL CHECK (one_person(actor) <> ''),
    approver  text        NOT NULL CHECK (one_person(approver) <> ''),
    reason    text        NOT NULL CHECK (reason <> ''),
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (one_person(approver) <> one_person(actor))
);
CREATE TRIGGER held_payment_decision_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON held_payment_decision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Money on its way back, asked for once under its key however often.
CREATE TABLE payment_refund (
    id                  bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id            bigint      NOT NULL REFERENCES payment_order,
    n                   integer     NOT NULL CHECK (n > 0),
    idem_key            text        NOT NULL UNIQUE,
    origin              text        NOT NULL CHECK (origin IN ('OURS', 'PROVIDER')),
    way                 text        NOT NULL CHECK (way IN ('PROVIDER', 'BANK')),
    refund_tx_id        uuid        UNIQUE REFERENCES credit_refund,
    held_id             bigint      UNIQUE REFERENCES held_payment,
    provider            text        NOT NULL,
    payment_id          text        NOT NULL,
    currency            text        NOT NULL REFERENCES currency,
    amount_minor        bigint      NOT NULL CHECK (amount_minor > 0),
    actor               text        NOT NULL CHECK (actor <> ''),
    reason              text        NOT NULL CHECK (reason <> ''),
    state               text        NOT NULL DEFAULT 'REQUESTED' CHECK (state IN ('REQUESTED', 'PENDING', 'PAID_OUT', 'FAILED')),
    provider_refund_id  text,
    payout_reference    text        UNIQUE,
    ended_by            text,
    approver            text,
    attempts            integer     NOT NULL DEFAULT 0,
    next_at             timestamptz NOT NULL DEFAULT clock_timestamp(),
    outcome             text,
    requested_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (order_id, n),
    CHECK ((refund_tx_id IS NULL) <> (held_id IS NULL)),
    CHECK (way <> 'BANK' OR state <> 'PAID_OUT' OR (ended_by IS NOT NULL AND approver IS NOT NULL AND payout_reference IS NOT NULL)),
    CHECK ((ended_by IS NULL) = (approver IS NULL) AND one_person(approver) <> one_person(ended_by))
);
COMMENT ON COLUMN payment_refund.n IS 'step of its order: idem_key is made of both';
COMMENT ON COLUMN payment_refund.origin IS 'PROVIDER: somebody gave it back at the provider, and we book it';
COMMENT ON COLUMN payment_refund.refund_tx_id IS 'the credits it is for; null: it gives back a payment that no order took';
CREATE INDEX payment_refund_due ON payment_refund (next_at) WHERE way = 'PROVIDER' AND state IN ('REQUESTED', 'PENDING');
CREATE INDEX payment_refund_at_provider ON payment_refund (provider, provider_refund_id);

-- L15. The order's row is what two refunds at once wait for.
CREATE FUNCTION refuse_more_back_than_was_paid() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paid bigint;
BEGIN
    SELECT net_minor + tax_minor INTO paid FROM payment_order WHERE id = NEW.order_id FOR UPDATE;
    IF NEW.held_id IS NULL AND NEW.amount_minor + coalesce((SELECT sum(amount_minor) FROM payment_refund
            WHERE order_id = NEW.order_id AND refund_tx_id IS NOT NULL AND state <> 'FAILED'), 0) > paid THEN
        RAISE check_violation USING MESSAGE = format('of order %s more would go back than was paid', NEW.order_id);
    END IF;
    IF NEW.held_id IS NOT NULL AND NOT EXISTS (SELECT FROM held_payment h JOIN held_payment_decision d ON d.held_id = h.id
            WHERE h.id = NEW.held_id AND d.verdict = 'RETURN' AND h.amount_minor = NEW.amount_minor) THEN
        RAISE check_violation USING MESSAGE = format('nobody decided that payment %s goes back', NEW.held_id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_refund_is_of_what_was_paid BEFORE INSERT ON payment_refund
    FOR EACH ROW EXECUTE FUNCTION refuse_more_back_than_was_paid();

CREATE FUNCTION guard_payment_refund() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    allowed jsonb := to_jsonb(OLD) || jsonb_build_object('state', NEW.state, 'attempts', NEW.attempts, 'next_at', NEW.next_at,
        'outcome', NEW.outcome, 'ended_by', NEW.ended_by, 'approver', NEW.approver, 'payout_reference', NEW.payout_reference);
BEGIN
    IF OLD.provider_refund_id IS NULL THEN
        allowed := allowed || jsonb_build_object('provider_refund_id', NEW.provider_refund_id);
    END IF;
    IF to_jsonb(NEW) <> allowed THEN
        RAISE insufficient_privilege USING MESSAGE = format('refund %s stands as it was asked for', OLD.id);
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (('REQUESTED', 'PENDING'), ('REQUESTED', 'PAID_OUT'),
            ('REQUESTED', 'FAILED'), ('PENDING', 'PAID_OUT'), ('PENDING', 'FAILED'), ('PAID_OUT', 'FAILED')) THEN
        RAISE check_violation USING MESSAGE = format('refund %s goes from %s to no %s', OLD.id, OLD.state, NEW.state);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_refund_is_guarded BEFORE UPDATE ON payment_refund
    FOR EACH ROW EXECUTE FUNCTION guard_payment_refund();
CREATE TRIGGER payment_refund_is_kept BEFORE DELETE OR TRUNCATE ON payment_refund
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON held_payment, held_payment_decision TO ${app_role};
GRANT SELECT, INSERT, UPDATE ON payment_refund TO ${app_role};
