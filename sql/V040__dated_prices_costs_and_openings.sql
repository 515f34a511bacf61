-- The price book as money.md sections 1 and 6 have it: dated rows that nobody edits, what providers charge us, and who
-- opened a model after seeing its margin.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- A file that someone sent in, before and after it was applied; what it changes is worked out from it each time.
CREATE TABLE price_draft (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    author           text        NOT NULL CHECK (author <> ''),
    source           text        NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
    format           text        NOT NULL CHECK (format IN ('LITELLM', 'CSV')),
    file             bytea       NOT NULL,
    file_sha256      bytea       NOT NULL CHECK (length(file_sha256) = 32),
    effective_from   timestamptz,
    closes_unlisted  boolean     NOT NULL DEFAULT false,
    changes_sha256   bytea       NOT NULL CHECK (length(changes_sha256) = 32),
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    applied_at       timestamptz,
    applied_by       text,
    CHECK ((applied_at IS NULL) = (applied_by IS NULL))
);
COMMENT ON COLUMN price_draft.effective_from IS 'null: as soon as it is applied';
COMMENT ON COLUMN price_draft.closes_unlisted IS
    'whether models that the file does not list lose their price, of providers that it does list';
COMMENT ON COLUMN price_draft.changes_sha256 IS 'digest of the changes its author was shown: no others are ever applied';

-- Windows are UTC minutes of the day, to_time excluded and past midnight if it is the lesser; inside one, its row goes
-- before the row without a window.
ALTER TABLE price
    ADD COLUMN audio_input_nanos_per_million bigint CHECK (audio_input_nanos_per_million >= 0),
    ADD COLUMN batch_ppm    integer NOT NULL DEFAULT 500000 CHECK (batch_ppm BETWEEN 1 AND 1000000),
    ADD COLUMN window_from  time    CHECK (extract(second FROM window_from) = 0),
    ADD COLUMN window_to    time    CHECK (extract(second FROM window_to) = 0 AND window_to <> window_from),
    ADD COLUMN draft_id     bigint  REFERENCES price_draft,
    ADD CONSTRAINT price_window_is_whole CHECK ((window_from IS NULL) = (window_to IS NULL)),
    DROP CONSTRAINT price_model_id_above_input_tokens_effective_from_key;
ALTER TABLE price
    ADD COLUMN minutes int4multirange NOT NULL GENERATED ALWAYS AS (CASE
        WHEN window_from IS NULL THEN int4multirange(int4range(0, 1440))
        WHEN window_from < window_to THEN int4multirange(int4range(
            (extract(hour FROM window_from) * 60 + extract(minute FROM window_from))::integer,
            (extract(hour FROM window_to) * 60 + extract(minute FROM window_to))::integer))
        ELSE int4multirange(
            int4range((extract(hour FROM window_from) * 60 + extract(minute FROM window_from))::integer, 1440),
            int4range(0, (extract(hour FROM window_to) * 60 + extract(minute FROM window_to))::integer))
        END) STORED;
ALTER TABLE price
    ADD CONSTRAINT price_is_one_at_a_time EXCLUDE USING gist (model_id WITH =, above_input_tokens WITH =,
        (CASE WHEN window_from IS NULL THEN 0 ELSE 1 END) WITH =, minutes WITH &&,
        tstzrange(effective_from, effective_to) WITH &&);
COMMENT ON COLUMN price.batch_ppm IS 'what a batch pays of every class, parts per million';

-- A price that calls were rated with stays as it was; all that may ever change is that an open row is given its end.
CREATE FUNCTION refuse_price_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.effective_to IS NULL AND NEW.effective_to >= transaction_timestamp()
        AND to_jsonb(NEW) - '{effective_to,minutes}'::text[] = to_jsonb(OLD) - '{effective_to,minutes}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE insufficient_privilege USING MESSAGE =
        format('%s of %s is refused: prices are never edited, close the row and add a new one', TG_OP, TG_TABLE_NAME);
END $$;
CREATE TRIGGER price_is_never_edited BEFORE UPDATE OR DELETE ON price
    FOR EACH ROW EXECUTE FUNCTION refuse_price_change();
CREATE TRIGGER price_is_never_emptied BEFORE TRUNCATE ON price
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a provider charges us on one account, where that is not its list price: a factor on list, for one model or for
-- all, or prices of our own, nano of the currency per 1,000,000 tokens.
CREATE TABLE cost_price (
    id                                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    upstream_account_id               bigint      NOT NULL REFERENCES upstream_account,
    model_id                          text        REFERENCES model,
    above_input_tokens                integer     NOT NULL DEFAULT 0 CHECK (above_input_tokens >= 0),
    effective_from                    timestamptz NOT NULL DEFAULT clock_timestamp(),
    effective_to                      timestamptz CHECK (effective_to > effective_from),
    currency                          text        NOT NULL DEFAULT 'USD' CHECK (currency = 'USD'),
    factor_ppm                        integer     CHECK (factor_ppm BETWEEN 0 AND 10000000),
    input_nanos_per_million           bigint      CHECK (input_nanos_per_million >= 0),
    output_nanos_per_million          bigint      CHECK (output_nanos_per_million >= 0),
    cache_read_nanos_per_million      bigint      CHECK (cache_read_nanos_per_million >= 0),
    cache_write_5m_nanos_per_million  bigint      CHECK (cache_write_5m_nanos_per_million >= 0),
    cache_write_1h_nanos_per_million  bigint      CHECK (cache_write_1h_nanos_per_million >= 0),
    audio_input_nanos_per_million     bigint      CHECK (audio_input_nanos_per_million >= 0),
    author                            text        NOT NULL CHECK (author <> ''),
    CONSTRAINT cost_is_a_factor_or_prices CHECK (CASE WHEN factor_ppm IS NULL
        THEN model_id IS NOT NULL AND num_nulls(input_nanos_per_million, output_nanos_per_million) = 0
        ELSE above_input_tokens = 0 AND num_nonnulls(input_nanos_per_million, output_nanos_per_million,
            cache_read_nanos_per_million, cache_write_5m_nanos_per_million, cache_write_1h_nanos_per_million,
            audio_input_nanos_per_million) = 0 END),
    CONSTRAINT cost_is_one_at_a_time EXCLUDE USING gist (upstream_account_id WITH =, (coalesce(model_id, '')) WITH =,
        above_input_tokens WITH =, tstzrange(effective_from, effective_to) WITH &&)
);
CREATE FUNCTION refuse_cost_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.effective_to IS NULL AND NEW.effective_to >= transaction_timestamp()
        AND to_jsonb(NEW) - 'effective_to' = to_jsonb(OLD) - 'effective_to' THEN
        RETURN NEW;
    END IF;
    RAISE insufficient_privilege USING MESSAGE =
        format('%s of %s is refused: costs are never edited, close the row and add a new one', TG_OP, TG_TABLE_NAME);
END $$;
CREATE TRIGGER cost_price_is_never_edited BEFORE UPDATE OR DELETE ON cost_price
    FOR EACH ROW EXECUTE FUNCTION refuse_cost_change();
CREATE TRIGGER cost_price_is_never_emptied BEFORE TRUNCATE ON cost_price
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The last row of a model says whether calls may use it; a model without one is closed.
CREATE TABLE model_opening (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model_id      text        NOT NULL REFERENCES model,
    open          boolean     NOT NULL,
    actor         text        NOT NULL CHECK (actor <> ''),
    margin_shown  text        NOT NULL,
    at            timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX model_opening_by_model ON model_opening (model_id, id);
INSERT INTO model_opening (model_id, open, actor, margin_shown)
SELECT id, true, 'seed', 'the price book that comes with the gateway' FROM model ORDER BY id;
CREATE TRIGGER model_opening_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON model_opening
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A bill line computed again from what is stored, by nothing but this statement: money.md section 6, one rounding each.
-- An outcome that is free costs its customer nothing whatever was used, and an estimate at most its hold.
CREATE VIEW rated_again AS
SELECT u.request_id, u.wallet_id, u.model_id, u.outcome, u.created_at, u.list_nano, u.debit_nano, u.cost_nano,
    again.list AS list_again, again.debit AS debit_again, again.cost AS cost_again,
    coalesce((u.list_nano, u.debit_nano, u.cost_nano) = (again.list, again.debit, again.cost), false) AS agrees
FROM usage_event u
LEFT JOIN price p ON p.id = u.price_id AND p.model_id = u.model_id
LEFT JOIN cost_price c ON c.id = u.cost_price_id AND c.upstream_account_id = u.upstream_account_id
CROSS JOIN LATERAL (SELECT
    u.input_tokens::numeric * p.input_nanos_per_million
    + u.cache_write_5m_tokens::numeric * coalesce(p.cache_write_5m_nanos_per_million, p.input_nanos_per_million)
    + u.cache_write_1h_tokens::numeric * coalesce(p.cache_write_1h_nanos_per_million,
        p.cache_write_5m_nanos_per_million, p.input_nanos_per_million)
    + u.cache_read_tokens::numeric * coalesce(p.cache_read_nanos_per_million, p.input_nanos_per_million)
    + u.audio_input_tokens::numeric * coalesce(p.audio_input_nanos_per_million, p.input_nanos_per_million)
    + u.output_tokens::numeric * p.output_nanos_per_million AS list_millionths
) l
CROSS JOIN LATERAL (SELECT CASE
    WHEN u.cost_price_id IS NULL THEN list_millionths * 1000000
    WHEN c.factor_ppm IS NOT NULL THEN list_millionths * c.factor_ppm
    ELSE 1000000 * (u.input_tokens::numeric * c.input_nanos_per_million
        + u.cache_write_5m_tokens::numeric * coalesce(c.cache_write_5m_nanos_per_million, c.input_nanos_per_million)
        + u.cache_write_1h_tokens::numeric * coalesce(c.cache_write_1h_nanos_per_million,
            c.cache_write_5m_nanos_per_million, c.input_nanos_per_million)
        + u.cache_read_tokens::numeric * coalesce(c.cache_read_nanos_per_million, c.input_nanos_per_million)
        + u.audio_input_tokens::numeric * coalesce(c.audio_input_nanos_per_million, c.input_nanos_per_million)
        + u.output_tokens::numeric * c.output_nanos_per_million)
    END * u.batch_ppm * u.uplift_ppm AS cost_parts
) k
CROSS JOIN LATERAL (SELECT
    div(list_millionths, 1e6) AS list,
    CASE
        WHEN u.outcome IN ('B2', 'B4', 'B7', 'B11', 'B14') THEN 0
        WHEN u.estimated THEN least(exact, u.hold_nano)
        ELSE exact
    END AS debit,
    div(cost_parts + 1e24 - 1, 1e24) AS cost
    FROM (SELECT div(list_millionths * u.base_ppm * u.tier_ppm * u.batch_ppm * u.uplift_ppm, 1e30) AS exact) e
) again;

GRANT SELECT ON price_draft, cost_price, model_opening, rated_again TO ${app_role};
GRANT INSERT ON price, price_draft, cost_price, model_opening, model TO ${app_role};
GRANT UPDATE (effective_to) ON price, cost_price TO ${app_role};
GRANT UPDATE (changes_sha256, applied_at, applied_by) ON price_draft TO ${app_role};
