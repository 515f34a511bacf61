-- The operation (of idempotency_key) that placed an order: once, whatever dies in between.
ALTER TABLE payment_order ADD COLUMN operation uuid UNIQUE;
