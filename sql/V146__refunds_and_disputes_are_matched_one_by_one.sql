-- The match of L81 for each refund and each dispute, and not in the balance's total alone.
ALTER TABLE provider_balance_line ADD COLUMN source_id text CHECK (source_id <> '');
COMMENT ON COLUMN provider_balance_line.source_id IS 'the provider''s refund or dispute that it is about';
CREATE INDEX provider_balance_line_of_source ON provider_balance_line (provider, source_id) WHERE source_id IS NOT NULL;

ALTER TABLE reconciliation_difference DROP CONSTRAINT reconciliation_difference_kind_check;
ALTER TABLE reconciliation_difference ADD CHECK (kind IN ('NOT_CREDITED', 'NOT_CHARGED', 'AMOUNT', 'REFUND_UNKNOWN',
    'REFUND_MISSING', 'REFUND_AMOUNT', 'DISPUTE_UNKNOWN', 'DISPUTE_MISSING', 'DISPUTE_AMOUNT', 'BALANCE', 'UNKNOWN_LINE'));
COMMENT ON COLUMN reconciliation_difference.subject IS 'a payment, a refund, a dispute, a line of the balance, or the currency';
