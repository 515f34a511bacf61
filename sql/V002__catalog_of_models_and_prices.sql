-- Models, their other names, and the dated price book. Prices: nano-USD per 1,000,000 tokens.
CREATE TABLE model (
    id              text    PRIMARY KEY,
    provider        text    NOT NULL,
    kind            text    NOT NULL CHECK (kind IN ('chat', 'embedding')),
    api             text    NOT NULL CHECK (api IN ('chat', 'responses-only', 'embeddings')),
    status          text    NOT NULL CHECK (status IN ('listed', 'deprecated', 'retired')),
    context_window  integer NOT NULL CHECK (context_window > 0),
    max_output      integer CHECK (max_output > 0),
    listed_since    timestamptz NOT NULL
);

CREATE TABLE model_alias (
    alias     text PRIMARY KEY,
    model_id  text NOT NULL REFERENCES model
);

-- A null read or write price means that the class is charged as plain input; a null 1h price, that it is not offered.
-- Rows with above_input_tokens replace the whole request's prices above that many prompt tokens.
CREATE TABLE price (
    id                                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model_id                          text        NOT NULL REFERENCES model,
    above_input_tokens                integer     NOT NULL DEFAULT 0 CHECK (above_input_tokens >= 0),
    effective_from                    timestamptz NOT NULL,
    effective_to                      timestamptz CHECK (effective_to > effective_from),
    input_nanos_per_million           bigint      NOT NULL CHECK (input_nanos_per_million >= 0),
    output_nanos_per_million          bigint      NOT NULL CHECK (output_nanos_per_million >= 0),
    cache_read_nanos_per_million      bigint      CHECK (cache_read_nanos_per_million >= 0),
    cache_write_5m_nanos_per_million  bigint      CHECK (cache_write_5m_nanos_per_million >= 0),
    cache_write_1h_nanos_per_million  bigint      CHECK (cache_write_1h_nanos_per_million >= 0),
    source                            text        NOT NULL,
    UNIQUE (model_id, above_input_tokens, effective_from)
);
