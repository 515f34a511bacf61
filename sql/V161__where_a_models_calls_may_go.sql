-- Per model an ordered, weighted list of providers; a model without a row goes to every provider that serves it.
CREATE TABLE model_route (
    id              bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model_id        text    NOT NULL REFERENCES model,
    provider_id     bigint  NOT NULL REFERENCES upstream_provider,
    upstream_model  text    CHECK (upstream_model <> ''),
    account_group   text    CHECK (account_group <> ''),
    priority        integer NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 100),
    weight          integer NOT NULL DEFAULT 100 CHECK (weight BETWEEN 1 AND 1000),
    fallback        text    NOT NULL DEFAULT 'ANY' CHECK (fallback IN ('ANY', 'UNAVAILABLE', 'NEVER')),
    UNIQUE NULLS NOT DISTINCT (model_id, provider_id, upstream_model, account_group)
);
GRANT SELECT, INSERT, DELETE ON model_route TO ${app_role};
COMMENT ON COLUMN model_route.priority IS 'the lowest is asked first';
COMMENT ON COLUMN model_route.upstream_model IS 'what this provider calls it; null: as the price book does';

-- What an organisation's calls may use, and how their accounts are chosen.
CREATE TABLE organisation_routing (
    organisation_id    bigint  PRIMARY KEY REFERENCES organisation,
    allowed_providers  text[]  NOT NULL DEFAULT '{}',
    denied_providers   text[]  NOT NULL DEFAULT '{}',
    allowed_regions    text[]  NOT NULL DEFAULT '{}',
    denied_regions     text[]  NOT NULL DEFAULT '{}',
    mode               text    NOT NULL DEFAULT 'AFFINITY' CHECK (mode IN ('AFFINITY', 'SPREAD', 'FIXED')),
    fixed_account_id   bigint  REFERENCES upstream_account,
    chooses_account    boolean NOT NULL DEFAULT false,
    CHECK (mode <> 'FIXED' OR fixed_account_id IS NOT NULL)
);
GRANT SELECT, INSERT, UPDATE ON organisation_routing TO ${app_role};
COMMENT ON COLUMN organisation_routing.allowed_providers IS 'names; empty: all';
COMMENT ON COLUMN organisation_routing.chooses_account IS 'whether its callers may name an account of ours';

CREATE TRIGGER model_route_is_announced AFTER INSERT OR UPDATE OR DELETE ON model_route
    FOR EACH STATEMENT EXECUTE FUNCTION announce_routing();
CREATE TRIGGER organisation_routing_is_announced AFTER INSERT OR UPDATE OR DELETE ON organisation_routing
    FOR EACH STATEMENT EXECUTE FUNCTION announce_routing();

ALTER TABLE api_key
    ADD COLUMN routing_mode     text CHECK (routing_mode IN ('AFFINITY', 'SPREAD', 'FIXED')),
    ADD COLUMN breakpoint_help  text NOT NULL DEFAULT 'OFF' CHECK (breakpoint_help IN ('OFF', 'FIVE_MINUTES', 'ONE_HOUR'));
COMMENT ON COLUMN api_key.routing_mode IS 'null: as its organisation; FIXED: the account that is fixed for its organisation';
