-- What a management key may do: READ, BILLING (orders, payment, billing details) or OWNER (everything, webhooks included). Each
-- includes those before it. Keys for calls only ever read.
ALTER TABLE api_key
    ADD COLUMN role text NOT NULL DEFAULT 'READ' CHECK (role IN ('READ', 'BILLING', 'OWNER')),
    ADD CONSTRAINT api_key_roles_are_for_management CHECK (kind = 'MANAGEMENT' OR role = 'READ');
