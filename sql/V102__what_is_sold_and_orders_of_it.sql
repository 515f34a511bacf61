-- What is sold (money.md section 8). A price never changes: a package's row ends and another begins.
CREATE TABLE credit_package (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    seller_id     bigint      NOT NULL REFERENCES seller,
    name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
    currency      text        NOT NULL REFERENCES currency,
    net_minor     bigint      NOT NULL CHECK (net_minor > 0),
    credits_nano  bigint      NOT NULL CHECK (credits_nano > 0),
    least_minor   bigint      CHECK (least_minor > 0),
    most_minor    bigint      CHECK (most_minor >= least_minor),
    sold_from     timestamptz NOT NULL DEFAULT clock_timestamp(),
    sold_to       timestamptz CHECK (sold_to > sold_from),
    actor         text        NOT NULL CHECK (actor <> ''),
    CHECK ((least_minor IS NULL) = (most_minor IS NULL))
);
COMMENT ON COLUMN credit_package.least_minor IS
    'not null: any amount from this to most_minor, at the rate of credits_nano for net_minor, credits rounded down';
CREATE UNIQUE INDEX credit_package_sold_once ON credit_package (seller_id, name, currency) WHERE sold_to IS NULL;

CREATE TABLE bonus_rule (
    id                bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    from_nano         bigint      NOT NULL CHECK (from_nano >= 0),
    bonus_ppm         integer     NOT NULL CHECK (bonus_ppm BETWEEN 1 AND 10000000),
    first_order_only  boolean     NOT NULL DEFAULT false,
    most_nano         bigint      CHECK (most_nano > 0),
    lot_days          integer     CHECK (lot_days BETWEEN 1 AND 36500),
    valid_from        timestamptz NOT NULL DEFAULT clock_timestamp(),
    valid_to          timestamptz CHECK (valid_to > valid_from),
    actor             text        NOT NULL CHECK (actor <> '')
);
COMMENT ON TABLE bonus_rule IS 'of those that apply to an order, the one that gives most';
COMMENT ON COLUMN bonus_rule.lot_days IS 'days after which the bonus expires; null: never';

CREATE FUNCTION refuse_other_change_than_an_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ended jsonb := to_jsonb(OLD) || jsonb_build_object(TG_ARGV[0], to_jsonb(NEW) -> TG_ARGV[0]);
BEGIN
    IF to_jsonb(NEW) <> ended THEN
        RAISE insufficient_privilege USING MESSAGE = format('a row of %s is not changed, only ended', TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER credit_package_stands BEFORE UPDATE ON credit_package
    FOR EACH ROW EXECUTE FUNCTION refuse_other_change_than_an_end('sold_to');
CREATE TRIGGER bonus_rule_stands BEFORE UPDATE ON bonus_rule
    FOR EACH ROW EXECUTE FUNCTION refuse_other_change_than_an_end('valid_to');

-- What a euro costs on a day, entered by two people of finance: for the threshold of Art. 59c and for tax in national currency
-- (Art. 230). Nothing is sold at it.
CREATE TABLE exchange_rate (
    currency    text          NOT NULL REFERENCES currency CHECK (currency <> 'EUR'),
    day         date          NOT NULL,
    per_euro    numeric(18,6) NOT NULL CHECK (per_euro > 0),
    source      text          NOT NULL CHECK (source <> ''),
    actor       text          NOT NULL CHECK (actor <> ''),
    approver    text          NOT NULL CHECK (approver <> '' AND lower(approver) <> lower(actor)),
    entered_at  timestamptz   NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (currency, day)
);
CREATE TRIGGER exchange_rate_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON exchange_rate
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The states of an order and what may follow what (money.md section 10); OrderState.java is the same table.
CREATE TABLE order_transition (
    from_state  text NOT NULL,
    to_state    text NOT NULL,
    PRIMARY KEY (from_state, to_state)
);
INSERT INTO order_transition (from_state, to_state) VALUES
    ('DRAFT', 'QUOTED'), ('DRAFT', 'CANCELLED'),
    ('QUOTED', 'REDIRECTED'), ('QUOTED', 'AWAITING_TRANSFER'), ('QUOTED', 'EXPIRED'), ('QUOTED', 'CANCELLED'),
    ('REDIRECTED', 'PROCESSING'), ('REDIRECTED', 'PAID'), ('REDIRECTED', 'EXPIRED'), ('REDIRECTED', 'FAILED'),
    ('REDIRECTED', 'CANCELLED'), ('REDIRECTED', 'MISMATCH'),
    ('PROCESSING', 'PAID'), ('PROCESSING', 'FAILED'), ('PROCESSING', 'EXPIRED'), ('PROCESSING', 'MISMATCH'),
    ('PAID', 'CREDITED'),
    ('EXPIRED', 'MISMATCH'), ('FAILED', 'MISMATCH'), ('CANCELLED', 'MISMATCH'),
    ('MISMATCH', 'PAID'), ('MISMATCH', 'REJECTED'),
    ('AWAITING_TRANSFER', 'RECEIPT_ENTERED'), ('AWAITING_TRANSFER', 'EXPIRED'), ('AWAITING_TRANSFER', 'CANCELLED'),
    ('RECEIPT_ENTERED', 'APPROVED'), ('RECEIPT_ENTERED', 'REJECTED'),
    ('APPROVED', 'CREDITED'),
    ('CREDITED', 'PARTIALLY_REFUNDED'), ('CREDITED', 'REFUNDED'), ('CREDITED', 'DISPUTED'),
    ('PARTIALLY_REFUNDED', 'CREDITED'), ('PARTIALLY_REFUNDED', 'REFUNDED'), ('PARTIALLY_REFUNDED', 'DISPUTED'),
    ('REFUNDED', 'CREDITED'), ('REFUNDED', 'PARTIALLY_REFUNDED'), ('REFUNDED', 'DISPUTED'),
    ('DISPUTED', 'WON'), ('DISPUTED', 'LOST'),
    ('WON', 'PARTIALLY_REFUNDED'), ('WON', 'REFUNDED'), ('WON', 'DISPUTED');

CREATE TABLE payment_order (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id  bigint      NOT NULL REFERENCES organisation,
    seller_id        bigint      NOT NULL REFERENCES seller,
    package_id       bigint      NOT NULL REFERENCES credit_package,
    method           text        NOT NULL CHECK (method IN ('CHECKOUT', 'BANK_TRANSFER')),
    state            text        NOT NULL DEFAULT 'DRAFT',
    currency         text        NOT NULL REFERENCES currency,
    net_minor        bigint      NOT NULL CHECK (net_minor > 0),
    credits_nano     bigint      NOT NULL CHECK (credits_nano > 0),
    bonus_nano       bigint      NOT NULL DEFAULT 0 CHECK (bonus_nano >= 0),
    bonus_rule_id    bigint      REFERENCES bonus_rule,
    bonus_days       integer     CHECK (bonus_days > 0),
    profile_version  integer,
    vat_id_check_id  bigint      REFERENCES vat_id_check,
    tax_snapshot_id  bigint      REFERENCES tax_snapshot,
    tax_minor        bigint      CHECK (tax_minor >= 0),
    cross_border_eur_minor bigint CHECK (cross_border_eur_minor >= 0),
    quote_ends_at    timestamptz,
    reference        text        UNIQUE CHECK (reference ~ '^RF[0-9]{2}[0-9A-Z]{1,21}$'),
    provider         text,
    session_id       text,
    checkout_url     text,
    actor            text        NOT NULL CHECK (actor <> ''),
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((bonus_nano > 0) = (bonus_rule_id IS NOT NULL)),
    CHECK (state IN ('DRAFT', 'CANCELLED') OR (tax_snapshot_id IS NOT NULL AND tax_minor IS NOT NULL
        AND profile_version IS NOT NULL AND quote_ends_at IS NOT NULL AND reference IS NOT NULL)),
    CHECK ((session_id IS NULL) = (checkout_url IS NULL) AND (session_id IS NULL OR provider IS NOT NULL)),
    FOREIGN KEY (organisation_id, profile_version) REFERENCES billing_profile,
    UNIQUE (provider, session_id)
);
CREATE INDEX payment_order_by_organisation ON payment_order (organisation_id, id);
CREATE INDEX payment_order_open ON payment_order (quote_ends_at)
    WHERE state IN ('QUOTED', 'REDIRECTED', 'PROCESSING', 'AWAITING_TRANSFER');
COMMENT ON COLUMN payment_order.cross_border_eur_minor IS
    'counts towards its seller''s threshold of Art. 59c: a sale to a consumer of another member state; null: does not';
CREATE INDEX payment_order_across_borders ON payment_order (seller_id)
    WHERE cross_border_eur_minor > 0 AND state IN ('QUOTED', 'REDIRECTED', 'PROCESSING', 'AWAITING_TRANSFER', 'RECEIPT_ENTERED');
COMMENT ON COLUMN payment_order.reference IS 'ISO 11649 creditor reference: what a bank transfer must name';

CREATE TABLE payment_order_step (
    order_id    bigint      NOT NULL REFERENCES payment_order,
    n           integer     NOT NULL,
    from_state  text,
    to_state    text        NOT NULL,
    actor       text        NOT NULL,
    reason      text,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (order_id, n)
);
CREATE TRIGGER payment_order_step_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_order_step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What was quoted stays: only the state goes on, and the provider's session is written once.
CREATE FUNCTION guard_payment_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    allowed jsonb := to_jsonb(OLD) || jsonb_build_object('state', NEW.state);
BEGIN
    IF OLD.state = 'DRAFT' THEN
        allowed := allowed || (to_jsonb(NEW) - ARRAY['id', 'organisation_id', 'created_at', 'actor', 'method']);
    ELSIF OLD.session_id IS NULL THEN
        allowed := allowed || jsonb_build_object(
            'provider', NEW.provider, 'session_id', NEW.session_id, 'checkout_url', NEW.checkout_url);
    END IF;
    IF to_jsonb(NEW) <> allowed THEN
        RAISE insufficient_privilege USING MESSAGE = format('order %s is quoted: it does not change any more', OLD.id);
    END IF;
    IF NEW.state <> OLD.state AND NOT EXISTS (
            SELECT FROM order_transition WHERE from_state = OLD.state AND to_state = NEW.state) THEN
        RAISE check_violation USING MESSAGE = format('order %s goes from %s to no %s', OLD.id, OLD.state, NEW.state);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_order_is_guarded BEFORE UPDATE ON payment_order
    FOR EACH ROW EXECUTE FUNCTION guard_payment_order();
CREATE TRIGGER payment_order_is_kept BEFORE DELETE OR TRUNCATE ON payment_order
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a payment was credited as: once per order, once per payment of a provider. Written in the crediting transaction.
CREATE TABLE payment_credit (
    order_id    bigint      PRIMARY KEY REFERENCES payment_order,
    provider    text        NOT NULL,
    payment_id  text        NOT NULL,
    tx_id       uuid        NOT NULL UNIQUE REFERENCES ledger_tx,
    instrument  text,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (provider, payment_id)
);
COMMENT ON COLUMN payment_credit.payment_id IS 'the provider''s payment object, or a bank''s reference of a transfer';
COMMENT ON COLUMN payment_credit.instrument IS 'what it was paid with, as a receipt shows it: VISA **** 4242';
CREATE TRIGGER payment_credit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_credit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- L32: PAID and CREDITED commit together, and never without the credits.
CREATE FUNCTION refuse_paid_without_credits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM payment_order WHERE id = NEW.id AND state IN ('PAID', 'APPROVED')) THEN
        RAISE check_violation USING MESSAGE = format('order %s would be paid and not credited', NEW.id);
    END IF;
    IF EXISTS (SELECT FROM payment_order o WHERE id = NEW.id AND state = 'CREDITED'
            AND NOT EXISTS (SELECT FROM payment_credit c WHERE c.order_id = o.id)) THEN
        RAISE check_violation USING MESSAGE = format('order %s would be credited without credits', NEW.id);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER paid_orders_are_credited AFTER INSERT OR UPDATE OF state ON payment_order
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_paid_without_credits();

GRANT SELECT, INSERT, UPDATE ON credit_package, bonus_rule, payment_order TO ${app_role};
GRANT SELECT ON order_transition TO ${app_role};
GRANT SELECT, INSERT ON payment_order_step, payment_credit, exchange_rate TO ${app_role};
