-- A provider is a format at an address; accounts stand under it. What the setup file names is as it says at each start;
-- what operators make at run time is theirs. Secrets are in the configuration (`credential` names the property) or here,
-- sealed under the master key.
CREATE TABLE upstream_provider (
    id                 bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name               text    NOT NULL UNIQUE CHECK (name <> ''),
    protocol           text    NOT NULL CHECK (protocol IN ('openai', 'anthropic', 'gemini')),
    base_url           text    NOT NULL CHECK (base_url ~ '^https?://'),
    serves             text[]  NOT NULL CHECK (cardinality(serves) > 0),
    simulator          boolean NOT NULL DEFAULT false,
    no_stream_options  boolean NOT NULL DEFAULT false,
    responses          boolean NOT NULL DEFAULT false,
    on_disconnect      text    NOT NULL DEFAULT 'drain' CHECK (on_disconnect IN ('drain', 'abort')),
    enabled            boolean NOT NULL DEFAULT true,
    from_setup_file    boolean NOT NULL DEFAULT false
);
GRANT SELECT, INSERT, UPDATE ON upstream_provider TO ${app_role};
COMMENT ON COLUMN upstream_provider.serves IS 'whose models it serves, by the price book''s provider names';
COMMENT ON COLUMN upstream_provider.responses IS 'whether an OpenAI provider serves /v1/responses itself';
COMMENT ON COLUMN upstream_provider.on_disconnect IS 'its stated policy for a caller that leaves';

INSERT INTO upstream_provider (name, protocol, base_url, serves, simulator, no_stream_options, responses, on_disconnect,
    from_setup_file)
SELECT name, protocol, base_url, providers, simulator, no_stream_options, responses, on_disconnect, true
FROM upstream_account ORDER BY id;

ALTER TABLE upstream_account
    ADD COLUMN provider_id          bigint      REFERENCES upstream_provider,
    ADD COLUMN organisation_id      bigint      REFERENCES organisation,
    ADD COLUMN sealed_secret        bytea,
    ADD COLUMN secret_hint          text        CHECK (length(secret_hint) <= 4),
    ADD COLUMN secret_set_at        timestamptz,
    ADD COLUMN account_group        text        CHECK (account_group <> ''),
    ADD COLUMN region               text        CHECK (region <> ''),
    ADD COLUMN weight               integer     NOT NULL DEFAULT 100 CHECK (weight BETWEEN 1 AND 1000),
    ADD COLUMN requests_per_minute  integer     CHECK (requests_per_minute > 0),
    ADD COLUMN tokens_per_minute    bigint      CHECK (tokens_per_minute > 0),
    ADD COLUMN concurrency          integer     CHECK (concurrency > 0),
    ADD COLUMN from_setup_file      boolean     NOT NULL DEFAULT false,
    ADD COLUMN taken_out_at         timestamptz,
    ADD COLUMN taken_out_reason     text,
    ADD COLUMN deleted_at           timestamptz;
UPDATE upstream_account a SET provider_id = p.id, from_setup_file = true FROM upstream_provider p WHERE p.name = a.name;
ALTER TABLE upstream_account
    ALTER COLUMN provider_id SET NOT NULL,
    ALTER COLUMN credential DROP NOT NULL,
    DROP COLUMN protocol,
    DROP COLUMN base_url,
    DROP COLUMN providers,
    DROP COLUMN simulator,
    DROP COLUMN no_stream_options,
    DROP COLUMN responses,
    DROP COLUMN on_disconnect,
    DROP CONSTRAINT upstream_account_name_key,
    ADD CONSTRAINT upstream_account_has_one_secret CHECK (num_nonnulls(credential, sealed_secret) <= 1),
    ADD CONSTRAINT upstream_account_is_taken_out_for_a_reason
        CHECK ((taken_out_at IS NULL) = (taken_out_reason IS NULL)),
    ADD CONSTRAINT upstream_account_has_no_secret_once_deleted
        CHECK (deleted_at IS NULL OR (sealed_secret IS NULL AND NOT enabled));
COMMENT ON COLUMN upstream_account.organisation_id IS 'an organisation''s own key, for its calls alone; null: ours';
COMMENT ON COLUMN upstream_account.secret_hint IS 'the last characters of a sealed secret that is long enough';
COMMENT ON COLUMN upstream_account.taken_out_at IS 'its provider refused it: no call goes there until a person puts it back';
COMMENT ON COLUMN upstream_account.deleted_at IS 'the row stays for the books, its name is free again';
CREATE UNIQUE INDEX upstream_account_name ON upstream_account (coalesce(organisation_id, 0), name)
    WHERE deleted_at IS NULL;

CREATE FUNCTION announce_routing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('tallyport_routing', '');
    RETURN NULL;
END $$;
CREATE TRIGGER upstream_provider_is_announced AFTER INSERT OR UPDATE OR DELETE ON upstream_provider
    FOR EACH STATEMENT EXECUTE FUNCTION announce_routing();
CREATE TRIGGER upstream_account_is_announced AFTER INSERT OR UPDATE OR DELETE ON upstream_account
    FOR EACH STATEMENT EXECUTE FUNCTION announce_routing();
