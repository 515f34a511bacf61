-- Organisations buy credits, people sign in to the console, keys make calls.
CREATE TABLE organisation (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text        NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
    status      text        NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'SUSPENDED')),
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE app_user (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email          text        NOT NULL UNIQUE CHECK (email = lower(email)),
    name           text        NOT NULL,
    password_hash  text        NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE user_role (
    user_id  bigint NOT NULL REFERENCES app_user,
    role     text   NOT NULL CHECK (role IN ('finance', 'operator')),
    PRIMARY KEY (user_id, role)
);

-- secret_mac: first 8 bytes of HMAC-SHA-256 under the configured pepper, compared before the costly bcrypt hash.
CREATE TABLE api_key (
    public_id        text        PRIMARY KEY CHECK (length(public_id) = 12),
    organisation_id  bigint      NOT NULL REFERENCES organisation,
    name             text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    secret_mac       bytea       NOT NULL CHECK (length(secret_mac) = 8),
    secret_hash      text        NOT NULL,
    models           text[],
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by       text        NOT NULL,
    revoked_at       timestamptz,
    revoked_by       text,
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX api_key_by_organisation ON api_key (organisation_id, created_at);
CREATE INDEX api_key_by_revocation ON api_key (revoked_at) WHERE revoked_at IS NOT NULL;

-- Published tiers (money.md section 7). Spend thresholds in nano-credits, multipliers in parts per million.
CREATE TABLE tier (
    name                     text    PRIMARY KEY,
    from_spend_nano          bigint  NOT NULL UNIQUE CHECK (from_spend_nano >= 0),
    multiplier_ppm           integer NOT NULL CHECK (multiplier_ppm BETWEEN 1 AND 1000000),
    requests_per_minute      integer NOT NULL CHECK (requests_per_minute > 0),
    recommended_concurrency  integer NOT NULL CHECK (recommended_concurrency > 0)
);
INSERT INTO tier VALUES
    ('Starter', 0, 1000000, 120, 32),
    ('Growth', 500000000000, 800000, 600, 128),
    ('Scale', 1000000000000, 600000, 2000, 512);

-- What an organisation agreed instead of its tier; null columns fall back to the tier.
CREATE TABLE contract (
    organisation_id      bigint      PRIMARY KEY REFERENCES organisation,
    multiplier_ppm       integer     CHECK (multiplier_ppm BETWEEN 1 AND 1000000),
    requests_per_minute  integer     CHECK (requests_per_minute > 0),
    created_at           timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Addresses that the per-address limits do not apply to.
CREATE TABLE ip_exemption (
    address     inet        PRIMARY KEY,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
