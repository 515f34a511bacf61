-- Every wallet's entries form a chain of hashes in the order of seq, told in docs/ledger.md; a checkpoint is written some
-- time after the entries, never in their way. Wallet 0 stands for entries that are no customer's.
CREATE TABLE chain_checkpoint (
    wallet_id    bigint      NOT NULL,
    seq          bigint      NOT NULL,
    entries      bigint      NOT NULL CHECK (entries > 0),
    hash         bytea       NOT NULL CHECK (length(hash) = 32),
    sealed_hash  bytea       NOT NULL CHECK (length(sealed_hash) = 32),
    marks        bytea       NOT NULL CHECK (length(marks) BETWEEN 4 AND 4 * entries AND length(marks) % 4 = 0),
    paid_nano    bigint      NOT NULL,
    bonus_nano   bigint      NOT NULL,
    debt_nano    bigint      NOT NULL,
    spent_nano   bigint      NOT NULL,
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (wallet_id, seq)
);
COMMENT ON COLUMN chain_checkpoint.hash IS 'of the chain that the customer can compute again';
COMMENT ON COLUMN chain_checkpoint.sealed_hash IS 'of the chain that covers what only we know as well';
COMMENT ON COLUMN chain_checkpoint.marks IS 'the first 4 bytes of the sealed hash of each of the last entries';
COMMENT ON COLUMN chain_checkpoint.spent_nano IS 'settled debits less reversals';
CREATE TRIGGER chain_checkpoint_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON chain_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE INDEX ledger_entry_of_the_house ON ledger_entry (seq) WHERE wallet_id IS NULL;

-- What people must look at. The same thing found again is counted, not told anew.
CREATE TABLE alert (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code        text        NOT NULL,
    wallet_id   bigint      REFERENCES wallet,
    subject     text        NOT NULL,
    times       bigint      NOT NULL DEFAULT 1 CHECK (times > 0),
    first_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    closed_at   timestamptz,
    closed_by   text,
    CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);
CREATE UNIQUE INDEX alert_open ON alert (code, coalesce(wallet_id, 0), md5(subject)) WHERE closed_at IS NULL;

-- A wallet whose books do not prove is stopped until one person asks for its release and another one grants it.
CREATE TABLE wallet_review (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    wallet_id   bigint      NOT NULL REFERENCES wallet,
    finding     text        NOT NULL,
    stopped_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor       text,
    reason      text,
    approver    text,
    lifted_at   timestamptz,
    CHECK ((actor IS NULL) = (reason IS NULL)),
    CHECK (approver IS NULL OR actor IS NOT NULL),
    CHECK (approver <> actor),
    CHECK ((approver IS NULL) = (lifted_at IS NULL))
);
CREATE UNIQUE INDEX wallet_review_open ON wallet_review (wallet_id) WHERE lifted_at IS NULL;
CREATE INDEX wallet_stopped ON wallet (id) WHERE status = 'STOPPED';

CREATE FUNCTION refuse_unreviewed_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM wallet_review WHERE wallet_id = NEW.id AND lifted_at IS NULL)
        OR NOT EXISTS (SELECT FROM wallet_review
            WHERE wallet_id = NEW.id AND lifted_at IS NOT NULL AND xmin = pg_current_xact_id()::xid) THEN
        RAISE check_violation USING MESSAGE = format('wallet %s is held for review: two people release it', NEW.id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER wallet_is_released_by_two BEFORE UPDATE OF status ON wallet
    FOR EACH ROW WHEN (OLD.status = 'STOPPED' AND NEW.status <> 'STOPPED') EXECUTE FUNCTION refuse_unreviewed_release();

GRANT SELECT, INSERT ON chain_checkpoint TO ${app_role};
GRANT SELECT, INSERT, UPDATE ON alert, wallet_review TO ${app_role};
