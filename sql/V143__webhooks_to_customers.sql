-- Webhooks to customers (Standard Webhooks 1.0.0; money.md section 10). A notification is written in the transaction of what it
-- tells, with a delivery for each endpoint that wants it; a worker delivers them afterwards.
CREATE TABLE webhook_endpoint (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id  bigint      NOT NULL REFERENCES organisation,
    url              text        NOT NULL CHECK (length(url) BETWEEN 1 AND 2048),
    description      text        NOT NULL DEFAULT '' CHECK (length(description) <= 200),
    types            text[]      CHECK (cardinality(types) > 0),
    secret           bytea       NOT NULL,
    old_secret       bytea,
    old_secret_ends  timestamptz,
    is_enabled       boolean     NOT NULL DEFAULT true,
    disabled_reason  text        CHECK (length(disabled_reason) <= 200),
    slow_until       timestamptz,
    operation        uuid        UNIQUE,
    rotation         uuid,
    deleted_at       timestamptz,
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((old_secret IS NULL) = (old_secret_ends IS NULL)),
    CHECK (deleted_at IS NULL OR NOT is_enabled)
);
CREATE INDEX webhook_endpoint_by_organisation ON webhook_endpoint (organisation_id, id) WHERE deleted_at IS NULL;
COMMENT ON COLUMN webhook_endpoint.types IS 'the only events it wants; null: all';
COMMENT ON COLUMN webhook_endpoint.secret IS 'sealed by the vault';
COMMENT ON COLUMN webhook_endpoint.old_secret IS 'signs as well until old_secret_ends, so that receivers can change over';
COMMENT ON COLUMN webhook_endpoint.slow_until IS 'it asked for a pause: nothing is sent to it before';
COMMENT ON COLUMN webhook_endpoint.rotation IS 'the operation that changed the secret last: the same one again changes nothing';

CREATE TABLE notification (
    id               uuid        PRIMARY KEY,
    organisation_id  bigint      NOT NULL REFERENCES organisation,
    type             text        NOT NULL CHECK (type ~ '^[a-z_]+\.[a-z_]+$'),
    body             text        NOT NULL CHECK (octet_length(body) < 20000),
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX notification_by_age ON notification (created_at);

CREATE TABLE webhook_delivery (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    notification_id  uuid        NOT NULL REFERENCES notification ON DELETE CASCADE,
    endpoint_id      bigint      NOT NULL REFERENCES webhook_endpoint,
    state            text        NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'DELIVERED', 'FAILED')),
    attempts         integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    step             integer     NOT NULL DEFAULT 0 CHECK (step >= 0),
    next_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at         timestamptz,
    UNIQUE (notification_id, endpoint_id),
    CHECK ((state = 'PENDING') = (ended_at IS NULL))
);
COMMENT ON COLUMN webhook_delivery.step IS 'on the schedule of retries; a replay begins it again, attempts go on';
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_at) WHERE state = 'PENDING';
CREATE INDEX webhook_delivery_by_endpoint ON webhook_delivery (endpoint_id, id);

CREATE TABLE webhook_attempt (
    delivery_id  bigint      NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
    n            integer     NOT NULL CHECK (n > 0),
    at           timestamptz NOT NULL,
    millis       integer     NOT NULL CHECK (millis >= 0),
    status       integer     CHECK (status BETWEEN 100 AND 999),
    error        text        CHECK (length(error) <= 200),
    answer       text        CHECK (octet_length(answer) <= 3072),
    PRIMARY KEY (delivery_id, n)
);
COMMENT ON COLUMN webhook_attempt.answer IS 'the beginning of what the endpoint answered: 1,024 bytes, as text';

GRANT SELECT, INSERT, UPDATE ON webhook_endpoint TO ${app_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_delivery TO ${app_role};
GRANT SELECT, INSERT, DELETE ON notification, webhook_attempt TO ${app_role};
