-- What organisations are told of once it changes: a balance below their threshold, another tier.
CREATE TABLE balance_watch (
    organisation_id  bigint  PRIMARY KEY REFERENCES organisation,
    threshold_nano   bigint  NOT NULL CHECK (threshold_nano BETWEEN 1 AND 4000000000000000000),
    is_low           boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN balance_watch.is_low IS 'it was told; told again only after the balance has been a tenth above the threshold';

CREATE TABLE tier_watch (
    organisation_id  bigint      PRIMARY KEY REFERENCES organisation,
    tier             text        NOT NULL,
    since            timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON balance_watch, tier_watch TO ${app_role};
