-- Disputes of payments (money.md P10, P11, section 9): while one is open the credits that are left of it are kept, as far as
-- nodes hold them, as they become free.
ALTER TABLE wallet ADD COLUMN freezing bigint NOT NULL DEFAULT 0 CHECK (freezing >= 0);
COMMENT ON COLUMN wallet.freezing IS 'is to be frozen and was not free yet: whatever becomes free goes to frozen first';
CREATE FUNCTION freeze_what_becomes_free() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part bigint := least(NEW.freezing, NEW.posted_p + NEW.posted_b - NEW.leased - NEW.frozen);
BEGIN
    IF part > 0 THEN
        NEW.frozen := NEW.frozen + part;
        NEW.freezing := NEW.freezing - part;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER wallet_freezes_what_becomes_free BEFORE UPDATE ON wallet
    FOR EACH ROW WHEN (NEW.freezing > 0) EXECUTE FUNCTION freeze_what_becomes_free();

INSERT INTO posting_rule (kind, debit_class, credit_class) VALUES
    ('P10', '1100', '5310'), ('P11', 'W.B', 'X.ISS.B'), ('P11', 'W.P', 'DEBT');

CREATE TABLE payment_dispute (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider      text        NOT NULL CHECK (provider <> ''),
    dispute_id    text        NOT NULL CHECK (dispute_id <> ''),
    order_id      bigint      NOT NULL REFERENCES payment_order,
    group_id      bigint      NOT NULL REFERENCES lot_group,
    wallet_id     bigint      NOT NULL REFERENCES wallet,
    currency      text        NOT NULL REFERENCES currency,
    amount_minor  bigint      NOT NULL CHECK (amount_minor > 0),
    fee_minor     bigint      NOT NULL DEFAULT 0 CHECK (fee_minor >= 0),
    kept_nano     bigint      NOT NULL CHECK (kept_nano >= 0),
    state         text        NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'WON', 'LOST')),
    opened_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    closed_at     timestamptz,
    UNIQUE (provider, dispute_id),
    CHECK ((state = 'OPEN') = (closed_at IS NULL))
);
COMMENT ON COLUMN payment_dispute.kept_nano IS 'while it is open: its part of the wallet''s frozen and freezing';
CREATE UNIQUE INDEX payment_dispute_open ON payment_dispute (order_id) WHERE state = 'OPEN';
CREATE INDEX payment_dispute_open_of_wallet ON payment_dispute (wallet_id) WHERE state = 'OPEN';

CREATE FUNCTION guard_payment_dispute() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) <> to_jsonb(OLD) || jsonb_build_object('fee_minor', NEW.fee_minor, 'state', NEW.state, 'closed_at', NEW.closed_at)
        OR OLD.state <> 'OPEN' AND NEW.state <> OLD.state THEN
        RAISE insufficient_privilege USING MESSAGE = format('dispute %s stands as it was opened, and ends once', OLD.id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_dispute_is_guarded BEFORE UPDATE ON payment_dispute
    FOR EACH ROW EXECUTE FUNCTION guard_payment_dispute();
CREATE TRIGGER payment_dispute_is_kept BEFORE DELETE OR TRUNCATE ON payment_dispute
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE ON payment_dispute TO ${app_role};
