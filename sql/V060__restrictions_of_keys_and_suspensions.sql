-- What a key may do beyond its models, when an organisation is turned away, and how nodes hear of either.
ALTER TABLE api_key
    ADD COLUMN requests_per_minute  integer CHECK (requests_per_minute > 0),
    ADD COLUMN expires_at           timestamptz CHECK (isfinite(expires_at)),
    ADD COLUMN addresses            cidr[] CHECK (cardinality(addresses) > 0),
    ADD COLUMN changed_in           xid8 NOT NULL DEFAULT pg_current_xact_id();

-- SUSPENDED from a moment on, which may be announced; STOPPED at once, for emergencies.
ALTER TABLE organisation
    DROP CONSTRAINT organisation_status_check,
    ADD CONSTRAINT organisation_status_check CHECK (status IN ('ACTIVE', 'SUSPENDED', 'STOPPED')),
    ADD COLUMN suspended_from  timestamptz CHECK (isfinite(suspended_from)),
    ADD COLUMN status_reason   text CHECK (length(status_reason) BETWEEN 1 AND 200),
    ADD COLUMN changed_in      xid8 NOT NULL DEFAULT pg_current_xact_id();

-- A node asks each second for what was changed by transactions that were open when it asked last, or began since:
-- commits in any order are seen, and an answer of nothing costs two look-ups in an index.
CREATE INDEX api_key_by_change ON api_key (changed_in);
CREATE INDEX organisation_by_change ON organisation (changed_in);

CREATE FUNCTION mark_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_in := pg_current_xact_id();
    RETURN NEW;
END $$;
CREATE TRIGGER api_key_marks_changes BEFORE INSERT OR UPDATE ON api_key
    FOR EACH ROW EXECUTE FUNCTION mark_change();
CREATE TRIGGER organisation_marks_changes BEFORE INSERT OR UPDATE ON organisation
    FOR EACH ROW EXECUTE FUNCTION mark_change();


-- Who turned an organisation away or let it in again, and why.
CREATE TABLE organisation_status_change (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id  bigint      NOT NULL REFERENCES organisation,
    status           text        NOT NULL CHECK (status IN ('ACTIVE', 'SUSPENDED', 'STOPPED')),
    suspended_from   timestamptz CHECK ((suspended_from IS NULL) = (status = 'ACTIVE')),
    reason           text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    actor            text        NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX organisation_status_change_by_organisation ON organisation_status_change (organisation_id, id);
CREATE TRIGGER organisation_status_change_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON organisation_status_change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON organisation_status_change TO ${app_role};
