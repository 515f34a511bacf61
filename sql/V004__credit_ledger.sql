-- The credit ledger of money.md sections 2 to 4. Unit of every amount: nano-credit.
CREATE TABLE ledger_account (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    class      text   NOT NULL CHECK (class IN ('W.P', 'W.B', 'DEBT', 'X.ISS.P', 'X.ISS.B', 'X.USE', 'X.EXP', 'X.REF', 'X.CBK', 'X.ADJ', 'X.WOF')),
    unit       text   NOT NULL DEFAULT 'CRD' CHECK (unit = 'CRD'),
    wallet_id  bigint,
    CHECK ((wallet_id IS NOT NULL) = (class IN ('W.P', 'W.B', 'DEBT'))),
    UNIQUE NULLS NOT DISTINCT (class, wallet_id),
    UNIQUE (id, unit)
);
INSERT INTO ledger_account (class)
VALUES ('X.ISS.P'), ('X.ISS.B'), ('X.USE'), ('X.EXP'), ('X.REF'), ('X.CBK'), ('X.ADJ'), ('X.WOF');

-- One wallet per organisation, under the organisation's id.
CREATE TABLE wallet (
    id             bigint  PRIMARY KEY REFERENCES organisation,
    paid_account   bigint  NOT NULL REFERENCES ledger_account,
    bonus_account  bigint  NOT NULL REFERENCES ledger_account,
    posted_p       bigint  NOT NULL DEFAULT 0 CHECK (posted_p >= 0),
    posted_b       bigint  NOT NULL DEFAULT 0 CHECK (posted_b >= 0),
    leased         bigint  NOT NULL DEFAULT 0 CHECK (leased >= 0),
    frozen         bigint  NOT NULL DEFAULT 0 CHECK (frozen >= 0),
    status         text    NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'STOPPED')),
    version        bigint  NOT NULL DEFAULT 0,
    CHECK (posted_p + posted_b >= leased + frozen)
) WITH (fillfactor = 50);

-- A gateway node; each start takes the next epoch, so that leases of an earlier life are told apart.
CREATE TABLE node (
    id     text   PRIMARY KEY,
    epoch  bigint NOT NULL CHECK (epoch > 0)
);

CREATE TABLE credit_lease (
    id          uuid        PRIMARY KEY,
    kind        text        NOT NULL DEFAULT 'NODE' CHECK (kind IN ('NODE', 'BATCH')),
    wallet_id   bigint      NOT NULL REFERENCES wallet,
    node_id     text        REFERENCES node,
    epoch       bigint,
    granted     bigint      NOT NULL CHECK (granted >= 0),
    consumed    bigint      NOT NULL DEFAULT 0 CHECK (consumed >= 0),
    state       text        NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'RETURNED', 'EXPIRED')),
    opened_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at  timestamptz,
    CHECK (consumed <= granted),
    CHECK (kind <> 'NODE' OR (node_id IS NOT NULL AND epoch IS NOT NULL AND expires_at IS NOT NULL))
) WITH (fillfactor = 50);
CREATE INDEX credit_lease_open ON credit_lease (wallet_id) WHERE state = 'OPEN';

-- The id of a P4 is its request's id, so that a debit can exist once only; other kinds carry an idempotency key.
CREATE TABLE ledger_tx (
    id              uuid        PRIMARY KEY,
    kind            text        NOT NULL CHECK (kind IN ('P4', 'P5', 'P9', 'P12')),
    idem_key        text,
    request_hash    bytea,
    actor           text,
    approver        text,
    reason          text,
    reverses_tx_id  uuid        REFERENCES ledger_tx,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (kind <> 'P12' OR (idem_key IS NOT NULL AND actor IS NOT NULL AND approver IS NOT NULL AND reason IS NOT NULL)),
    CHECK (approver <> actor)
);

-- Partial, since a call has neither: its row pays for no entry in them.
CREATE UNIQUE INDEX ledger_tx_by_idem_key ON ledger_tx (idem_key) WHERE idem_key IS NOT NULL;
CREATE UNIQUE INDEX ledger_tx_reversed_once ON ledger_tx (reverses_tx_id) WHERE reverses_tx_id IS NOT NULL;

-- Two-sided rows: every transaction balances by construction.
CREATE TABLE ledger_entry (
    tx_id           uuid     NOT NULL REFERENCES ledger_tx,
    line            smallint NOT NULL CHECK (line > 0),
    debit_account   bigint   NOT NULL,
    credit_account  bigint   NOT NULL,
    unit            text     NOT NULL DEFAULT 'CRD',
    amount          bigint   NOT NULL CHECK (amount > 0),
    PRIMARY KEY (tx_id, line),
    CHECK (debit_account <> credit_account),
    FOREIGN KEY (debit_account, unit) REFERENCES ledger_account (id, unit),
    FOREIGN KEY (credit_account, unit) REFERENCES ledger_account (id, unit)
);

-- Both sides, signed: debit +, credit -.
CREATE VIEW account_entry AS
    SELECT debit_account AS account_id, tx_id, line, unit, amount FROM ledger_entry
    UNION ALL
    SELECT credit_account, tx_id, line, unit, -amount FROM ledger_entry;

-- Settled debits per wallet and hour: the rolling window of the volume tiers.
CREATE TABLE spend_bucket (
    wallet_id   bigint      NOT NULL REFERENCES wallet,
    hour        timestamptz NOT NULL,
    debit_nano  bigint      NOT NULL CHECK (debit_nano >= 0),
    PRIMARY KEY (wallet_id, hour)
) WITH (fillfactor = 50);
