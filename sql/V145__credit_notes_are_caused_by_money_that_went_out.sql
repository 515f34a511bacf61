-- A credit note is caused by money that went out, not by a refund that was only asked for. Should the money come back after
-- all, a new invoice replaces the credit note.
DROP TRIGGER refunds_get_a_credit_note ON credit_refund;
DROP FUNCTION queue_credit_note();

ALTER TABLE document_work DROP CONSTRAINT document_work_check;
ALTER TABLE document_work ADD CHECK ((month IS NOT NULL) = (type = 'STATEMENT') AND (order_id IS NULL) = (type = 'STATEMENT')
    AND CASE type WHEN 'CREDIT_NOTE' THEN refund_id IS NOT NULL WHEN 'INVOICE' THEN true ELSE refund_id IS NULL END);
COMMENT ON COLUMN document_work.refund_id IS 'of an invoice: that of the credit note which it replaces';

CREATE FUNCTION queue_documents_of_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'PAID_OUT' THEN
        INSERT INTO document_work (type, organisation_id, order_id, refund_id)
        SELECT 'CREDIT_NOTE', organisation_id, id, NEW.refund_tx_id FROM payment_order
        WHERE id = NEW.order_id AND tax_snapshot_id IS NOT NULL
        ON CONFLICT DO NOTHING;
    ELSE
        INSERT INTO document_work (type, organisation_id, order_id, refund_id)
        SELECT 'INVOICE', w.organisation_id, w.order_id, w.refund_id
        FROM payment_order o JOIN document_work w
            ON (w.type, w.organisation_id, w.order_id, w.refund_id) = ('CREDIT_NOTE', o.organisation_id, o.id, NEW.refund_tx_id)
        WHERE o.id = NEW.order_id
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER refunds_get_their_documents AFTER UPDATE OF state ON payment_refund
    FOR EACH ROW WHEN (NEW.state IN ('PAID_OUT', 'FAILED') AND OLD.state <> NEW.state AND NEW.refund_tx_id IS NOT NULL)
    EXECUTE FUNCTION queue_documents_of_refund();

ALTER TABLE document DROP CONSTRAINT document_check2;
ALTER TABLE document ADD CHECK ((refund_id IS NULL) = (corrects_id IS NULL)
    AND CASE type WHEN 'CREDIT_NOTE' THEN refund_id IS NOT NULL WHEN 'INVOICE' THEN true ELSE refund_id IS NULL END);
DROP INDEX document_once_per_refund;
CREATE UNIQUE INDEX document_once_per_refund ON document (refund_id, type) WHERE refund_id IS NOT NULL;
COMMENT ON COLUMN document.corrects_id IS 'the invoice that a credit note is about, or the credit note that an invoice replaces';

-- A number is the series' next one. Credit notes of refunds that stand give back at most what their invoice took (L66); what
-- replaces one says the same amounts. A refund that fails at this moment holds its order: either it waits, or it is seen here.
CREATE OR REPLACE FUNCTION guard_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    series document_series;
    original document;
    credited record;
    refund text;
BEGIN
    IF NEW.series_id IS NOT NULL THEN
        SELECT * INTO STRICT series FROM document_series WHERE id = NEW.series_id;
        IF (NEW.seller_id, NEW.type, NEW.no) IS DISTINCT FROM (series.seller_id, series.type, series.next_no)
                OR NEW.number <> series.prefix || lpad(NEW.no::text, greatest(6, length(NEW.no::text)), '0')
                OR NEW.issue_date < series.last_date THEN
            RAISE check_violation USING MESSAGE = format('number %s of %s is not the next one', NEW.number, NEW.issue_date);
        END IF;
    END IF;
    IF NEW.corrects_id IS NULL THEN
        RETURN NEW;
    END IF;
    PERFORM FROM payment_order WHERE id = NEW.order_id FOR SHARE;
    SELECT state INTO refund FROM payment_refund WHERE refund_tx_id = NEW.refund_id;
    SELECT * INTO STRICT original FROM document WHERE id = NEW.corrects_id;
    IF (original.order_id, original.currency, original.tax_snapshot_id)
            IS DISTINCT FROM (NEW.order_id, NEW.currency, NEW.tax_snapshot_id) THEN
        RAISE check_violation USING MESSAGE = format('%s is of another sale than %s', NEW.number, original.number);
    END IF;
    IF NEW.type = 'INVOICE' THEN
        IF (original.type, original.refund_id, original.net_minor, original.tax_minor, refund)
                IS DISTINCT FROM ('CREDIT_NOTE', NEW.refund_id, NEW.net_minor, NEW.tax_minor, 'FAILED') THEN
            RAISE check_violation USING MESSAGE = format('%s does not replace %s, whose refund is %s', NEW.number,
                original.number, refund);
        END IF;
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock('document'::regclass::oid::integer, hashint8(NEW.corrects_id));
    SELECT coalesce(sum(net_minor), 0) AS net, coalesce(sum(tax_minor), 0) AS tax INTO credited
    FROM document d WHERE corrects_id = NEW.corrects_id
        AND NOT EXISTS (SELECT FROM ledger_tx WHERE reverses_tx_id = d.refund_id);
    IF original.type <> 'INVOICE' OR original.refund_id IS NOT NULL
            OR credited.net + NEW.net_minor > original.net_minor OR credited.tax + NEW.tax_minor > original.tax_minor THEN
        RAISE check_violation USING MESSAGE = format('a credit note of %s and tax %s is more than %s has left',
            NEW.net_minor, NEW.tax_minor, original.number);
    END IF;
    IF refund IS DISTINCT FROM 'PAID_OUT' THEN
        RAISE check_violation USING MESSAGE = format('%s is of a refund that is %s', NEW.number, refund);
    END IF;
    RETURN NEW;
END $$;

DELETE FROM document_work w
WHERE type = 'CREDIT_NOTE' AND state = 'OPEN' AND NOT EXISTS (SELECT FROM document d WHERE d.refund_id = w.refund_id)
    AND NOT EXISTS (SELECT FROM payment_refund r WHERE r.refund_tx_id = w.refund_id AND r.state = 'PAID_OUT');
INSERT INTO document_work (type, organisation_id, order_id, refund_id)
SELECT 'INVOICE', d.organisation_id, d.order_id, d.refund_id
FROM document d JOIN payment_refund r ON r.refund_tx_id = d.refund_id
WHERE d.type = 'CREDIT_NOTE' AND r.state = 'FAILED';
