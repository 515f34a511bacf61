-- Where a buyer is (Reg. 282/2011, Art. 24b and 24f): every item that says so, and who says it.
CREATE TABLE location_evidence (
    order_id  bigint      NOT NULL REFERENCES payment_order,
    kind      text        NOT NULL CHECK (kind IN ('BILLING_ADDRESS', 'IP_ADDRESS', 'PAYMENT_INSTRUMENT')),
    country   text        NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    source    text        NOT NULL CHECK (source <> ''),
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (order_id, kind, source)
);
CREATE TRIGGER location_evidence_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON location_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON location_evidence TO ${app_role};
