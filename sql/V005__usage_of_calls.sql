-- One row per call that reached an upstream account: what was used, at which price and factors, under which rule
-- of money.md section 6 it was charged, and never a word of what was said.
CREATE TABLE usage_event (
    request_id             uuid        PRIMARY KEY,
    wallet_id              bigint      NOT NULL,
    key_id                 text        NOT NULL,
    model_id               text        NOT NULL,
    upstream_account_id    bigint      NOT NULL,
    price_id               bigint      NOT NULL,
    input_tokens           bigint      NOT NULL CHECK (input_tokens >= 0),
    cache_write_5m_tokens  bigint      NOT NULL CHECK (cache_write_5m_tokens >= 0),
    cache_write_1h_tokens  bigint      NOT NULL CHECK (cache_write_1h_tokens >= 0),
    cache_read_tokens      bigint      NOT NULL CHECK (cache_read_tokens >= 0),
    output_tokens          bigint      NOT NULL CHECK (output_tokens >= 0),
    base_ppm               integer     NOT NULL,
    tier_ppm               integer     NOT NULL,
    list_nano              bigint      NOT NULL CHECK (list_nano >= 0),
    debit_nano             bigint      NOT NULL CHECK (debit_nano >= 0),
    cost_nano              bigint      NOT NULL CHECK (cost_nano >= 0),
    outcome                text        NOT NULL,
    estimated              boolean     NOT NULL,
    stream                 boolean     NOT NULL,
    status                 smallint    NOT NULL,
    client_ip              text        NOT NULL,
    first_byte_micros      integer,
    total_micros           integer     NOT NULL,
    created_at             timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX usage_event_by_wallet ON usage_event (wallet_id, request_id);
