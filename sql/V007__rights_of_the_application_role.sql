-- The application role reads everything, and never changes or deletes what stands on the books.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${app_role};
GRANT INSERT ON ledger_account, ledger_tx, ledger_entry, usage_event, organisation, app_user, user_role, tier, contract,
    ip_exemption, upstream_account, api_key, wallet, node, credit_lease, spend_bucket TO ${app_role};
GRANT UPDATE ON organisation, app_user, contract, upstream_account, api_key, wallet, node, credit_lease, spend_bucket
    TO ${app_role};

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: the books are append-only, post a correcting transaction', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER ledger_tx_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_tx
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER usage_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usage_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
