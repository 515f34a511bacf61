package io.tallyport.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.bed.ledger.SoldOrders;
import io.tallyport.currency.ExchangeRates;
import io.tallyport.document.Cause;
import io.tallyport.document.Document;
import io.tallyport.document.DocumentFile;
import io.tallyport.document.DocumentFile.Kind;
import io.tallyport.document.DocumentType;
import io.tallyport.document.Documents;
import io.tallyport.document.InvoiceContent;
import io.tallyport.document.ReceiptContent;
import io.tallyport.document.StatementContent;
import io.tallyport.error.GatewayException;
import io.tallyport.invoicing.Making.Outcome.State;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From a credited order and its refunds to documents and their files, over the real books. */
class DocumentsIT {
    private static final long CREDIT = SoldOrders.CREDIT;

    private final OrderDocuments orders = new OrderDocuments();
    private final SoldOrders sold = orders.sold;
    private final BareLedger ledger = orders.ledger;
    private final Documents documents = orders.documents;
    private final String code = sold.code;
    private final long organisation = sold.organisation;
    private final long seller = sold.seller;

    @Test
    @DisplayName("G05, L65: quote = charge = XML = ledger; the receipt names the invoice and the balance after")
    void anOrderGetsItsInvoiceAndReceipt() {
        long order = sold.g05();
        assertThat(orders.queued(order, null)).containsExactly("INVOICE", "RECEIPT");
        assertThat(make(DocumentType.RECEIPT, order).state())
                .as("not before the invoice")
                .isEqualTo(State.WAITS);
        Document invoice = made(DocumentType.INVOICE, order);
        assertThat(invoice.number()).startsWith(code + "-").endsWith("-000001");
        assertThat(List.of(invoice.net(), invoice.tax(), invoice.gross())).containsExactly(10_50L, 2_68L, 13_18L);
        assertThat(orders.text(invoice, Kind.CII))
                .contains(
                        "<ram:GrandTotalAmount>13.18</ram:GrandTotalAmount>",
                        ">2.68</ram:TaxTotalAmount>",
                        "DE100000016");
        assertThat(orders.text(invoice, Kind.UBL)).contains(invoice.number());
        assertThat(invoice.files()).containsExactlyInAnyOrder(Kind.CII, Kind.UBL, Kind.PDF);
        assertThat(ledger.entries(sold.transaction(order)))
                .contains("P1 1100 -> 2100 1050 EUR", "P1 1100 -> 2200 268 EUR");

        ReceiptContent receipt = (ReceiptContent) documents.content(made(DocumentType.RECEIPT, order));
        assertThat(receipt.invoice()).isEqualTo(invoice.number());
        assertThat(receipt.paid()).isEqualTo(13_18);
        assertThat(receipt.balanceAfterNano()).isEqualTo(ledger.balance(organisation));
    }

    @Test
    @DisplayName(
            "a page that cannot be drawn or stored leaves the document its number; done again it takes no second one")
    void aFailureAfterTheNumberKeepsIt() {
        long order = sold.g05();
        sold.asOwner("CREATE TRIGGER disk_full BEFORE INSERT ON document_file FOR EACH ROW WHEN (NEW.kind = 'PDF')"
                + " EXECUTE FUNCTION refuse_change()");
        try {
            assertThatThrownBy(() -> make(DocumentType.INVOICE, order)).isInstanceOf(RuntimeException.class);
        } finally {
            sold.asOwner("DROP TRIGGER disk_full ON document_file");
        }
        Document issued =
                documents.find(orders.cause(DocumentType.INVOICE, order)).orElseThrow();
        assertThat(issued.files()).containsExactlyInAnyOrder(Kind.CII, Kind.UBL);

        Document complete = made(DocumentType.INVOICE, order);
        assertThat(complete.number()).isEqualTo(issued.number());
        assertThat(complete.sha256()).isEqualTo(issued.sha256());
        assertThat(complete.files()).containsExactlyInAnyOrder(Kind.CII, Kind.UBL, Kind.PDF);
        assertThat(ledger.number("SELECT next_no FROM document_series WHERE seller_id = ?", seller))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("L64: every byte stays after changes of seller, profile and rates")
    void bytesStayWhateverChanges() {
        long order = sold.g05();
        Document before = made(DocumentType.INVOICE, order);
        List<DocumentFile> files = java.util.Arrays.stream(Kind.values())
                .map(kind -> documents.file(before, kind).orElseThrow())
                .toList();
        ledger.database.update(
                "UPDATE seller SET street = 'Another street 9', time_zone = 'Asia/Tokyo' WHERE id = ?", seller);
        ledger.database.update("""
                INSERT INTO billing_profile (organisation_id, version, name, street, postcode, city, country, is_business, language, actor)
                VALUES (?, 2, 'Somebody else', 'Weg 2', '10115', 'Berlin', 'DE', false, 'de', 'a buyer')
                """, organisation);
        sold.asOwner("UPDATE standard_tax_rate SET percent = percent + 1 WHERE jurisdiction = 'FI'");
        try {
            Document after = made(DocumentType.INVOICE, order);
            assertThat(after).isEqualTo(before);
            for (DocumentFile file : files) {
                DocumentFile now = documents.file(after, file.kind()).orElseThrow();
                assertThat(now.bytes()).isEqualTo(file.bytes());
                assertThat(now.sha256()).isEqualTo(file.sha256());
            }
        } finally {
            sold.asOwner("UPDATE standard_tax_rate SET percent = percent - 1 WHERE jurisdiction = 'FI'");
        }
    }

    @Test
    @DisplayName(
            "Art. 230: tax is shown in the money of the country it is paid to; without a rate the document waits, unnumbered")
    void taxIsShownInNationalMoney() {
        long order = sold.credited("SEK", "EU_OSS", "FI", "25.5", 10_50, 2_68);
        if (ledger.number("SELECT count(*) FROM exchange_rate WHERE currency = 'SEK'") == 0) {
            assertThatThrownBy(() -> make(DocumentType.INVOICE, order))
                    .isInstanceOf(GatewayException.class)
                    .hasMessageContaining("SEK");
            assertThat(ledger.number("SELECT count(*) FROM document_series WHERE seller_id = ?", seller))
                    .isZero();
        }
        ledger.bean(ExchangeRates.class)
                .enter(
                        "SEK",
                        LocalDate.of(2026, 1, 2),
                        new BigDecimal("10"),
                        "the central bank",
                        BareLedger.TWO_PEOPLE);
        InvoiceContent invoice = (InvoiceContent) documents.content(made(DocumentType.INVOICE, order));
        assertThat(invoice.nationalTax())
                .isEqualTo(new InvoiceContent.NationalTax(
                        "EUR", 2, 27, new BigDecimal("0.1"), "the central bank", LocalDate.of(2026, 1, 2)));
        assertThat(orders.text(
                        documents
                                .find(orders.cause(DocumentType.INVOICE, order))
                                .orElseThrow(),
                        Kind.CII))
                .contains("<ram:TaxTotalAmount currencyID=\"EUR\">0.27</ram:TaxTotalAmount>");
    }

    @Test
    @DisplayName("a month's statement goes from its opening to its closing balance; there is one a month")
    void aStatementBalances() {
        sold.g05();
        ledger.call(organisation, CREDIT);
        LocalDate month = LocalDate.parse(ledger.text("SELECT date_trunc('month', clock_timestamp())::date::text"));
        Cause cause = new Cause(DocumentType.STATEMENT, organisation, null, null, month);
        assertThat(orders.make(cause).state()).isEqualTo(State.DONE);
        StatementContent statement =
                (StatementContent) documents.content(documents.find(cause).orElseThrow());
        assertThat(statement.openingNano()).isZero();
        assertThat(statement.closingNano()).isEqualTo(ledger.balance(organisation));
        assertThat(statement.movements())
                .containsExactly(
                        new StatementContent.Movement("TOP_UP", 1, 10_500_000_000L),
                        new StatementContent.Movement("USAGE", 1, -CREDIT));
        assertThat(statement.days())
                .extracting(StatementContent.DayUsage::debitNano)
                .containsExactly(CREDIT);
        assertThat(orders.make(cause).text()).isEqualTo(statement.number());
    }

    private Document made(DocumentType type, long order) {
        return orders.made(orders.cause(type, order));
    }

    private Making.Outcome make(DocumentType type, long order) {
        return orders.make(orders.cause(type, order));
    }
}
