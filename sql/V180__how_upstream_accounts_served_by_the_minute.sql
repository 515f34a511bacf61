-- How each model was served by each account, as each node saw it: what health shows and capacities follow. Kept for 35 days.
CREATE TABLE upstream_minute (
    minute               timestamptz NOT NULL,
    upstream_account_id  bigint      NOT NULL REFERENCES upstream_account,
    model_id             text        NOT NULL,
    node_id              text        NOT NULL,
    calls                bigint      NOT NULL,
    succeeded            bigint      NOT NULL,
    limited              bigint      NOT NULL,
    failed               bigint      NOT NULL,
    first_tokens         bigint      NOT NULL,
    first_token_micros   bigint      NOT NULL,
    output_tokens        bigint      NOT NULL,
    output_micros        bigint      NOT NULL,
    prompt_tokens        bigint      NOT NULL,
    cached_tokens        bigint      NOT NULL,
    PRIMARY KEY (minute, upstream_account_id, model_id, node_id)
);
COMMENT ON COLUMN upstream_minute.calls IS 'attempts sent to the account';
COMMENT ON COLUMN upstream_minute.limited IS 'of them answered 429';
COMMENT ON COLUMN upstream_minute.failed IS 'of them not answered, or with another error of the account''s own';
COMMENT ON COLUMN upstream_minute.output_micros IS 'from the first byte of the answers to the last';
GRANT SELECT, INSERT, UPDATE, DELETE ON upstream_minute TO ${app_role};
