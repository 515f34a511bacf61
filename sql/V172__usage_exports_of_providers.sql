-- What a provider says that one of our accounts used, as its export says it; compared with usage_event when asked for.
CREATE TABLE provider_usage_import (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    upstream_account_id  bigint      NOT NULL REFERENCES upstream_account,
    from_day             date        NOT NULL,
    to_day               date        NOT NULL CHECK (to_day > from_day),
    format               text        NOT NULL,
    file_name            text        NOT NULL CHECK (file_name <> ''),
    sha256               bytea       NOT NULL CHECK (length(sha256) = 32),
    actor                text        NOT NULL CHECK (actor <> ''),
    at                   timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (upstream_account_id, from_day, to_day, sha256)
);
COMMENT ON COLUMN provider_usage_import.to_day IS 'the first day, of UTC, that is not in it';

CREATE TABLE provider_usage_line (
    import_id              bigint  NOT NULL REFERENCES provider_usage_import,
    day                    date    NOT NULL,
    model                  text    NOT NULL CHECK (model <> ''),
    input_tokens           bigint  CHECK (input_tokens >= 0),
    cache_write_5m_tokens  bigint  CHECK (cache_write_5m_tokens >= 0),
    cache_write_1h_tokens  bigint  CHECK (cache_write_1h_tokens >= 0),
    cache_read_tokens      bigint  CHECK (cache_read_tokens >= 0),
    audio_input_tokens     bigint  CHECK (audio_input_tokens >= 0),
    output_tokens          bigint  CHECK (output_tokens >= 0),
    cost_nano              bigint  CHECK (cost_nano >= 0),
    file_rows              integer NOT NULL CHECK (file_rows > 0),
    PRIMARY KEY (import_id, day, model),
    CHECK (num_nulls(input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, audio_input_tokens,
        output_tokens) IN (0, 6)),
    CHECK (num_nonnulls(input_tokens, cost_nano) > 0)
);
COMMENT ON COLUMN provider_usage_line.model IS 'as the provider names it';

CREATE TRIGGER provider_usage_import_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON provider_usage_import
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER provider_usage_line_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON provider_usage_line
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON provider_usage_import, provider_usage_line TO ${app_role};
