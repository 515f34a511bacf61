-- Standard rates of value added tax in the European Union, by the day of the tax point (money.md section 11). A rate change is
-- a new row, never an edit. Figures: vatnode/eu-vat-rates-data, data/eu-vat-rates-history.json (MIT, Copyright (c) vatnode.dev
-- and contributors) at commit 0037d64a471901ae5a21337c6688e5fb0566113d, of 2026-09-23. Days that the source knows two
-- rates for are left out: there is no rate for them.
CREATE TABLE tax_country (
    country    text PRIMARY KEY CHECK (country ~ '^[A-Z]{2}$'),
    time_zone  text NOT NULL
);
COMMENT ON COLUMN tax_country.time_zone IS 'whose midnight begins a day there';
INSERT INTO tax_country (country, time_zone) VALUES
    ('AT', 'Europe/Vienna'), ('BE', 'Europe/Brussels'), ('BG', 'Europe/Sofia'),
    ('CY', 'Asia/Nicosia'), ('CZ', 'Europe/Prague'), ('DE', 'Europe/Berlin'),
    ('DK', 'Europe/Copenhagen'), ('EE', 'Europe/Tallinn'), ('ES', 'Europe/Madrid'),
    ('FI', 'Europe/Helsinki'), ('FR', 'Europe/Paris'), ('GR', 'Europe/Athens'),
    ('HR', 'Europe/Zagreb'), ('HU', 'Europe/Budapest'), ('IE', 'Europe/Dublin'),
    ('IT', 'Europe/Rome'), ('LT', 'Europe/Vilnius'), ('LU', 'Europe/Luxembourg'),
    ('LV', 'Europe/Riga'), ('MT', 'Europe/Malta'), ('NL', 'Europe/Amsterdam'),
    ('PL', 'Europe/Warsaw'), ('PT', 'Europe/Lisbon'), ('RO', 'Europe/Bucharest'),
    ('SE', 'Europe/Stockholm'), ('SI', 'Europe/Ljubljana'), ('SK', 'Europe/Bratislava');

CREATE TABLE standard_tax_rate (
    country     text         NOT NULL REFERENCES tax_country,
    first_day   date         NOT NULL,
    last_day    date         CHECK (last_day >= first_day),
    percent     numeric(7,4) NOT NULL CHECK (percent BETWEEN 0 AND 100),
    source      text         NOT NULL,
    PRIMARY KEY (country, first_day)
);
CREATE FUNCTION refuse_overlapping_rates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM standard_tax_rate r WHERE r.country = NEW.country AND r.first_day <> NEW.first_day
            AND daterange(r.first_day, r.last_day, '[]') && daterange(NEW.first_day, NEW.last_day, '[]')) THEN
        RAISE exclusion_violation USING MESSAGE = format('%s has another standard rate in that time', NEW.country);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER standard_tax_rates_do_not_overlap BEFORE INSERT OR UPDATE ON standard_tax_rate
    FOR EACH ROW EXECUTE FUNCTION refuse_overlapping_rates();
GRANT SELECT ON tax_country, standard_tax_rate TO ${app_role};

INSERT INTO standard_tax_rate (country, first_day, last_day, percent, source) VALUES
    ('AT', '1973-01-01', '1975-12-31', 16, 'booklet'), ('AT', '1976-01-01', '1983-12-31', 18, 'booklet'),
    ('AT', '1984-01-01', null, 20, 'booklet'), ('BE', '1971-01-01', '1977-12-31', 18, 'booklet'),
    ('BE', '1978-01-01', '1981-06-30', 16, 'booklet'), ('BE', '1981-07-01', '1982-12-31', 17, 'booklet'),
    ('BE', '1983-01-01', '1992-03-31', 19, 'booklet'), ('BE', '1992-04-01', '1993-12-31', 19.5, 'booklet'),
    ('BE', '1994-01-01', '1995-12-31', 20.5, 'booklet'), ('BE', '1996-01-01', null, 21, 'booklet'),
    ('BG', '1994-04-01', '1996-06-30', 18, 'booklet'), ('BG', '1996-07-01', '1998-12-31', 22, 'booklet'),
    ('BG', '1999-01-01', null, 20, 'booklet'), ('CY', '1992-07-01', '1993-09-30', 5, 'booklet'),
    ('CY', '1993-10-01', '2000-06-30', 8, 'booklet'), ('CY', '2000-07-01', '2002-06-30', 10, 'booklet'),
    ('CY', '2002-07-01', '2002-12-31', 13, 'booklet'), ('CY', '2003-01-01', '2012-02-29', 15, 'booklet'),
    ('CY', '2012-03-01', '2013-01-13', 17, 'booklet'), ('CY', '2013-01-14', '2014-01-12', 18, 'booklet'),
    ('CY', '2014-01-13', null, 19, 'booklet'), ('CZ', '1993-01-01', '1994-12-31', 23, 'booklet'),
    ('CZ', '1995-01-01', '2004-04-30', 22, 'booklet'), ('CZ', '2004-05-01', '2009-12-31', 19, 'booklet'),
    ('CZ', '2010-01-01', '2012-12-31', 20, 'booklet'), ('CZ', '2013-01-01', null, 21, 'booklet'),
    ('DE', '1968-01-01', '1968-06-30', 10, 'booklet'), ('DE', '1968-07-01', '1977-12-31', 11, 'booklet'),
    ('DE', '1978-01-01', '1979-06-30', 12, 'booklet'), ('DE', '1979-07-01', '1983-06-30', 13, 'booklet'),
    ('DE', '1983-07-01', '1992-12-31', 14, 'booklet'), ('DE', '1993-01-01', '1998-03-31', 15, 'booklet'),
    ('DE', '1998-04-01', '2006-12-31', 16, 'booklet'), ('DE', '2007-01-01', '2020-06-30', 19, 'booklet'),
    ('DE', '2020-07-01', '2020-12-31', 16, 'de-law'), ('DE', '2021-01-01', null, 19, 'de-law'),
    ('DK', '1967-07-03', '1968-03-31', 10, 'booklet'), ('DK', '1968-04-01', '1970-06-28', 12.5, 'booklet'),
    ('DK', '1970-06-29', '1977-10-02', 15, 'booklet'), ('DK', '1977-10-03', '1978-09-30', 18, 'booklet'),
    ('DK', '1978-10-01', '1980-06-29', 20.25, 'booklet'), ('DK', '1980-06-30', '1991-12-31', 22, 'booklet'),
    ('DK', '1992-01-01', null, 25, 'booklet'), ('EE', '1991-01-10', '1991-12-31', 7, 'ee-ministry'),
    ('EE', '1992-01-01', '1992-06-19', 10, 'ee-ministry'), ('EE', '1992-06-20', '2009-06-30', 18, 'ee-ministry'),
    ('EE', '2009-07-01', '2023-12-31', 20, 'booklet'), ('EE', '2024-01-01', '2025-06-30', 22, 'tedb'),
    ('EE', '2025-07-01', null, 24, 'tedb'), ('ES', '1986-01-01', '1991-12-31', 12, 'booklet'),
    ('ES', '1992-01-01', '1992-07-31', 13, 'booklet'), ('ES', '1992-08-01', '1994-12-31', 15, 'booklet'),
    ('ES', '1995-01-01', '2010-06-30', 16, 'booklet'), ('ES', '2010-07-01', '2012-08-31', 18, 'booklet'),
    ('ES', '2012-09-01', null, 21, 'booklet'), ('FI', '1994-06-01', '2010-06-30', 22, 'booklet'),
    ('FI', '2010-07-01', '2012-12-31', 23, 'booklet'), ('FI', '2013-01-01', '2024-08-31', 24, 'booklet'),
    ('FI', '2024-09-01', null, 25.5, 'tedb'), ('FR', '1968-01-01', '1968-11-30', 16.66, 'booklet'),
    ('FR', '1968-12-01', '1969-12-31', 19, 'booklet'), ('FR', '1970-01-01', '1972-12-31', 23, 'booklet'),
    ('FR', '1973-01-01', '1976-12-31', 20, 'booklet'), ('FR', '1977-01-01', '1982-06-30', 17.6, 'booklet'),
    ('FR', '1982-07-01', '1995-07-31', 18.6, 'booklet'), ('FR', '1995-08-01', '2000-03-31', 20.6, 'booklet'),
    ('FR', '2000-04-01', '2013-12-31', 19.6, 'booklet'), ('FR', '2014-01-01', null, 20, 'booklet'),
    ('GR', '1987-01-01', '1987-12-31', 18, 'booklet'), ('GR', '1988-01-01', '1990-04-27', 16, 'booklet'),
    ('GR', '1990-04-28', '2005-03-31', 18, 'booklet'), ('GR', '2005-04-01', '2010-03-14', 19, 'booklet'),
    ('GR', '2010-03-15', '2010-06-30', 21, 'booklet'), ('GR', '2010-07-01', '2016-05-31', 23, 'booklet'),
    ('GR', '2016-06-01', null, 24, 'booklet'), ('HR', '1998-08-01', '2009-07-31', 22, 'booklet'),
    ('HR', '2009-08-01', '2012-02-29', 23, 'booklet'), ('HR', '2012-03-01', null, 25, 'booklet'),
    ('HU', '1988-01-01', '2005-12-31', 25, 'booklet'), ('HU', '2006-01-01', '2009-06-30', 20, 'booklet'),
    ('HU', '2009-07-01', '2011-12-31', 25, 'booklet'), ('HU', '2012-01-01', null, 27, 'booklet'),
    ('IE', '1972-11-01', '1973-09-02', 16.37, 'booklet'), ('IE', '1973-09-03', '1976-02-29', 19.5, 'booklet'),
    ('IE', '1976-03-01', '1980-04-30', 20, 'booklet'), ('IE', '1980-05-01', '1982-04-30', 25, 'booklet'),
    ('IE', '1982-05-01', '1983-02-28', 30, 'booklet'), ('IE', '1983-03-01', '1983-04-30', 35, 'booklet'),
    ('IE', '1985-03-01', '1986-02-28', 23, 'booklet'), ('IE', '1986-03-01', '1990-02-28', 25, 'booklet'),
    ('IE', '1990-03-01', '1991-02-28', 23, 'booklet'), ('IE', '1991-03-01', '2000-12-31', 21, 'booklet'),
    ('IE', '2001-01-01', '2002-02-28', 20, 'booklet'), ('IE', '2002-03-01', '2008-11-30', 21, 'booklet'),
    ('IE', '2008-12-01', '2009-12-31', 21.5, 'booklet'), ('IE', '2010-01-01', '2011-12-31', 21, 'booklet'),
    ('IE', '2012-01-01', '2020-08-31', 23, 'booklet'), ('IE', '2020-09-01', '2021-02-28', 21, 'tedb'),
    ('IE', '2021-03-01', null, 23, 'tedb'), ('IT', '1973-01-01', '1977-02-07', 12, 'booklet'),
    ('IT', '1977-02-08', '1980-07-02', 14, 'booklet'), ('IT', '1980-07-03', '1980-10-31', 15, 'booklet'),
    ('IT', '1980-11-01', '1980-12-31', 14, 'booklet'), ('IT', '1981-01-01', '1982-08-04', 15, 'booklet'),
    ('IT', '1982-08-05', '1988-07-31', 18, 'booklet'), ('IT', '1988-08-01', '1997-09-30', 19, 'booklet'),
    ('IT', '1997-10-01', '2011-09-16', 20, 'booklet'), ('IT', '2011-09-17', '2013-09-30', 21, 'booklet'),
    ('IT', '2013-10-01', null, 22, 'booklet'), ('LT', '1994-05-01', '2008-12-31', 18, 'booklet'),
    ('LT', '2009-01-01', '2009-08-31', 19, 'booklet'), ('LT', '2009-09-01', null, 21, 'booklet'),
    ('LU', '1970-01-01', '1970-12-31', 8, 'booklet'), ('LU', '1971-01-01', '1983-06-30', 10, 'booklet'),
    ('LU', '1983-07-01', '1991-12-31', 12, 'booklet'), ('LU', '1992-01-01', '2014-12-31', 15, 'booklet'),
    ('LU', '2015-01-01', '2022-12-31', 17, 'booklet'), ('LU', '2023-01-01', '2023-12-31', 16, 'tedb'),
    ('LU', '2024-01-01', null, 17, 'tedb'), ('LV', '1995-05-01', '2008-12-31', 18, 'booklet'),
    ('LV', '2009-01-01', '2010-12-31', 21, 'booklet'), ('LV', '2011-01-01', '2012-06-30', 22, 'booklet'),
    ('LV', '2012-07-01', null, 21, 'booklet'), ('MT', '1995-01-01', '2003-12-31', 15, 'booklet'),
    ('MT', '2004-01-01', null, 18, 'booklet'), ('NL', '1969-01-01', '1970-12-31', 12, 'booklet'),
    ('NL', '1971-01-01', '1972-12-31', 14, 'booklet'), ('NL', '1973-01-01', '1975-12-31', 16, 'booklet'),
    ('NL', '1976-01-01', '1983-12-31', 18, 'booklet'), ('NL', '1984-01-01', '1986-09-30', 19, 'booklet'),
    ('NL', '1986-10-01', '1988-12-31', 20, 'booklet'), ('NL', '1989-01-01', '1992-09-30', 18.5, 'booklet'),
    ('NL', '1992-10-01', '2000-12-31', 17.5, 'booklet'), ('NL', '2001-01-01', '2012-09-30', 19, 'booklet'),
    ('NL', '2012-10-01', null, 21, 'booklet'), ('PL', '1993-07-05', '2010-12-31', 22, 'booklet'),
    ('PL', '2011-01-01', null, 23, 'booklet'), ('PT', '1986-01-01', '1988-01-31', 16, 'booklet'),
    ('PT', '1988-02-01', '2002-06-04', 17, 'booklet'), ('PT', '2002-06-05', '2005-06-30', 19, 'booklet'),
    ('PT', '2005-07-01', '2008-06-30', 21, 'booklet'), ('PT', '2008-07-01', '2010-06-30', 20, 'booklet'),
    ('PT', '2010-07-01', '2010-12-31', 21, 'booklet'), ('PT', '2011-01-01', null, 23, 'booklet'),
    ('RO', '1993-07-01', '1998-01-31', 18, 'booklet'), ('RO', '1998-02-01', '1999-12-31', 22, 'booklet'),
    ('RO', '2000-01-01', '2010-06-30', 19, 'booklet'), ('RO', '2010-07-01', '2015-12-31', 24, 'booklet'),
    ('RO', '2016-01-01', '2016-12-31', 20, 'booklet'), ('RO', '2017-01-01', '2025-07-31', 19, 'tedb'),
    ('RO', '2025-08-01', null, 21, 'tedb'), ('SE', '1969-01-01', '1970-12-31', 11.11, 'booklet'),
    ('SE', '1971-01-01', '1977-05-31', 17.65, 'booklet'), ('SE', '1977-06-01', '1980-09-07', 20.63, 'booklet'),
    ('SE', '1980-09-08', '1981-11-15', 23.46, 'booklet'), ('SE', '1981-11-16', '1982-12-31', 21.51, 'booklet'),
    ('SE', '1983-01-01', '1990-06-30', 23.46, 'booklet'), ('SE', '1990-07-01', null, 25, 'booklet'),
    ('SI', '1999-07-01', '2001-12-31', 19, 'booklet'), ('SI', '2002-01-01', '2013-06-30', 20, 'booklet'),
    ('SI', '2013-07-01', null, 22, 'booklet'), ('SK', '1993-01-01', '1993-07-31', 23, 'booklet'),
    ('SK', '1993-08-01', '1995-12-31', 25, 'booklet'), ('SK', '1996-01-01', '2002-12-31', 23, 'booklet'),
    ('SK', '2003-01-01', '2003-12-31', 20, 'booklet'), ('SK', '2004-01-01', '2010-12-31', 19, 'booklet'),
    ('SK', '2011-01-01', '2024-12-31', 20, 'booklet'), ('SK', '2025-01-01', null, 23, 'tedb');
