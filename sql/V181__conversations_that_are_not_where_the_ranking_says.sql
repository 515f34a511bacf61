-- Exceptions to the ranking of accounts (docs/adr/0008): a conversation that began elsewhere, as a keyed hash. Every node reads
-- what is new within a second, and all of it when it starts.
CREATE TABLE affinity_placement (
    conversation         bigint      PRIMARY KEY,
    upstream_account_id  bigint      NOT NULL REFERENCES upstream_account ON DELETE CASCADE,
    life_seconds         integer     NOT NULL CHECK (life_seconds > 0),
    placed_at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at           timestamptz NOT NULL
);
CREATE INDEX affinity_placement_by_time ON affinity_placement (placed_at);
CREATE INDEX affinity_placement_by_end ON affinity_placement (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON affinity_placement TO ${app_role};
