-- A move is one entry of two wallets: either finds it among its own, and in its own chain.
CREATE VIEW wallet_entry AS
    SELECT wallet_id AS of_wallet, seq, tx_id, line, debit_account, credit_account, unit, amount, lot_id, wallet_id,
        receiver_wallet_id
    FROM ledger_entry WHERE wallet_id IS NOT NULL
    UNION ALL
    SELECT receiver_wallet_id, seq, tx_id, line, debit_account, credit_account, unit, amount, lot_id, wallet_id,
        receiver_wallet_id
    FROM ledger_entry WHERE receiver_wallet_id IS NOT NULL;
GRANT SELECT ON wallet_entry TO ${app_role};
