-- Whoever sends a price file in does not apply it (money.md section 9); what was applied before this rule stands.
ALTER TABLE price_draft ADD CONSTRAINT price_draft_takes_two_people CHECK (lower(applied_by) <> lower(author)) NOT VALID;
