-- A label's calls share one entry each in these (B-tree deduplication): with the moment and the id of each call in its key,
-- an index cost a settlement as much as the rest of its row. A conversation is short enough to be sorted when it is read.
DROP INDEX usage_event_by_session, usage_event_by_tag;
CREATE INDEX usage_event_by_session ON usage_event (wallet_id, session) WHERE session IS NOT NULL;
CREATE INDEX usage_event_by_tag ON usage_event (wallet_id, tag) WHERE tag IS NOT NULL;
