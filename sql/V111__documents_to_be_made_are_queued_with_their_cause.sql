-- Documents to be made: written by the database in the transaction that credits an order or posts a refund, so that none is
-- forgotten, whichever way the money came.
CREATE TABLE document_work (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    type             text        NOT NULL CHECK (type IN ('INVOICE', 'CREDIT_NOTE', 'RECEIPT', 'PRO_FORMA', 'STATEMENT')),
    organisation_id  bigint      NOT NULL REFERENCES organisation,
    order_id         bigint      REFERENCES payment_order,
    refund_id        uuid        REFERENCES credit_refund,
    month            date,
    state            text        NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'DONE')),
    attempts         integer     NOT NULL DEFAULT 0,
    next_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    outcome          text,
    UNIQUE NULLS NOT DISTINCT (type, organisation_id, order_id, refund_id, month),
    CHECK ((month IS NOT NULL) = (type = 'STATEMENT') AND (order_id IS NULL) = (type = 'STATEMENT')
        AND (refund_id IS NOT NULL) = (type = 'CREDIT_NOTE'))
);
CREATE INDEX document_work_open ON document_work (next_at) WHERE state = 'OPEN';
COMMENT ON COLUMN document_work.outcome IS 'the number it got, or why it is tried again';

CREATE FUNCTION queue_documents_of_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO document_work (type, organisation_id, order_id)
    SELECT wanted, o.organisation_id, o.id FROM payment_order o CROSS JOIN unnest(ARRAY['INVOICE', 'RECEIPT']) wanted
    WHERE o.id = NEW.order_id AND o.tax_snapshot_id IS NOT NULL
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER credited_orders_get_documents AFTER INSERT ON payment_credit
    FOR EACH ROW EXECUTE FUNCTION queue_documents_of_order();

CREATE FUNCTION queue_credit_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO document_work (type, organisation_id, order_id, refund_id)
    SELECT 'CREDIT_NOTE', o.organisation_id, o.id, NEW.tx_id
    FROM lot_group g JOIN payment_order o ON o.id = g.order_id JOIN payment_credit c ON c.order_id = o.id
    WHERE g.id = NEW.group_id AND NEW.net_minor + NEW.tax_minor > 0
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER refunds_get_a_credit_note AFTER INSERT ON credit_refund
    FOR EACH ROW EXECUTE FUNCTION queue_credit_note();

CREATE FUNCTION queue_pro_forma() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO document_work (type, organisation_id, order_id) VALUES ('PRO_FORMA', NEW.organisation_id, NEW.id)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER transfers_get_a_pro_forma AFTER UPDATE OF state ON payment_order
    FOR EACH ROW WHEN (NEW.state = 'AWAITING_TRANSFER' AND OLD.state <> NEW.state) EXECUTE FUNCTION queue_pro_forma();

INSERT INTO document_work (type, organisation_id, order_id)
SELECT wanted, o.organisation_id, o.id
FROM payment_credit c JOIN payment_order o ON o.id = c.order_id CROSS JOIN unnest(ARRAY['INVOICE', 'RECEIPT']) wanted
WHERE o.tax_snapshot_id IS NOT NULL;
INSERT INTO document_work (type, organisation_id, order_id, refund_id)
SELECT 'CREDIT_NOTE', o.organisation_id, o.id, r.tx_id
FROM credit_refund r JOIN lot_group g ON g.id = r.group_id JOIN payment_order o ON o.id = g.order_id
JOIN payment_credit c ON c.order_id = o.id
WHERE r.net_minor + r.tax_minor > 0;

GRANT SELECT, INSERT, UPDATE ON document_work TO ${app_role};
