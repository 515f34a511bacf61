-- Accounts at providers. The credential itself is never here: `credential` names the configuration property that holds it.
CREATE TABLE upstream_account (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name               text    NOT NULL UNIQUE,
    protocol           text    NOT NULL CHECK (protocol IN ('openai', 'anthropic')),
    base_url           text    NOT NULL CHECK (base_url ~ '^https?://'),
    credential         text    NOT NULL,
    providers          text[]  NOT NULL,
    simulator          boolean NOT NULL DEFAULT false,
    no_stream_options  boolean NOT NULL DEFAULT false,
    enabled            boolean NOT NULL DEFAULT true
);
