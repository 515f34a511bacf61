-- A node that is short asks the others to give back what they have free of a wallet or of a key's budget.
ALTER TABLE credit_lease ADD COLUMN recalled_at timestamptz;
COMMENT ON COLUMN credit_lease.recalled_at IS
    'since when another node waits for it: its holder makes no more holds on it and gives back what becomes free';
