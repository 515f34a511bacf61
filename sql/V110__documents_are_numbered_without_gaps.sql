-- Documents that buyers get (money.md section 12): series that have no gap, what each document says, its files, and the queue of
-- those to be made.
CREATE TABLE document_series (
    id           bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    seller_id    bigint  NOT NULL REFERENCES seller,
    type         text    NOT NULL CHECK (type IN ('INVOICE', 'CREDIT_NOTE', 'RECEIPT')),
    fiscal_year  integer NOT NULL CHECK (fiscal_year BETWEEN 2000 AND 2999),
    prefix       text    NOT NULL UNIQUE CHECK (prefix ~ '^[A-Z0-9]+-[0-9]{4}-$'),
    start_no     bigint  NOT NULL DEFAULT 1 CHECK (start_no > 0),
    next_no      bigint  NOT NULL,
    last_date    date,
    UNIQUE (seller_id, type, fiscal_year),
    CHECK (next_no >= start_no AND (next_no = start_no) = (last_date IS NULL)),
    CHECK (extract(year FROM last_date) = fiscal_year)
);
COMMENT ON COLUMN document_series.start_no IS 'above 1: the series was begun elsewhere, and its next number imported with the row';

CREATE TABLE document (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id  bigint      NOT NULL REFERENCES organisation,
    seller_id        bigint      NOT NULL REFERENCES seller,
    type             text        NOT NULL CHECK (type IN ('INVOICE', 'CREDIT_NOTE', 'RECEIPT', 'PRO_FORMA', 'STATEMENT')),
    series_id        bigint      REFERENCES document_series,
    no               bigint,
    number           text        NOT NULL CHECK (number <> ''),
    issue_date       date        NOT NULL,
    order_id         bigint      REFERENCES payment_order,
    refund_id        uuid        REFERENCES credit_refund,
    corrects_id      bigint      REFERENCES document,
    month            date        CHECK (extract(day FROM month) = 1),
    profile_version  integer,
    tax_snapshot_id  bigint      REFERENCES tax_snapshot,
    currency         text        REFERENCES currency,
    net_minor        bigint      CHECK (net_minor >= 0),
    tax_minor        bigint      CHECK (tax_minor >= 0),
    gross_minor      bigint,
    content          text        NOT NULL,
    sha256           bytea       NOT NULL,
    issued_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT document_is_what_was_hashed CHECK (sha256 = sha256(convert_to(content, 'UTF8'))),
    UNIQUE (series_id, no),
    UNIQUE (type, number),
    FOREIGN KEY (organisation_id, profile_version) REFERENCES billing_profile,
    CHECK ((series_id IS NOT NULL) = (type IN ('INVOICE', 'CREDIT_NOTE', 'RECEIPT')) AND (series_id IS NULL) = (no IS NULL)),
    CHECK ((month IS NOT NULL) = (type = 'STATEMENT') AND (order_id IS NULL) = (type = 'STATEMENT')),
    CHECK ((refund_id IS NOT NULL) = (type = 'CREDIT_NOTE') AND (corrects_id IS NOT NULL) = (type = 'CREDIT_NOTE')),
    CHECK (gross_minor = net_minor + tax_minor),
    CHECK (type NOT IN ('INVOICE', 'CREDIT_NOTE', 'PRO_FORMA') OR (tax_snapshot_id IS NOT NULL AND profile_version IS NOT NULL
        AND currency IS NOT NULL AND gross_minor IS NOT NULL AND net_minor IS NOT NULL AND tax_minor IS NOT NULL))
);
CREATE UNIQUE INDEX document_once_per_order ON document (order_id, type) WHERE refund_id IS NULL AND order_id IS NOT NULL;
CREATE UNIQUE INDEX document_once_per_refund ON document (refund_id) WHERE refund_id IS NOT NULL;
CREATE UNIQUE INDEX document_once_per_month ON document (organisation_id, month) WHERE month IS NOT NULL;
CREATE INDEX document_by_organisation ON document (organisation_id, id);
CREATE INDEX document_by_corrected ON document (corrects_id) WHERE corrects_id IS NOT NULL;
COMMENT ON TABLE document IS 'issued ones; a draft is worked out from what is frozen, and stands nowhere before it has its number';
COMMENT ON COLUMN document.content IS 'all that it says, as canonical JSON: files are made from this alone';

CREATE TABLE document_file (
    document_id  bigint      NOT NULL REFERENCES document,
    kind         text        NOT NULL CHECK (kind IN ('PDF', 'CII', 'UBL')),
    bytes        bytea       NOT NULL CHECK (length(bytes) > 0),
    sha256       bytea       NOT NULL CHECK (sha256 = sha256(bytes)),
    stored_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (document_id, kind)
);
ALTER TABLE document_file ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TRIGGER document_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_file_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document_file
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_series_is_kept BEFORE DELETE OR TRUNCATE ON document_series
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A series goes on by one, past a document that is there, and never back in time.
CREATE FUNCTION guard_document_series() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) <> to_jsonb(OLD) || jsonb_build_object('next_no', OLD.next_no + 1, 'last_date', NEW.last_date)
            OR NEW.last_date IS NULL OR NEW.last_date < OLD.last_date
            OR NOT EXISTS (SELECT FROM document
                WHERE series_id = OLD.id AND no = OLD.next_no AND issue_date = NEW.last_date) THEN
        RAISE insufficient_privilege USING MESSAGE =
            format('series %s goes on from number %s by issuing it, and no other way', OLD.prefix, OLD.next_no);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER document_series_is_guarded BEFORE UPDATE ON document_series
    FOR EACH ROW EXECUTE FUNCTION guard_document_series();

CREATE FUNCTION guard_new_series() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.next_no <> NEW.start_no THEN
        RAISE check_violation USING MESSAGE = format('series %s would begin with a gap', NEW.prefix);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER document_series_begins_whole BEFORE INSERT ON document_series
    FOR EACH ROW EXECUTE FUNCTION guard_new_series();

-- A number is the series' next one; a credit note gives back at most what its invoice took (L66).
CREATE FUNCTION guard_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    series document_series;
    original document;
    credited record;
BEGIN
    IF NEW.series_id IS NOT NULL THEN
        SELECT * INTO STRICT series FROM document_series WHERE id = NEW.series_id;
        IF (NEW.seller_id, NEW.type, NEW.no) IS DISTINCT FROM (series.seller_id, series.type, series.next_no)
                OR NEW.number <> series.prefix || lpad(NEW.no::text, greatest(6, length(NEW.no::text)), '0')
                OR NEW.issue_date < series.last_date THEN
            RAISE check_violation USING MESSAGE = format('number %s of %s is not the next one', NEW.number, NEW.issue_date);
        END IF;
    END IF;
    IF NEW.corrects_id IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock('document'::regclass::oid::integer, hashint8(NEW.corrects_id));
        SELECT * INTO STRICT original FROM document WHERE id = NEW.corrects_id;
        SELECT coalesce(sum(net_minor), 0) AS net, coalesce(sum(tax_minor), 0) AS tax INTO credited
        FROM document WHERE corrects_id = NEW.corrects_id;
        IF (original.type, original.order_id, original.currency, original.tax_snapshot_id)
                IS DISTINCT FROM ('INVOICE', NEW.order_id, NEW.currency, NEW.tax_snapshot_id)
                OR credited.net + NEW.net_minor > original.net_minor OR credited.tax + NEW.tax_minor > original.tax_minor THEN
            RAISE check_violation USING MESSAGE = format('a credit note of %s and tax %s is more than %s has left',
                NEW.net_minor, NEW.tax_minor, original.number);
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER document_is_guarded BEFORE INSERT ON document FOR EACH ROW EXECUTE FUNCTION guard_document();

GRANT SELECT, INSERT ON document, document_file TO ${app_role};
GRANT SELECT, INSERT, UPDATE ON document_series TO ${app_role};
