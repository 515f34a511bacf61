-- Without a condition in its branches PostgreSQL merges them in the order of their indexes, so that a page of entries costs
-- a page and no longer all the entries after it. Entries of no wallet have a null `of_wallet`.
CREATE OR REPLACE VIEW wallet_entry AS
    SELECT wallet_id AS of_wallet, seq, tx_id, line, debit_account, credit_account, unit, amount, lot_id, wallet_id,
        receiver_wallet_id
    FROM ledger_entry
    UNION ALL
    SELECT receiver_wallet_id, seq, tx_id, line, debit_account, credit_account, unit, amount, lot_id, wallet_id,
        receiver_wallet_id
    FROM ledger_entry;

-- What has come since the last proof is looked for from the last checkpoint of all.
CREATE INDEX chain_checkpoint_by_time ON chain_checkpoint (at);
