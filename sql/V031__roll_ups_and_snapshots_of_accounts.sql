-- What the hourly roll-ups have posted so far, and the totals of accounts up to an entry.

-- Revenue of a group of lots is shared among the models its credits were used for; both columns are cumulative.
CREATE TABLE lot_group_revenue (
    group_id          bigint NOT NULL REFERENCES lot_group,
    model_id          text   NOT NULL,
    used_nano         bigint NOT NULL DEFAULT 0,
    recognised_minor  bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, model_id)
);
COMMENT ON COLUMN lot_group_revenue.model_id IS 'empty: credits that paid a debt, or that left unused';

-- A wallet's entries up to this one are counted in lot_group_revenue. No foreign key: counting goes on beside settlements
-- and must not wait for the wallet's lock.
CREATE TABLE wallet_roll_up (
    wallet_id  bigint PRIMARY KEY,
    up_to_seq  bigint NOT NULL
);

-- Cumulative cost of calls, and how much of it is posted; the posted minor units are the cumulative cost rounded down.
CREATE TABLE provider_cost (
    provider      text   NOT NULL,
    model_id      text   NOT NULL,
    currency      text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    cost_nano     bigint NOT NULL CHECK (cost_nano >= 0),
    posted_minor  bigint NOT NULL CHECK (posted_minor >= 0),
    PRIMARY KEY (provider, model_id, currency)
);
CREATE TABLE provider_cost_roll_up (
    one    boolean     PRIMARY KEY DEFAULT true CHECK (one),
    up_to  timestamptz NOT NULL
);
INSERT INTO provider_cost_roll_up (up_to) VALUES ('-infinity');
-- calls lie in the order in which they were settled: a small index finds any stretch of time
CREATE INDEX usage_event_by_time ON usage_event USING brin (created_at) WITH (pages_per_range = 32, autosummarize = on);

-- Totals of all accounts up to entry up_to_seq, debit +; an account without entries since an earlier snapshot has its row
-- there. Only entries older than any open transaction are in a snapshot.
CREATE TABLE ledger_snapshot (
    up_to_seq  bigint      PRIMARY KEY,
    made_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE account_snapshot (
    account_id  bigint  NOT NULL,
    up_to_seq   bigint  NOT NULL REFERENCES ledger_snapshot,
    total       numeric NOT NULL,
    PRIMARY KEY (account_id, up_to_seq)
);

CREATE TRIGGER ledger_snapshot_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER account_snapshot_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON account_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON ledger_snapshot, account_snapshot TO ${app_role};
GRANT SELECT, INSERT, UPDATE ON lot_group_revenue, wallet_roll_up, provider_cost, provider_cost_roll_up TO ${app_role};
