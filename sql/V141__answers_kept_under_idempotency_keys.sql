-- What was answered under a caller's idempotency key, so that the same request again gets the same answer (money.md section 10).
-- A row without an answer is being worked on; past claimed_until whoever worked on it is dead, and the next one goes on under
-- the same operation, by which every effect knows that it has happened.
CREATE TABLE idempotency_key (
    organisation_id  bigint      NOT NULL REFERENCES organisation,
    key              text        NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request_sha256   bytea       NOT NULL CHECK (length(request_sha256) = 32),
    operation        uuid        NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    claim            uuid        NOT NULL DEFAULT gen_random_uuid(),
    claimed_until    timestamptz NOT NULL,
    status           integer     CHECK (status BETWEEN 200 AND 499),
    body             bytea,
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (organisation_id, key),
    CHECK ((status IS NULL) = (body IS NULL))
);
COMMENT ON COLUMN idempotency_key.claim IS 'of whoever works on it now; a node that was taken for dead stores nothing any more';
COMMENT ON COLUMN idempotency_key.body IS 'sealed by the vault: an answer may hold a secret that is shown once';
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO ${app_role};
