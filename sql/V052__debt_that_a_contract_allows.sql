-- The deficit a customer agreed to is a term of its contract, and dated like the others. Asked for only where a call costs
-- more than its hold and the balance.
CREATE FUNCTION agreed_debt_cap(organisation bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(max(debt_cap_nano), 0) FROM contract
    WHERE organisation_id = organisation AND starts_at <= clock_timestamp() AND coalesce(ends_at > clock_timestamp(), true)
$$;
ALTER TABLE wallet DROP COLUMN debt_cap_nano;
