-- Webhooks as they came, byte for byte, and what became of each (money.md section 10). The id that the provider gave an event
-- is unique: what comes ten times is stored once.
CREATE TABLE inbound_event (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider     text        NOT NULL CHECK (provider <> ''),
    endpoint     text        NOT NULL,
    event_id     text        NOT NULL CHECK (length(event_id) BETWEEN 1 AND 255),
    body         bytea       NOT NULL CHECK (length(body) <= 262144),
    received_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (provider, event_id)
);
CREATE TRIGGER inbound_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON inbound_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE inbound_event_work (
    event        bigint      PRIMARY KEY REFERENCES inbound_event,
    state        text        NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'DONE', 'QUARANTINED')),
    attempts     integer     NOT NULL DEFAULT 0,
    next_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    outcome      text
);
CREATE INDEX inbound_event_open ON inbound_event_work (next_at) WHERE state = 'OPEN';
COMMENT ON COLUMN inbound_event_work.outcome IS 'what became of it, or why it is tried again or waits for a person';

GRANT SELECT, INSERT ON inbound_event TO ${app_role};
GRANT SELECT, INSERT, UPDATE ON inbound_event_work TO ${app_role};
