package io.tallyport.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.document.InvoiceContent;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the golden invoices say, identifiers that are absent included. */
class GoldenInvoicesTest {

    @ParameterizedTest
    @DisplayName(
            "L60, G01 to G14: category, rate, amounts, reason, and which identifiers stand there and which must not")
    @CsvSource(delimiter = '|', textBlock = """
            G01 | S 19 VAT 33.33 6.33 39.66 EUR    | -           | -              | DE100000016 - HRB 000001 B | - -
            G02 | S 19 VAT 30.39 5.77 36.16 EUR    | -           | -              | DE100000016 - HRB 000001 B | DE100000024 -
            G03 | AE 0 VAT 500.00 0.00 500.00 EUR  | VATEX-EU-AE | Reverse charge | DE100000016 - HRB 000001 B | FR88100000009 -
            G04 | S 22 VAT 20.57 4.53 25.10 EUR    | -           | -              | DE100000016 - HRB 000001 B | - -
            G05 | S 25.5 VAT 10.50 2.68 13.18 EUR  | -           | -              | DE100000016 - HRB 000001 B | - -
            G06 | S 19 VAT 27.50 5.23 32.73 EUR    | -           | -              | DE100000016 - HRB 000001 B | - -
            G07 | L 7 IGIC 149.90 10.49 160.39 EUR | -           | -              | ESB00000018 - -            | - -
            G08 | O - VAT 2500.00 0.00 2500.00 EUR | VATEX-EU-O  | Not subject to VAT - Art. 44 Directive 2006/112/EC | - - HRB 000001 B | - CHE-100.000.012
            G09 | O - VAT 25.00 0.00 25.00 EUR     | VATEX-EU-O  | Not subject to VAT - Art. 58 Directive 2006/112/EC | - - HRB 000001 B | - -
            G10 | E 0 VAT 100.00 0.00 100.00 EUR   | -           | Kleinunternehmer, keine Umsatzsteuer nach § 19 UStG | - 12/345/67890 HRA 000002 | - -
            G11 | S 24 VAT 19.99 4.80 24.79 EUR    | -           | -              | - EU276000017 0000001      | - -
            G12 | AE 0 VAT 750.00 0.00 750.00 EUR  | VATEX-EU-AE | Reverse charge | - 00-0000001 0000001       | NL100000010B01 -
            G13 | S 20 VAT 12.37 2.47 14.84 GBP    | -           | -              | GB100000187 - HRB 000001 B | - -
            G14 | O - VAT 300.00 0.00 300.00 USD   | VATEX-EU-O  | Not subject to VAT - Art. 44 Directive 2006/112/EC | - - HRB 000001 B | - 0000014
            """)
    void saysWhatTheGoldenTableSays(
            String name, String figures, String vatex, String wording, String seller, String buyer) {
        InvoiceContent said = GoldenInvoices.invoice(name);
        InvoiceContent.Tax tax = said.tax();
        assertThat(words(
                        tax.category(),
                        tax.percent() == null ? null : tax.percent().toPlainString(),
                        tax.name(),
                        money(said.net()),
                        money(tax.amount()),
                        money(said.gross()),
                        said.currency()))
                .isEqualTo(figures);
        assertThat(words(tax.vatex())).isEqualTo(vatex);
        assertThat(words(tax.wording())).isEqualTo(wording);
        assertThat(words(
                        said.seller().vatId(),
                        said.seller().taxRegistration(),
                        said.seller().legalRegistration()))
                .isEqualTo(seller);
        assertThat(words(said.buyer().vatId(), said.buyer().legalRegistration()))
                .isEqualTo(buyer);
        assertThat(said.due()).isZero();
        assertThat(said.issued()).isEqualTo(said.taxPoint()).isEqualTo(GoldenInvoices.DAY);
    }

    @Test
    @DisplayName("D5: out of scope the seller's VAT identifier stands on the page only")
    void thePageShowsWhatTheXmlMustNot() {
        assertThat(GoldenInvoices.invoice("G08").seller().printedVatId()).isEqualTo("DE100000016");
        assertThat(GoldenInvoices.invoice("G01").seller().printedVatId()).isNull();
    }

    @Test
    @DisplayName("G03, G12: reverse charge in the buyer's language too")
    void reverseChargeIsSaidInTheBuyersLanguage() {
        assertThat(GoldenInvoices.invoice("G03").tax().localWording()).isEqualTo("Autoliquidation");
        assertThat(GoldenInvoices.invoice("G12").tax().localWording()).isEqualTo("Btw verlegd");
    }

    @Test
    @DisplayName("G05: a bonus is named and carries no amount")
    void aBonusIsNamedOnly() {
        assertThat(GoldenInvoices.invoice("G05").lines())
                .containsExactly(new InvoiceContent.Line(
                        "API credit package", "25 credits, with 2.5 bonus credits free of charge", 1, 1050, 1050));
    }

    @ParameterizedTest
    @DisplayName("what replaces a credit note says so in every language of the sheet")
    @CsvSource({
        "en, this invoice replaces the credit note",
        "de, ersetzt die Rechnungskorrektur",
        "fr, remplace la facture d'avoir",
        "es, sustituye a la factura rectificativa"
    })
    void aReplacementSaysSo(String language, String words) {
        InvoiceContent.Corrected replaces = Objects.requireNonNull(
                GoldenInvoices.replacement(1, 90, language).corrects());
        assertThat(replaces.number()).isEqualTo("TPC-2026-000002");
        assertThat(replaces.reason()).contains(words);
    }

    private static String words(@Nullable String... all) {
        return Stream.of(all).map(one -> one == null ? "-" : one).collect(Collectors.joining(" "));
    }

    private static String money(long minor) {
        return java.math.BigDecimal.valueOf(minor, 2).toPlainString();
    }
}
