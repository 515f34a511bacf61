-- Keys of people with the role operator (ok-tp-…): they change how the gateway works, and never make calls.
CREATE TABLE operator_key (
    public_id    text        PRIMARY KEY CHECK (length(public_id) = 12),
    user_id      bigint      NOT NULL REFERENCES app_user,
    name         text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    secret_mac   bytea       NOT NULL CHECK (length(secret_mac) = 8),
    secret_hash  text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by   text        NOT NULL,
    revoked_at   timestamptz,
    revoked_by   text,
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
GRANT SELECT, INSERT, UPDATE (revoked_at, revoked_by) ON operator_key TO ${app_role};

-- Who changed what and when. Written in the transaction of the change; never a secret among it.
CREATE TABLE audit_entry (
    id       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor    text        NOT NULL CHECK (actor <> ''),
    key_id   text        NOT NULL CHECK (key_id <> ''),
    action   text        NOT NULL CHECK (action ~ '^[a-z_]+\.[a-z_]+$'),
    subject  text        NOT NULL CHECK (subject <> ''),
    before   jsonb,
    after    jsonb
);
CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON audit_entry TO ${app_role};
COMMENT ON COLUMN audit_entry.actor IS 'the e-mail address of an operator, or the organisation whose key it was';
COMMENT ON COLUMN audit_entry.before IS 'as it stood; null: it was not there';
COMMENT ON COLUMN audit_entry.after IS 'as it stands then; null: it is not there any more';
