-- Its provider charges the organisation. The row stands before any call can use the account, and by it each call's cost is proved.
CREATE FUNCTION own_account_costs_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cost_price (upstream_account_id, factor_ppm, author) VALUES (NEW.id, 0, 'own account');
    RETURN NULL;
END $$;
CREATE TRIGGER own_account_costs_nothing AFTER INSERT ON upstream_account
    FOR EACH ROW WHEN (NEW.organisation_id IS NOT NULL) EXECUTE FUNCTION own_account_costs_nothing();
INSERT INTO cost_price (upstream_account_id, factor_ppm, author)
SELECT id, 0, 'own account' FROM upstream_account WHERE organisation_id IS NOT NULL;
