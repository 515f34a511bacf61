-- The buyer's number of this purchase (BT-13); without one, documents have the billing profile's.
ALTER TABLE payment_order ADD COLUMN purchase_order text CHECK (length(purchase_order) BETWEEN 1 AND 100);
