package io.tallyport.inserver.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.inserver.ServerParts;
import io.tallyport.jurisdiction.Place;
import io.tallyport.jurisdiction.Place.Area;
import io.tallyport.jurisdiction.Places;
import io.tallyport.tax.TaxAssessment;
import io.tallyport.tax.TaxBuyer;
import io.tallyport.tax.TaxBuyer.VatIdStatus;
import io.tallyport.tax.TaxSeller;
import io.tallyport.tax.Taxes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** L60: the golden cases' row, code, rate, tax, category and wording, with the places and rates of the database. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class TaxesInServerIT {
    private static final Instant PAID = Instant.parse("2026-03-02T12:00:00Z");
    private static final TaxSeller BERLIN = new TaxSeller("DE", "10115", false, true, Set.of());
    private static final TaxSeller BERLIN_SMALL_SALES = new TaxSeller("DE", "10115", false, false, Set.of());
    private static final TaxSeller BERLIN_IN_BRITAIN = new TaxSeller("DE", "10115", false, true, Set.of("GB"));
    private static final TaxSeller WILMINGTON = new TaxSeller("US", "19801", false, false, Set.of());
    private static final TaxSeller COLOGNE = new TaxSeller("DE", "50667", true, false, Set.of());
    private static final TaxSeller MADRID = new TaxSeller("ES", "28001", false, false, Set.of("ES-CN"));

    @Inject
    private Taxes taxes;

    @Inject
    private Places places;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(TaxesInServerIT.class);
    }

    @Test
    @DisplayName("G01 to G14")
    void goldenCases() {
        golden("G01", BERLIN, consumer("DE", "80331"), "1 DOM_B2C S 19.0000 DE -", 33_33, 6_33);
        golden("G02", BERLIN, business("DE", "20095"), "2 DOM_B2B S 19.0000 DE -", 30_39, 5_77);
        golden("G03", BERLIN, valid("FR", "75001"), "3 EU_RC AE 0.0000 DE VATEX-EU-AE", 500_00, 0);
        golden("G04", BERLIN, business("IT", "00184"), "4 EU_OSS S 22.0000 IT -", 20_57, 4_53);
        golden("G05", BERLIN, consumer("FI", "00100"), "6 EU_OSS S 25.5000 FI -", 10_50, 2_68);
        golden("G06", BERLIN_SMALL_SALES, consumer("NL", "1012 AB"), "7 EU_MICRO S 19.0000 DE -", 27_50, 5_23);
        golden("G07", MADRID, consumer("ES", "35001"), "8 TERR_IGIC L 7.0000 ES-CN -", 149_90, 10_49);
        golden("G08", BERLIN, shown("CH", "8001"), "9 OUT_B2B O null null VATEX-EU-O", 2500_00, 0);
        golden("G09", BERLIN, consumer("NO", "0150"), "10 OUT_B2C O null null VATEX-EU-O", 25_00, 0);
        golden("G10", COLOGNE, consumer("DE", "80331"), "11 SME_EXEMPT E 0.0000 DE -", 100_00, 0);
        golden("G11", WILMINGTON, consumer("EE", "10111"), "13 EU_NONUNION_OSS S 24.0000 EE -", 19_99, 4_80);
        golden("G12", WILMINGTON, valid("NL", "3011 AA"), "14 EU_RC AE 0.0000 null VATEX-EU-AE", 750_00, 0);
        golden("G13", BERLIN_IN_BRITAIN, consumer("GB", "SW1A 1AA"), "15 LOCAL_GB S 20.0000 GB -", 12_37, 2_47);
        golden("G14", BERLIN, shown("US", "73301"), "18 US_NONE O null null VATEX-EU-O", 300_00, 0);
    }

    @Test
    @DisplayName("what documents must say, and where nothing may be said")
    void wordings() {
        assertEquals("Reverse charge", wording(BERLIN, valid("FR", "75001")));
        assertEquals("Not subject to VAT - Art. 44 Directive 2006/112/EC", wording(BERLIN, shown("CH", "8001")));
        assertEquals("Not subject to VAT - Art. 58 Directive 2006/112/EC", wording(BERLIN, consumer("NO", "0150")));
        assertEquals("Kleinunternehmer, keine Umsatzsteuer nach § 19 UStG", wording(COLOGNE, consumer("DE", "80331")));
        assertNull(taxes.assess(BERLIN, business("IT", "00184"), PAID).wording());
    }

    @Test
    @DisplayName("G11 on the day before Estonia's rate rises: the tax point decides")
    void theTaxPointDecides() {
        Instant before = Instant.parse("2025-06-30T20:59:59Z");
        TaxAssessment old = taxes.assess(WILMINGTON, consumer("EE", "10111"), before);
        TaxAssessment risen = taxes.assess(WILMINGTON, consumer("EE", "10111"), before.plusSeconds(1));

        assertEquals(4_40, old.tax(19_99));
        assertEquals(4_80, risen.tax(19_99));
    }

    @Test
    @DisplayName("rows 5, 15 and 17, and a sale that no row knows, are refused in words")
    void whatMayNotBeSold() {
        TaxBuyer unavailable = new TaxBuyer("FR", "75001", true, VatIdStatus.UNAVAILABLE, false);
        assertTrue(refusal(ErrorCode.OVERLOADED, BERLIN, unavailable).contains("try again"));
        assertTrue(refusal(ErrorCode.OVERLOADED, WILMINGTON, unavailable).contains("try again"));
        assertTrue(refusal(BERLIN, consumer("GB", "SW1A 1AA")).contains("not registered"));
        assertTrue(refusal(WILMINGTON, consumer("CH", "8001")).contains("no rule"));
        assertTrue(refusal(BERLIN, consumer("QQ", "1")).contains("no country QQ"));
        TaxSeller inCeuta = new TaxSeller("ES", "28001", false, true, Set.of("ES-CE"));
        assertTrue(refusal(inCeuta, consumer("ES", "51001")).contains("No confirmed tax rate"));
    }

    @Test
    @DisplayName(
            "parts of countries: outside the VAT area by postcode or by a code of their own, inside with another rate")
    void partsOfCountries() {
        assertEquals(new Place("ES", Area.TERRITORY, "ES-CN", "IGIC"), places.find("ES", "35 001", PAID));
        assertEquals(new Place("IT", Area.TERRITORY, null, null), places.find("IT", "23041", PAID));
        assertEquals(new Place("FR", Area.TERRITORY, null, null), places.find("FR", "97110", PAID));
        assertEquals(new Place("FR", Area.TERRITORY, null, null), places.find("GP", "97110", PAID));
        assertEquals(Area.OUTSIDE, places.find("FR", "97133", PAID).area());
        assertEquals(Area.OUTSIDE, places.find("BL", "97133", PAID).area());
        assertEquals(new Place("FI", Area.TERRITORY, null, null), places.find("AX", "22100", PAID));
        assertEquals(new Place("FR", Area.UNION, "FR", "VAT"), places.find("MC", "98000", PAID));
        assertEquals(new Place("GB", Area.OUTSIDE, "GB", "VAT"), places.find("IM", "IM1 1AA", PAID));
        assertEquals(new Place("GR", Area.UNION, "GR", "VAT"), places.find("GR", "105 52", PAID));
        TaxAssessment madeira = taxes.assess(BERLIN, consumer("PT", "9000-042"), PAID);
        assertEquals("22.0000", String.valueOf(madeira.percent()));
        assertEquals("PT-30", madeira.jurisdiction());
    }

    @Test
    @DisplayName("the United Kingdom was in the VAT area to the end of 2020")
    void theUnionAsOfTheDay() {
        assertEquals(
                Area.UNION,
                places.find("GB", "SW1A 1AA", Instant.parse("2020-12-31T22:59:59Z"))
                        .area());
        assertEquals(
                Area.OUTSIDE,
                places.find("GB", "SW1A 1AA", Instant.parse("2020-12-31T23:00:00Z"))
                        .area());
    }

    private void golden(String name, TaxSeller seller, TaxBuyer buyer, String expected, long net, long tax) {
        TaxAssessment found = taxes.assess(seller, buyer, PAID);
        String text = found.row() + " " + found.code() + " " + found.category() + " " + found.percent() + " "
                + found.jurisdiction() + " " + (found.vatex() == null ? "-" : found.vatex());
        assertEquals(expected, text, name);
        assertEquals(tax, found.tax(net), name);
    }

    private String wording(TaxSeller seller, TaxBuyer buyer) {
        return taxes.assess(seller, buyer, PAID).wording().text();
    }

    private String refusal(TaxSeller seller, TaxBuyer buyer) {
        return refusal(ErrorCode.UNPROCESSABLE, seller, buyer);
    }

    private String refusal(ErrorCode code, TaxSeller seller, TaxBuyer buyer) {
        GatewayException refusal = assertThrows(GatewayException.class, () -> taxes.assess(seller, buyer, PAID));
        assertEquals(code, refusal.code());
        return refusal.message();
    }

    private static TaxBuyer consumer(String country, String postcode) {
        return new TaxBuyer(country, postcode, false, VatIdStatus.MISSING, false);
    }

    /** Claims to be a business and shows nothing. */
    private static TaxBuyer business(String country, String postcode) {
        return new TaxBuyer(country, postcode, true, VatIdStatus.MISSING, false);
    }

    private static TaxBuyer valid(String country, String postcode) {
        return new TaxBuyer(country, postcode, true, VatIdStatus.VALID, false);
    }

    /** A business outside the Union with a registration there. */
    private static TaxBuyer shown(String country, String postcode) {
        return new TaxBuyer(country, postcode, true, VatIdStatus.MISSING, true);
    }
}
