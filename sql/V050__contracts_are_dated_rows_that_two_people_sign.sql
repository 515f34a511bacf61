-- Terms an organisation agreed instead of its tier's (money.md section 7). Null leaves a term to the tier. What was agreed
-- never changes: a new agreement is a new row, and two people can bring the end of an old one forward.
ALTER TABLE contract RENAME TO contract_before;
CREATE TABLE contract (
    id                    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id       bigint      NOT NULL REFERENCES organisation,
    name                  text        NOT NULL DEFAULT 'Contract' CHECK (length(name) BETWEEN 1 AND 100),
    multiplier_ppm        integer     CHECK (multiplier_ppm BETWEEN 1 AND 1000000),
    requests_per_minute   integer     CHECK (requests_per_minute > 0),
    concurrency_cap       integer     CHECK (concurrency_cap > 0),
    reserved_concurrency  integer     CHECK (reserved_concurrency > 0),
    debt_cap_nano         bigint      NOT NULL DEFAULT 0 CHECK (debt_cap_nano >= 0),
    starts_at             timestamptz NOT NULL DEFAULT clock_timestamp(),
    ends_at               timestamptz CHECK (ends_at >= starts_at),
    actor                 text        NOT NULL,
    approver              text        NOT NULL CHECK (approver <> actor),
    reason                text        NOT NULL,
    ended_by              text,
    end_approved_by       text        CHECK (end_approved_by <> ended_by),
    created_at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (reserved_concurrency <= concurrency_cap),
    CHECK ((ended_by IS NULL) = (end_approved_by IS NULL)),
    -- one at a time; an organisation's id as a range needs no extension
    EXCLUDE USING gist (int8range(organisation_id, organisation_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&)
);
CREATE INDEX contract_by_organisation ON contract (organisation_id, starts_at);
COMMENT ON COLUMN contract.debt_cap_nano IS 'deficit that calls above their hold may leave; 0: none';
COMMENT ON COLUMN contract.ends_at IS 'first moment at which the tier applies again; null: open';

INSERT INTO contract (organisation_id, multiplier_ppm, requests_per_minute, starts_at, actor, approver, reason, created_at)
SELECT organisation_id, multiplier_ppm, requests_per_minute, created_at, 'setup file', 'migration V050',
    'agreed before contracts were dated', created_at
FROM contract_before;
DROP TABLE contract_before;

CREATE FUNCTION refuse_contract_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ended contract := OLD;
BEGIN
    ended.ends_at := NEW.ends_at;
    ended.ended_by := NEW.ended_by;
    ended.end_approved_by := NEW.end_approved_by;
    IF NEW IS DISTINCT FROM ended OR NEW.ends_at IS NULL OR NEW.ended_by IS NULL OR NEW.ends_at > OLD.ends_at
            OR NEW.ends_at < now() THEN
        RAISE insufficient_privilege USING MESSAGE =
            'a contract is not changed: two people bring its end forward, not into the past, and agree a new one';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contract_terms_stand BEFORE UPDATE ON contract FOR EACH ROW EXECUTE FUNCTION refuse_contract_change();
CREATE TRIGGER contract_is_kept BEFORE DELETE OR TRUNCATE ON contract FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE (ends_at, ended_by, end_approved_by) ON contract TO ${app_role};

-- Hours of the rolling window are hours in UTC, whatever zone a session is in.
ALTER TABLE spend_bucket ADD CONSTRAINT spend_bucket_hour_is_whole CHECK (extract(epoch FROM hour) % 3600 = 0);
