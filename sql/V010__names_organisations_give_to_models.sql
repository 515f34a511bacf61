-- Names of ours for models of the price book, for one organisation or, without one, for all. A name that is also a
-- model's id leads elsewhere only if no account serves that model for the organisation, or if it `overrides`.
CREATE TABLE model_name (
    id               bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id  bigint  REFERENCES organisation,
    name             text    NOT NULL CHECK (name <> ''),
    model_id         text    NOT NULL REFERENCES model,
    overrides        boolean NOT NULL DEFAULT false,
    UNIQUE NULLS NOT DISTINCT (organisation_id, name)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON model_name TO ${app_role};

ALTER TABLE upstream_account
    DROP CONSTRAINT upstream_account_protocol_check,
    ADD CONSTRAINT upstream_account_protocol_check CHECK (protocol IN ('openai', 'anthropic', 'gemini')),
    ADD COLUMN responses boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN upstream_account.responses IS 'whether an OpenAI account serves /v1/responses itself';

-- Names under which OpenAI clients ask by default, where only Anthropic's models are to be had.
INSERT INTO model_name (name, model_id) VALUES
    ('gpt-4o', 'claude-sonnet-4-5'),
    ('gpt-4o-mini', 'claude-haiku-4-5'),
    ('gpt-4.1', 'claude-sonnet-4-5'),
    ('gpt-4.1-mini', 'claude-haiku-4-5'),
    ('gpt-5', 'claude-opus-4-5'),
    ('gpt-5-mini', 'claude-haiku-4-5');
