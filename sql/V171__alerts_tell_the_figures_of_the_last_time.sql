ALTER TABLE alert ADD COLUMN detail text;
COMMENT ON COLUMN alert.detail IS 'figures of the last time it was found; the subject stays the same each time';
