-- Who sells, who buys, and how their sales are taxed (money.md sections 11 and 12). Documents and lots point to snapshots: what
-- stands here may change, they never do.
CREATE TABLE seller (
    id                  bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code                text    NOT NULL UNIQUE CHECK (code ~ '^[A-Z0-9]{1,10}$'),
    name                text    NOT NULL CHECK (name <> ''),
    street              text    NOT NULL,
    postcode            text    NOT NULL,
    city                text    NOT NULL,
    country             text    NOT NULL REFERENCES country,
    time_zone           text    NOT NULL,
    legal_registration  text,
    tax_number          text,
    is_small_business   boolean NOT NULL DEFAULT false,
    taxes_at_buyer      boolean NOT NULL DEFAULT false,
    bank_name           text,
    iban                text,
    bic                 text,
    created_at          timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN seller.code IS 'begins the numbers of its documents';
COMMENT ON COLUMN seller.time_zone IS 'whose day dates its documents';
COMMENT ON COLUMN seller.is_small_business IS 'under its country''s small-business scheme';
COMMENT ON COLUMN seller.taxes_at_buyer IS
    'charges consumers of other member states their own country''s tax by choice, below the threshold of Art. 59c too';

-- Dated; an end is a change of the row, a new number a new row.
CREATE TABLE seller_registration (
    seller_id     bigint NOT NULL REFERENCES seller,
    kind          text   NOT NULL CHECK (kind IN ('VAT', 'OSS_UNION', 'OSS_NON_UNION', 'LOCAL')),
    jurisdiction  text   NOT NULL,
    number        text   NOT NULL CHECK (number <> ''),
    first_day     date   NOT NULL DEFAULT '2000-01-01',
    last_day      date   CHECK (last_day >= first_day),
    PRIMARY KEY (seller_id, kind, jurisdiction, first_day)
);
COMMENT ON COLUMN seller_registration.jurisdiction IS 'of tax_jurisdiction; the scheme''s country for one-stop shops';
COMMENT ON COLUMN seller_registration.kind IS 'LOCAL: the tax of a place outside the seller''s country, such as GB or ES-CN';

-- What consumers of other member states bought of a seller in a calendar year: above EUR 10,000 net, in both this year and the
-- last, their own country taxes them, the sale that crosses it included.
CREATE TABLE cross_border_sales (
    seller_id  bigint  NOT NULL REFERENCES seller,
    year       integer NOT NULL CHECK (year BETWEEN 2000 AND 2999),
    eur_minor  bigint  NOT NULL DEFAULT 0 CHECK (eur_minor >= 0),
    PRIMARY KEY (seller_id, year)
);

CREATE TABLE billing_profile (
    organisation_id     bigint      NOT NULL REFERENCES organisation,
    version             integer     NOT NULL CHECK (version > 0),
    name                text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    street              text        NOT NULL CHECK (length(street) <= 200),
    postcode            text        NOT NULL CHECK (length(postcode) <= 20),
    city                text        NOT NULL CHECK (length(city) BETWEEN 1 AND 100),
    region              text        CHECK (length(region) <= 100),
    country             text        NOT NULL REFERENCES country,
    is_business         boolean     NOT NULL,
    vat_id              text        CHECK (vat_id ~ '^[A-Z]{2}[0-9A-Z+*]{2,13}$'),
    legal_registration  text        CHECK (length(legal_registration) BETWEEN 1 AND 50),
    language            text        NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'de', 'fr', 'es')),
    purchase_order      text        CHECK (length(purchase_order) BETWEEN 1 AND 100),
    reference           text        CHECK (length(reference) BETWEEN 1 AND 100),
    actor               text        NOT NULL CHECK (actor <> ''),
    created_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (organisation_id, version)
);
COMMENT ON TABLE billing_profile IS 'a change is a new version; the highest one counts';
CREATE TRIGGER billing_profile_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing_profile
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the register of VAT identifiers said, kept as proof. UNAVAILABLE is no verdict.
CREATE TABLE vat_id_check (
    id                   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    vat_id               text        NOT NULL,
    requester            text,
    outcome              text        NOT NULL CHECK (outcome IN ('VALID', 'INVALID', 'UNAVAILABLE')),
    consultation_number  text,
    name                 text,
    address              text,
    reason               text,
    checked_at           timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN vat_id_check.requester IS 'our own VAT identifier, for which the register gives a consultation number';
COMMENT ON COLUMN vat_id_check.reason IS 'why the register was unavailable, in its code or ours';
CREATE INDEX vat_id_check_newest ON vat_id_check (vat_id, checked_at DESC);
CREATE TRIGGER vat_id_check_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON vat_id_check
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- How one sale was taxed and why, frozen with its quote. The content is JSON as it was hashed, byte for byte.
CREATE TABLE tax_snapshot (
    id            bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rule_set      text         NOT NULL,
    rule_row      smallint     NOT NULL,
    code          text         NOT NULL,
    category      text         NOT NULL CHECK (category IN ('S', 'AE', 'O', 'L', 'M', 'E')),
    percent       numeric(7,4) CHECK (percent BETWEEN 0 AND 100),
    jurisdiction  text,
    tax_name      text,
    vatex         text,
    wording       text,
    tax_point     timestamptz  NOT NULL,
    currency      text         NOT NULL REFERENCES currency,
    net_minor     bigint       NOT NULL CHECK (net_minor > 0),
    tax_minor     bigint       NOT NULL CHECK (tax_minor >= 0),
    content       text         NOT NULL,
    sha256        bytea        NOT NULL CHECK (sha256 = sha256(convert_to(content, 'UTF8'))),
    created_at    timestamptz  NOT NULL DEFAULT clock_timestamp(),
    -- one rounding, half up, by the same arithmetic as everywhere
    CHECK (tax_minor = round(net_minor * coalesce(percent, 0) / 100)),
    CHECK ((percent IS NULL) = (category = 'O'))
);
CREATE TRIGGER tax_snapshot_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tax_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE ON seller, seller_registration, cross_border_sales TO ${app_role};
GRANT SELECT, INSERT ON billing_profile, vat_id_check, tax_snapshot TO ${app_role};
