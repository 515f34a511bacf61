package io.tallyport.einvoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.document.InvoiceContent;
import io.tallyport.einvoice.CiiReading.Term;
import io.tallyport.invoicing.GoldenInvoices;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden invoices pass, as CII and as UBL; each mutation of them is refused before it could have a number. */
class GateTest {
    private static final Gate GATE = new Gate();
    private static final Schematron OFFICIAL = GATE.official();
    private static final Schematron OFFICIAL_UBL = new Schematron("UBL");

    static Stream<String> golden() {
        return GoldenInvoices.names().stream();
    }

    @ParameterizedTest
    @MethodSource("golden")
    @DisplayName(
            "L61: a golden invoice passes our rules and EN 16931 Schematron 1.3.16, without a warning, in both syntaxes")
    void aGoldenInvoicePasses(String name) {
        InvoiceContent invoice = GoldenInvoices.invoice(name);
        assertThat(GATE.check(invoice, Credited.NONE)).isEmpty();
        assertThat(OFFICIAL_UBL.check(Ubl.write(invoice))).isEmpty();
        assertThat(Cii.write(invoice)).isEqualTo(Cii.write(invoice));
    }

    @ParameterizedTest
    @MethodSource("golden")
    @DisplayName("L65: the XML says what the document says, and no identifier more")
    void theXmlSaysWhatTheDocumentSays(String name) {
        InvoiceContent invoice = GoldenInvoices.invoice(name);
        CiiReading said = CiiReading.of(Cii.write(invoice));
        assertThat(said.text(Term.SELLER_VAT_ID)).isEqualTo(invoice.seller().vatId());
        assertThat(said.text(Term.SELLER_TAX_REGISTRATION))
                .isEqualTo(invoice.seller().taxRegistration());
        assertThat(said.text(Term.SELLER_LEGAL_REGISTRATION))
                .isEqualTo(invoice.seller().legalRegistration());
        assertThat(said.text(Term.BUYER_VAT_ID)).isEqualTo(invoice.buyer().vatId());
        assertThat(said.text(Term.BUYER_LEGAL_REGISTRATION))
                .isEqualTo(invoice.buyer().legalRegistration());
        assertThat(said.text(Term.TAX_REASON)).isEqualTo(invoice.tax().wording());
        assertThat(said.text(Term.TAX_VATEX)).isEqualTo(invoice.tax().vatex());
        assertThat(said.text(Term.NUMBER)).isEqualTo(invoice.number());
        assertThat(said.all(Term.LINE_RATE))
                .hasSize(invoice.tax().percent() == null ? 0 : invoice.lines().size());
    }

    @ParameterizedTest
    @CsvSource({"0, 89", "1, 90", "2, 89"})
    @DisplayName("L66: three credit notes on G05 carry 0.89, 0.90 and 0.89, name their invoice, and pass")
    void partsOfTheTaxAddUp(int before, long tax) {
        InvoiceContent note = GoldenInvoices.creditNote(before, tax);
        assertThat(GATE.check(note, GoldenInvoices.credited(before))).isEmpty();
        assertThat(OFFICIAL_UBL.check(Ubl.write(note))).isEmpty();
        CiiReading said = CiiReading.of(Cii.write(note));
        assertThat(said.text(Term.TYPE)).isEqualTo("381");
        assertThat(said.text(Term.CORRECTS)).isEqualTo("TP-2026-000005");
        assertThat(said.text(Term.CORRECTS_OF)).isEqualTo("20260302");
    }

    @Test
    @DisplayName("L66: 0.89 three times would leave tax behind: refused")
    void taxOfTheSecondNoteIsNotThatOfTheFirst() {
        assertThat(GATE.check(GoldenInvoices.creditNote(1, 89), GoldenInvoices.credited(1)))
                .isNotEmpty();
    }

    @Test
    @DisplayName("an invoice that replaces a credit note names it, carries its tax, and passes")
    void aReplacementPasses() {
        InvoiceContent again = GoldenInvoices.replacement(1, 90, "en");
        assertThat(GATE.check(again, GoldenInvoices.credited(1))).isEmpty();
        assertThat(OFFICIAL_UBL.check(Ubl.write(again))).isEmpty();
        CiiReading said = CiiReading.of(Cii.write(again));
        assertThat(said.text(Term.TYPE)).isEqualTo("380");
        assertThat(said.text(Term.CORRECTS)).isEqualTo("TPC-2026-000002");
        assertThat(said.text(Term.CORRECTS_OF)).isEqualTo("20260302");
        assertThat(new String(Ubl.write(again), StandardCharsets.UTF_8))
                .contains("<cac:InvoiceDocumentReference><cbc:ID>TPC-2026-000002</cbc:ID>");
    }

    @ParameterizedTest
    @DisplayName(
            "a replacement of another type, that names nothing or something else, or whose tax is another is refused")
    @CsvSource(delimiter = '|', textBlock = """
            <ram:TypeCode>380 => <ram:TypeCode>381
            TPC-2026-000002 => TPC-2026-000001
            <qdt:DateTimeString format="102">20260302 => <qdt:DateTimeString format="102">20260301
            <ram:IssuerAssignedID>TPC-2026-000002</ram:IssuerAssignedID> =>
            0.90</ram:CalculatedAmount> => 0.89</ram:CalculatedAmount> ; 0.90</ram:TaxTotalAmount> => 0.89</ram:TaxTotalAmount> ; 4.40< => 4.39<
            """)
    void aWrongReplacementIsRefused(String changes) {
        InvoiceContent again = GoldenInvoices.replacement(1, 90, "en");
        byte[] changed = changed(Cii.write(again), changes);
        assertThat(OwnRules.check(CiiReading.of(changed), again, GoldenInvoices.credited(1)))
                .isNotEmpty();
    }

    @Test
    @DisplayName("an invoice for a sale that names another document is refused, as is a credit note that names none")
    void onlyCorrectionsNameADocument() {
        InvoiceContent invoice = GoldenInvoices.invoice("G05");
        byte[] naming = changed(
                Cii.write(invoice),
                "</ram:SpecifiedTradeSettlementHeaderMonetarySummation> => </ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
                        + "<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>X</ram:IssuerAssignedID></ram:InvoiceReferencedDocument>");
        assertThat(OwnRules.check(CiiReading.of(naming), invoice, Credited.NONE))
                .isNotEmpty();
        InvoiceContent note = GoldenInvoices.creditNote(0, 89);
        byte[] silent = changed(Cii.write(note), "<ram:IssuerAssignedID>TP-2026-000005</ram:IssuerAssignedID> =>");
        assertThat(OwnRules.check(CiiReading.of(silent), note, Credited.NONE)).isNotEmpty();
    }

    @Test
    @DisplayName("L66: after parts that failed, a part's tax may be 0, never less")
    void theTaxOfAPartIsNotBelowZero() {
        InvoiceContent note = GoldenInvoices.creditNote(0, 0);
        assertThat(GATE.check(note, new Credited(0, 90))).isEmpty();
    }

    /** {@code official}: whether the Schematron refuses it too. */
    @ParameterizedTest
    @DisplayName("L60, L61, L62: M1 to M6 and the further refusals")
    @CsvSource(delimiter = '|', textBlock = """
            M1 | G03 | <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR88100000009</ram:ID></ram:SpecifiedTaxRegistration> => | true
            M2 | G03 | <ram:ExemptionReason>Reverse charge</ram:ExemptionReason> => ; <ram:ExemptionReasonCode>VATEX-EU-AE</ram:ExemptionReasonCode> => ; <ram:CategoryCode>AE => <ram:CategoryCode>Z | false
            M3 | G08 | <ram:SpecifiedLegalOrganization><ram:ID>HRB 000001 B</ram:ID></ram:SpecifiedLegalOrganization> => <ram:SpecifiedLegalOrganization><ram:ID>HRB 000001 B</ram:ID></ram:SpecifiedLegalOrganization> ; Berlin</ram:CityName><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress> => Berlin</ram:CityName><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress><ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE100000016</ram:ID></ram:SpecifiedTaxRegistration> | true
            M4 | G08 | <ram:CategoryCode>O</ram:CategoryCode></ram:ApplicableTradeTax><ram:SpecifiedTradeSettlementLineMonetarySummation> => <ram:CategoryCode>O</ram:CategoryCode><ram:RateApplicablePercent>0</ram:RateApplicablePercent></ram:ApplicableTradeTax><ram:SpecifiedTradeSettlementLineMonetarySummation> | true
            M5 | G01 | <ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount> => <ram:TypeCode>VAT</ram:TypeCode><ram:ExemptionReason>for no reason</ram:ExemptionReason><ram:BasisAmount> | true
            M6 | G05 | 2.68</ram:CalculatedAmount> => 2.69</ram:CalculatedAmount> ; 2.68</ram:TaxTotalAmount> => 2.69</ram:TaxTotalAmount> ; 13.18< => 13.19< | false
            M6, by a unit | G05 | 2.68</ram:CalculatedAmount> => 3.67</ram:CalculatedAmount> ; 2.68</ram:TaxTotalAmount> => 3.67</ram:TaxTotalAmount> ; 13.18< => 14.17< | false
            K  | G03 | <ram:CategoryCode>AE => <ram:CategoryCode>K ; VATEX-EU-AE => VATEX-EU-IC | -
            G  | G08 | <ram:CategoryCode>O</ram:CategoryCode> => <ram:CategoryCode>G</ram:CategoryCode> ; VATEX-EU-O => VATEX-EU-G | -
            BT-119 only | G08 | </ram:TaxPointDate> => </ram:TaxPointDate><ram:RateApplicablePercent>0</ram:RateApplicablePercent> | false
            BR-CO-09 | G11 | schemeID="FC" => schemeID="VA" | true
            """)
    void aMutationIsRefused(String what, String name, String changes, String official) {
        InvoiceContent invoice = GoldenInvoices.invoice(name);
        byte[] changed = changed(Cii.write(invoice), changes);
        assertThat(OwnRules.check(CiiReading.of(changed), invoice, Credited.NONE))
                .as("our own rules")
                .isNotEmpty();
        List<String> found = OFFICIAL.check(changed);
        if (official.equals("true")) {
            assertThat(found).as("the Schematron").isNotEmpty();
        }
        if (official.equals("false")) {
            assertThat(found).as("the Schematron lets it pass").isEmpty();
        }
    }

    @ParameterizedTest
    @DisplayName("L62: every total is computed again to the minor unit, also where the Schematron lets a unit pass")
    @CsvSource({
        "LineTotalAmount, 10.50",
        "BasisAmount, 10.50",
        "TaxBasisTotalAmount, 10.50",
        "CalculatedAmount, 2.68",
        "TaxTotalAmount, 2.68",
        "GrandTotalAmount, 13.18",
        "TotalPrepaidAmount, 13.18",
        "DuePayableAmount, 0.00"
    })
    void everyTotalIsExact(String element, BigDecimal right) {
        InvoiceContent invoice = GoldenInvoices.invoice("G05");
        String xml = new String(Cii.write(invoice), StandardCharsets.UTF_8);
        for (String off : List.of("0.01", "-0.01", "1.00", "-0.99")) {
            String end = "</ram:" + element + ">";
            BigDecimal wrong = right.add(new BigDecimal(off));
            assertThat(xml).contains(right + end);
            byte[] changed = xml.replace(right + end, wrong + end).getBytes(StandardCharsets.UTF_8);
            assertThat(OwnRules.check(CiiReading.of(changed), invoice, Credited.NONE))
                    .as(wrong.toString())
                    .isNotEmpty();
        }
    }

    private static byte[] changed(byte[] xml, String changes) {
        String text = new String(xml, StandardCharsets.UTF_8);
        for (String change : changes.split(" ; ")) {
            String[] sides = change.split(" => ?", 2);
            assertThat(text).contains(sides[0].strip());
            text = text.replace(sides[0].strip(), sides[1].strip());
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("a run of the gate takes milliseconds once it is warm")
    void aWarmRunIsShort() {
        InvoiceContent invoice = GoldenInvoices.invoice("G01");
        for (int i = 0; i < 20; i++) {
            GATE.check(invoice, Credited.NONE);
        }
        long began = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            GATE.check(invoice, Credited.NONE);
        }
        Duration each = Duration.ofNanos((System.nanoTime() - began) / 20);
        System.out.println("[gate] a warm run takes " + each.toNanos() / 1000 + " µs");
        assertThat(each).isLessThan(Duration.ofMillis(500));
    }
}
