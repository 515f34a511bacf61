-- Whoever reads calls reads a wallet's, by the database's clock: days, pages and sums are ranges of this index. A page that
-- goes back never meets what comes later.
CREATE INDEX usage_event_by_wallet_and_time ON usage_event (wallet_id, created_at, request_id) INCLUDE (key_id);
DROP INDEX usage_event_by_wallet;
CREATE STATISTICS usage_event_times ON date_trunc('day', created_at AT TIME ZONE 'UTC'),
    date_trunc('hour', created_at AT TIME ZONE 'UTC') FROM usage_event;

-- A conversation or a label is looked up among very many calls, and most calls have neither.
CREATE INDEX usage_event_by_session ON usage_event (wallet_id, session, created_at, request_id) WHERE session IS NOT NULL;
CREATE INDEX usage_event_by_tag ON usage_event (wallet_id, tag, created_at, request_id) WHERE tag IS NOT NULL;

-- Keys that read an organisation's usage and statements, and never call a model.
ALTER TABLE api_key ADD COLUMN kind text NOT NULL DEFAULT 'CALLS' CHECK (kind IN ('CALLS', 'MANAGEMENT'));
