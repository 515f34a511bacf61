-- A person's mail address names the same person in capitals: who approves is compared as Approval.java compares.
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT conrelid::regclass AS of_table, conname FROM pg_constraint
        WHERE contype = 'c' AND connamespace = current_schema()::regnamespace
            AND pg_get_constraintdef(oid) = 'CHECK ((approver <> actor))'
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I CHECK (lower(approver) <> lower(actor))',
            one.of_table, one.conname, one.conname);
    END LOOP;
END $$;
