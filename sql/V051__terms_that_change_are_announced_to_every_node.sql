-- Every node keeps the terms of active wallets in memory; whoever changes them, by whatever way, is heard by all.
CREATE FUNCTION announce_contract() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('tallyport_terms', 'database all ' || NEW.organisation_id);
    RETURN NULL;
END $$;
CREATE TRIGGER contract_is_announced AFTER INSERT OR UPDATE ON contract
    FOR EACH ROW EXECUTE FUNCTION announce_contract();

CREATE FUNCTION announce_tiers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('tallyport_terms', 'database tiers');
    RETURN NULL;
END $$;
CREATE TRIGGER tier_is_announced AFTER INSERT OR UPDATE OR DELETE ON tier
    FOR EACH STATEMENT EXECUTE FUNCTION announce_tiers();
