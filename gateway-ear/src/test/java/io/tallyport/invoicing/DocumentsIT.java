package io.tallyport.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.bed.ledger.BareLedger;
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
import io.tallyport.ledger.Decision;
import io.tallyport.lot.TopUp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From a credited order and its refunds to documents and their files, over the real books. */
class DocumentsIT {
    private static final AtomicInteger SELLERS = new AtomicInteger();
    private static final long CREDIT = 1_000_000_000;

    private final BareLedger ledger = BareLedger.get();
    private final Making making = ledger.bean(Making.class);
    private final Documents documents = ledger.bean(Documents.class);
    private final String code = "D" + SELLERS.incrementAndGet();
    private final long organisation = ledger.wallet();
    private final long seller = ledger.number("""
            INSERT INTO seller (code, name, street, postcode, city, country, time_zone, legal_registration)
            VALUES (?, 'Tallyport Beispiel GmbH', 'Musterstrasse 1', '10115', 'Berlin', 'DE', 'Europe/Berlin', 'HRB 000001 B')
            RETURNING id
            """, code);

    /** An order of G05 but for its currency, credited as the payment's transaction does. */
    private long credited(String currency, String taxCode, String jurisdiction, String percent, long net, long tax) {
        String content = """
                {"buyer":{"city":"Helsinki","claims_business":false,"country":"FI","name":"Aino Esimerkki","postcode":"00100",\
                "street":"Weg 1"},"seller":{"city":"Berlin","country":"DE","legal_registration":"HRB 000001 B",\
                "name":"Tallyport Beispiel GmbH","postcode":"10115","registrations":[{"jurisdiction":"DE","kind":"VAT",\
                "number":"DE100000016"}],"street":"Musterstrasse 1"}}""";
        ledger.database.update("""
                INSERT INTO billing_profile (organisation_id, version, name, street, postcode, city, country, is_business, language, actor)
                VALUES (?, 1, 'Aino Esimerkki', 'Weg 1', '00100', 'Helsinki', 'FI', false, 'en', 'a buyer') ON CONFLICT DO NOTHING
                """, organisation);
        long snapshot = ledger.number("""
                INSERT INTO tax_snapshot (rule_set, rule_row, code, category, percent, jurisdiction, tax_name, tax_point, currency,
                    net_minor, tax_minor, content, sha256)
                VALUES ('test', 6, ?, 'S', ?::numeric, ?, 'VAT', clock_timestamp(), ?, ?, ?, ?, sha256(convert_to(?, 'UTF8')))
                RETURNING id
                """, taxCode, percent, jurisdiction, currency, net, tax, content, content);
        long bought = ledger.number("""
                INSERT INTO credit_package (seller_id, name, currency, net_minor, credits_nano, actor)
                VALUES (?, ?, ?, ?, ?, 'finance') RETURNING id
                """, seller, "p" + SELLERS.incrementAndGet(), currency, net, net * CREDIT / 100);
        long order = ledger.number("""
                INSERT INTO payment_order (organisation_id, seller_id, package_id, method, currency, net_minor, credits_nano, actor)
                VALUES (?, ?, ?, 'CHECKOUT', ?, ?, ?, 'a buyer') RETURNING id
                """, organisation, seller, bought, currency, net, net * CREDIT / 100);
        ledger.database.update("""
                UPDATE payment_order SET state = 'QUOTED', tax_snapshot_id = ?, tax_minor = ?, profile_version = 1,
                    quote_ends_at = clock_timestamp(), reference = 'RF18TP' || lpad(id::text, 8, '0') WHERE id = ?
                """, snapshot, tax, order);
        int ppm = new BigDecimal(percent).movePointRight(4).intValueExact();
        TopUp topUp = new TopUp(
                organisation,
                new TopUp.Sale(
                        TopUp.Sale.Source.PAYMENT,
                        "test",
                        currency,
                        net,
                        tax,
                        ppm,
                        jurisdiction + "/" + taxCode,
                        order,
                        snapshot),
                net * CREDIT / 100,
                0,
                null);
        UUID id = ledger.credits.topUp(topUp, BareLedger.key()).orThrow();
        ledger.database.update(
                "INSERT INTO payment_credit (order_id, provider, payment_id, tx_id, instrument) VALUES (?, 'test', ?, ?, 'VISA **** 4242')",
                order,
                "pay_" + order,
                id);
        return order;
    }

    private long g05() {
        return credited("EUR", "EU_OSS", "FI", "25.5", 10_50, 2_68);
    }

    @Test
    @DisplayName("G05, L65: quote = charge = XML = ledger; the receipt names the invoice and the balance after")
    void anOrderGetsItsInvoiceAndReceipt() {
        long order = g05();
        assertThat(queued(order)).containsExactly("INVOICE", "RECEIPT");
        assertThat(make(DocumentType.RECEIPT, order).state())
                .as("not before the invoice")
                .isEqualTo(State.WAITS);
        Document invoice = made(DocumentType.INVOICE, order);
        assertThat(invoice.number()).startsWith(code + "-").endsWith("-000001");
        assertThat(List.of(invoice.net(), invoice.tax(), invoice.gross())).containsExactly(10_50L, 2_68L, 13_18L);
        assertThat(text(invoice, Kind.CII))
                .contains(
                        "<ram:GrandTotalAmount>13.18</ram:GrandTotalAmount>",
                        ">2.68</ram:TaxTotalAmount>",
                        "DE100000016");
        assertThat(text(invoice, Kind.UBL)).contains(invoice.number());
        assertThat(invoice.files()).containsExactlyInAnyOrder(Kind.CII, Kind.UBL, Kind.PDF);
        assertThat(ledger.entries(transaction(order))).contains("P1 1100 -> 2100 1050 EUR", "P1 1100 -> 2200 268 EUR");

        ReceiptContent receipt = (ReceiptContent) documents.content(made(DocumentType.RECEIPT, order));
        assertThat(receipt.invoice()).isEqualTo(invoice.number());
        assertThat(receipt.paid()).isEqualTo(13_18);
        assertThat(receipt.balanceAfterNano()).isEqualTo(ledger.balance(organisation));
    }

    @Test
    @DisplayName("L66: three credit notes on G05 carry 0.89, 0.90, 0.89 and add up to it; a fourth is refused")
    void creditNotesAddUpToTheirInvoice() {
        long order = g05();
        UUID early = refund(order).orThrow();
        assertThat(note(order, early).state()).as("not before the invoice").isEqualTo(State.WAITS);
        Document invoice = made(DocumentType.INVOICE, order);
        UUID second = refund(order).orThrow();
        UUID third = refund(order).orThrow();
        assertThat(note(order, third).state()).as("not before those before it").isEqualTo(State.WAITS);
        for (UUID refund : List.of(early, second, third)) {
            assertThat(note(order, refund).state()).isEqualTo(State.DONE);
        }
        assertThat(List.of(
                        noteOf(order, early).tax(),
                        noteOf(order, second).tax(),
                        noteOf(order, third).tax()))
                .containsExactly(89L, 90L, 89L);
        InvoiceContent last = (InvoiceContent) documents.content(noteOf(order, third));
        assertThat(last.number()).startsWith(code + "C-").endsWith("-000003");
        assertThat(Objects.requireNonNull(last.corrects()).number()).isEqualTo(invoice.number());
        assertThat(text(noteOf(order, third), Kind.CII)).contains("<ram:TypeCode>381</ram:TypeCode>", invoice.number());

        assertThat(refund(order)).isInstanceOf(Decision.Refused.class);
        UUID forged = transaction(order);
        ledger.database.update("""
                INSERT INTO credit_refund (tx_id, wallet_id, group_id, credits_nano, bonus_nano, shortfall_nano, currency,
                    net_minor, tax_minor, breakage_minor) VALUES (?, ?, ?, 1, 0, 0, 'EUR', 1, 0, 0)
                """, forged, organisation, group(order));
        assertThatThrownBy(() -> note(order, forged))
                .hasStackTraceContaining("is more than " + invoice.number() + " has left");
        assertThat(ledger.number("SELECT next_no FROM document_series WHERE prefix LIKE ?", code + "C-%"))
                .as("no number was used")
                .isEqualTo(4);
    }

    @Test
    @DisplayName(
            "a page that cannot be drawn or stored leaves the document its number; done again it takes no second one")
    void aFailureAfterTheNumberKeepsIt() throws SQLException {
        long order = g05();
        owner("CREATE TRIGGER disk_full BEFORE INSERT ON document_file FOR EACH ROW WHEN (NEW.kind = 'PDF')"
                + " EXECUTE FUNCTION refuse_change()");
        try {
            assertThatThrownBy(() -> make(DocumentType.INVOICE, order)).isInstanceOf(RuntimeException.class);
        } finally {
            owner("DROP TRIGGER disk_full ON document_file");
        }
        Document issued = documents.find(cause(DocumentType.INVOICE, order)).orElseThrow();
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
        long order = g05();
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
        Document after = made(DocumentType.INVOICE, order);
        assertThat(after).isEqualTo(before);
        for (DocumentFile file : files) {
            DocumentFile now = documents.file(after, file.kind()).orElseThrow();
            assertThat(now.bytes()).isEqualTo(file.bytes());
            assertThat(now.sha256()).isEqualTo(file.sha256());
        }
    }

    @Test
    @DisplayName(
            "Art. 230: tax is shown in the money of the country it is paid to; without a rate the document waits, unnumbered")
    void taxIsShownInNationalMoney() {
        long order = credited("SEK", "EU_OSS", "FI", "25.5", 10_50, 2_68);
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
        assertThat(text(documents.find(cause(DocumentType.INVOICE, order)).orElseThrow(), Kind.CII))
                .contains("<ram:TaxTotalAmount currencyID=\"EUR\">0.27</ram:TaxTotalAmount>");
    }

    @Test
    @DisplayName("a month's statement goes from its opening to its closing balance; there is one a month")
    void aStatementBalances() {
        g05();
        ledger.call(organisation, CREDIT);
        LocalDate month = LocalDate.parse(ledger.text("SELECT date_trunc('month', clock_timestamp())::date::text"));
        Cause cause = new Cause(DocumentType.STATEMENT, organisation, null, null, month);
        assertThat(making.make(cause).state()).isEqualTo(State.DONE);
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
        assertThat(making.make(cause).text()).isEqualTo(statement.number());
    }

    private Document made(DocumentType type, long order) {
        assertThat(make(type, order).state()).isEqualTo(State.DONE);
        return documents.find(cause(type, order)).orElseThrow();
    }

    private Making.Outcome make(DocumentType type, long order) {
        return making.make(cause(type, order));
    }

    private Cause cause(DocumentType type, long order) {
        return Cause.ofOrder(type, organisation, order);
    }

    private Making.Outcome note(long order, UUID refund) {
        return making.make(new Cause(DocumentType.CREDIT_NOTE, organisation, order, refund, null));
    }

    private Document noteOf(long order, UUID refund) {
        return documents
                .find(new Cause(DocumentType.CREDIT_NOTE, organisation, order, refund, null))
                .orElseThrow();
    }

    /** Of 3.5 credits, 3.50 net. */
    private Decision refund(long order) {
        return ledger.credits.refund(group(order), 3_500_000_000L, BareLedger.key(), "support", "for a test");
    }

    private long group(long order) {
        return ledger.number("SELECT id FROM lot_group WHERE order_id = ?", order);
    }

    private UUID transaction(long order) {
        return UUID.fromString(ledger.text("SELECT tx_id::text FROM payment_credit WHERE order_id = ?", order));
    }

    private List<String> queued(long order) {
        return ledger.database.list(
                "SELECT type FROM document_work WHERE order_id = ? ORDER BY type", row -> row.getString(1), order);
    }

    private String text(Document document, Kind kind) {
        return new String(documents.file(document, kind).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    private void owner(String statement) throws SQLException {
        try (Connection connection = ledger.asOwner();
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }
}
