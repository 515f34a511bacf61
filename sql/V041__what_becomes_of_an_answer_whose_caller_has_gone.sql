-- A provider that goes on generating, and charging, when its caller leaves is read on within limits; one that stops is
-- left at once (money.md B5, B6).
ALTER TABLE upstream_account
    ADD COLUMN on_disconnect text NOT NULL DEFAULT 'drain' CHECK (on_disconnect IN ('drain', 'abort'));
COMMENT ON COLUMN upstream_account.on_disconnect IS 'the provider''s stated policy for a caller that leaves';
COMMENT ON COLUMN usage_event.policy IS
    'how the answer to a caller that had gone was ended: drained, drained to the limit, aborted, broken off upstream';
