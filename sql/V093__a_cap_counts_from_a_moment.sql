-- A call that is given back lowers a key's cap only if it was counted there.
ALTER TABLE key_budget ADD COLUMN counts_from timestamptz NOT NULL DEFAULT clock_timestamp();
UPDATE key_budget SET counts_from = created_at;
