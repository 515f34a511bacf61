-- Auto top-up: an organisation's consent to buy again, with a saved payment method, whenever its balance is below a threshold.
CREATE TABLE auto_top_up (
    organisation_id    bigint      PRIMARY KEY REFERENCES organisation,
    threshold_nano     bigint      NOT NULL CHECK (threshold_nano > 0),
    package_id         bigint      NOT NULL REFERENCES credit_package,
    amount_minor       bigint      CHECK (amount_minor > 0),
    monthly_cap_minor  bigint      NOT NULL CHECK (monthly_cap_minor > 0),
    provider           text        NOT NULL CHECK (provider <> ''),
    method             text        NOT NULL CHECK (method <> ''),
    instrument         text,
    state              text        NOT NULL DEFAULT 'ACTIVE' CHECK (state IN ('ACTIVE', 'STOPPED')),
    reason             text,
    failures           integer     NOT NULL DEFAULT 0 CHECK (failures >= 0),
    next_at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    consent_by         text        NOT NULL CHECK (consent_by <> ''),
    consent_at         timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN auto_top_up.monthly_cap_minor IS 'tax included, of the package''s currency, per calendar month in UTC';
COMMENT ON COLUMN auto_top_up.method IS 'the provider''s reference of what it charges; no card data';
COMMENT ON COLUMN auto_top_up.reason IS 'why it was stopped, by itself or by whom';

-- One order at a time, each followed to its end by whatever node.
CREATE TABLE auto_top_up_order (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id  bigint      NOT NULL REFERENCES auto_top_up,
    order_id         bigint      UNIQUE REFERENCES payment_order,
    begun_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    next_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at         timestamptz,
    outcome          text,
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX auto_top_up_order_one_at_a_time ON auto_top_up_order (organisation_id) WHERE ended_at IS NULL;
CREATE INDEX auto_top_up_order_of ON auto_top_up_order (organisation_id, begun_at);

GRANT SELECT, INSERT, UPDATE ON auto_top_up, auto_top_up_order TO ${app_role};
