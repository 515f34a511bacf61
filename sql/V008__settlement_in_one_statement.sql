-- Calls are settled in groups by one statement (docs/adr/0004); what it writes is checked once per statement, not per row.

-- Who may post between which accounts: money.md section 3, the kinds in use.
CREATE TABLE posting_rule (
    kind          text NOT NULL,
    debit_class   text NOT NULL,
    credit_class  text NOT NULL,
    PRIMARY KEY (kind, debit_class, credit_class)
);
INSERT INTO posting_rule (kind, debit_class, credit_class)
VALUES ('P1', 'X.ISS.P', 'W.P'), ('P1', 'W.P', 'DEBT'),
       ('P2', 'X.ISS.B', 'W.B'),
       ('P4', 'W.P', 'X.USE'), ('P4', 'W.B', 'X.USE'),
       ('P5', 'W.P', 'X.USE'), ('P5', 'W.B', 'X.USE'), ('P5', 'X.WOF', 'X.USE'),
       ('P9', 'X.USE', 'W.P'), ('P9', 'X.USE', 'W.B'), ('P9', 'X.USE', 'X.WOF'),
       ('P12', 'X.ADJ', 'W.B'), ('P12', 'W.P', 'X.ADJ'), ('P12', 'W.B', 'X.ADJ');
GRANT SELECT ON posting_rule TO ${app_role};

ALTER TABLE ledger_tx
    DROP CONSTRAINT ledger_tx_kind_check,
    ADD CONSTRAINT ledger_tx_kind_check CHECK (kind IN ('P1', 'P2', 'P4', 'P5', 'P9', 'P12'));

-- In place of three foreign keys, which looked up each row alone; transactions and accounts are never deleted or changed,
-- so that a look when the entry comes is enough.
CREATE FUNCTION refuse_wrong_postings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    -- by row and index: a plan made while the ledger was small must not read it whole later
    SELECT e.tx_id, e.line, found.* INTO wrong
    FROM posted e CROSS JOIN LATERAL (SELECT
        (SELECT kind FROM ledger_tx WHERE id = e.tx_id) AS kind,
        (SELECT class FROM ledger_account WHERE id = e.debit_account AND unit = e.unit) AS debit_class,
        (SELECT class FROM ledger_account WHERE id = e.credit_account AND unit = e.unit) AS credit_class
    ) found
    WHERE NOT EXISTS (SELECT FROM posting_rule r
        WHERE r.kind = found.kind AND r.debit_class = found.debit_class AND r.credit_class = found.credit_class)
    LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING MESSAGE = format('entry %s of transaction %s is refused: %s from %s to %s',
            wrong.line, wrong.tx_id, coalesce(wrong.kind, 'no such transaction'),
            coalesce(wrong.debit_class, 'no such account'), coalesce(wrong.credit_class, 'no such account'));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_follows_the_rules AFTER INSERT ON ledger_entry
    REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION refuse_wrong_postings();

ALTER TABLE ledger_entry
    DROP CONSTRAINT ledger_entry_tx_id_fkey,
    DROP CONSTRAINT ledger_entry_debit_account_unit_fkey,
    DROP CONSTRAINT ledger_entry_credit_account_unit_fkey;
CREATE TRIGGER ledger_account_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A lease that was returned or expired pays for nothing any more.
CREATE FUNCTION refuse_closed_lease() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE check_violation USING MESSAGE = format('lease %s is %s and pays for nothing', OLD.id, OLD.state);
END $$;
CREATE TRIGGER credit_lease_pays_while_open BEFORE UPDATE ON credit_lease
    FOR EACH ROW WHEN (NEW.consumed <> OLD.consumed AND OLD.state <> 'OPEN') EXECUTE FUNCTION refuse_closed_lease();

-- One check reads faster than eight.
ALTER TABLE usage_event
    DROP CONSTRAINT usage_event_input_tokens_check,
    DROP CONSTRAINT usage_event_cache_write_5m_tokens_check,
    DROP CONSTRAINT usage_event_cache_write_1h_tokens_check,
    DROP CONSTRAINT usage_event_cache_read_tokens_check,
    DROP CONSTRAINT usage_event_output_tokens_check,
    DROP CONSTRAINT usage_event_list_nano_check,
    DROP CONSTRAINT usage_event_debit_nano_check,
    DROP CONSTRAINT usage_event_cost_nano_check,
    ADD CONSTRAINT usage_event_is_not_negative CHECK (least(input_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
        cache_read_tokens, output_tokens, list_nano, debit_nano, cost_nano) >= 0);
