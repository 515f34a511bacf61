-- Why a call went to its account, and what was tried before one answered. Null on calls of before.
ALTER TABLE usage_event
    ADD COLUMN prefix_key        bigint,
    ADD COLUMN conversation_key  bigint,
    ADD COLUMN placed            text,
    ADD COLUMN pool_size         smallint;
COMMENT ON COLUMN usage_event.prefix_key IS 'keyed hash of what many conversations share';
COMMENT ON COLUMN usage_event.conversation_key IS 'keyed hash of that and the first turn, or of the conversation''s name';
COMMENT ON COLUMN usage_event.placed IS 'how its account was chosen';
COMMENT ON COLUMN usage_event.pool_size IS 'accounts that could have been asked';

-- Attempts before the one that usage_event tells of; nearly no call has one.
CREATE TABLE usage_attempt (
    request_id           uuid        NOT NULL REFERENCES usage_event,
    n                    smallint    NOT NULL CHECK (n > 0),
    upstream_account_id  bigint      NOT NULL,
    status               smallint    NOT NULL,
    reason               text        NOT NULL CHECK (reason <> ''),
    cost_nano            bigint      NOT NULL CHECK (cost_nano >= 0),
    first_byte_micros    integer,
    total_micros         integer     NOT NULL,
    created_at           timestamptz NOT NULL,
    PRIMARY KEY (request_id, n)
);
COMMENT ON COLUMN usage_attempt.status IS '0: no answer';
COMMENT ON COLUMN usage_attempt.created_at IS 'its call''s, so that both are counted in one stretch of time';
CREATE INDEX usage_attempt_by_time ON usage_attempt (created_at);
CREATE TRIGGER usage_attempt_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usage_attempt
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON usage_attempt TO ${app_role};

-- Every attempt, that which was answered (reason null) included.
CREATE VIEW upstream_attempt AS
    SELECT t.request_id, t.n, u.wallet_id, u.model_id, t.upstream_account_id, t.status, t.reason, t.cost_nano,
        t.first_byte_micros, t.total_micros, t.created_at
    FROM usage_attempt t JOIN usage_event u USING (request_id)
    UNION ALL
    SELECT request_id, (SELECT coalesce(max(n), 0) + 1 FROM usage_attempt t WHERE t.request_id = u.request_id)::smallint,
        wallet_id, model_id, upstream_account_id, status, null, cost_nano, first_byte_micros, total_micros, created_at
    FROM usage_event u;
GRANT SELECT ON upstream_attempt TO ${app_role};
