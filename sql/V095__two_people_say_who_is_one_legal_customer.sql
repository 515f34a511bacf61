-- Between wallets of one legal customer credits may move (money.md P18): who is one, two people say, and it stays written.
CREATE TABLE legal_customer_change (
    id                bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id   bigint      NOT NULL REFERENCES organisation,
    legal_customer_id bigint      REFERENCES organisation CHECK (legal_customer_id <> organisation_id),
    actor             text        NOT NULL CHECK (actor <> ''),
    approver          text        NOT NULL CHECK (approver <> '' AND lower(approver) <> lower(actor)),
    reason            text        NOT NULL CHECK (reason <> ''),
    at                timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN legal_customer_change.legal_customer_id IS 'null: a customer of its own again';
CREATE TRIGGER legal_customer_change_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON legal_customer_change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON legal_customer_change TO ${app_role};

-- The application changes the column by this alone.
REVOKE INSERT, UPDATE ON organisation FROM ${app_role};
GRANT INSERT (name, status, created_at), UPDATE (name, status, suspended_from, status_reason, changed_in)
    ON organisation TO ${app_role};

CREATE FUNCTION take_up_legal_customer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM FROM organisation WHERE id IN (NEW.organisation_id, NEW.legal_customer_id) ORDER BY id FOR NO KEY UPDATE;
    IF NEW.legal_customer_id IS NOT NULL AND EXISTS (SELECT FROM organisation
        WHERE id = NEW.legal_customer_id AND legal_customer_id IS NOT NULL OR legal_customer_id = NEW.organisation_id) THEN
        RAISE check_violation USING MESSAGE = format(
            'organisation %s cannot belong to %s: a legal customer belongs to no other', NEW.organisation_id, NEW.legal_customer_id);
    END IF;
    UPDATE organisation SET legal_customer_id = NEW.legal_customer_id WHERE id = NEW.organisation_id;
    RETURN NULL;
END $$;
CREATE TRIGGER legal_customer_change_is_taken_up AFTER INSERT ON legal_customer_change
    FOR EACH ROW EXECUTE FUNCTION take_up_legal_customer();
