package io.tallyport.inserver.billing;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.billing.BillingProfile;
import io.tallyport.billing.BillingProfiles;
import io.tallyport.database.Database;
import io.tallyport.document.Document;
import io.tallyport.document.DocumentFile;
import io.tallyport.document.DocumentFile.Kind;
import io.tallyport.document.DocumentType;
import io.tallyport.document.Documents;
import io.tallyport.inserver.Sales;
import io.tallyport.inserver.ServerParts;
import io.tallyport.inserver.Wallets;
import io.tallyport.order.Order;
import io.tallyport.order.OrderState;
import io.tallyport.order.Orders;
import io.tallyport.payment.PaymentProvider;
import io.tallyport.payment.PaymentProviders;
import io.tallyport.payment.Payments;
import io.tallyport.seller.Seller;
import io.tallyport.seller.Seller.Registration;
import io.tallyport.seller.Sellers;
import io.tallyport.tax.TaxAssessment;
import io.tallyport.tax.TaxSnapshots;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The golden sales from the order to the files, each step by the deployed gateway itself. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class GoldenSalesInServerIT {
    private static final long PATIENCE_MILLIS = 60_000;

    private static final String GOLDEN = """
            G01 | S1  | Erika Beispiel  | 80331    | München    | DE | -                | DOM_B2C S 19.0000         | EUR | 33.33    | 6.33  | 39.66    | 19 %
            G02 | S1  | Muster AG       | 20095    | Hamburg    | DE | DE100000024      | DOM_B2B S 19.0000         | EUR | 30.39    | 5.77  | 36.16    | DE100000024
            G03 | S1  | Exemple SARL    | 75001    | Paris      | FR | FR88100000009    | EU_RC AE 0.0000           | EUR | 500.00   | 0.00  | 500.00   | Reverse charge
            G04 | S1  | Esempio Srl     | 00184    | Roma       | IT | business         | EU_OSS S 22.0000          | EUR | 20.57    | 4.53  | 25.10    | 22 %
            G05 | S1  | Aino Esimerkki  | 00100    | Helsinki   | FI | -                | EU_OSS S 25.5000          | EUR | 10.50    | 2.68  | 13.18    | 25.5 %
            G06 | S1b | Jan Voorbeeld   | 1012 AB  | Amsterdam  | NL | -                | EU_MICRO S 19.0000        | EUR | 27.50    | 5.23  | 32.73    | 19 %
            G07 | S4  | Maria Ejemplo   | 35001    | Las Palmas | ES | -                | TERR_IGIC L 7.0000        | EUR | 149.90   | 10.49 | 160.39   | IGIC 7 %
            G08 | S1  | Beispiel AG     | 8001     | Zürich     | CH | #CHE-100.000.012 | OUT_B2B O null            | EUR | 2,500.00 | 0.00  | 2,500.00 | Not subject to VAT - Art. 44 Directive 2006/112/EC
            G09 | S1  | Ola Eksempel    | 0150     | Oslo       | NO | -                | OUT_B2C O null            | EUR | 25.00    | 0.00  | 25.00    | Not subject to VAT - Art. 58 Directive 2006/112/EC
            G10 | S3  | Erika Beispiel  | 80331    | München    | DE | -                | SME_EXEMPT E 0.0000       | EUR | 100.00   | 0.00  | 100.00   | Kleinunternehmer, keine Umsatzsteuer nach § 19 UStG
            G11 | S2  | Mari Näidis     | 10111    | Tallinn    | EE | -                | EU_NONUNION_OSS S 24.0000 | EUR | 19.99    | 4.80  | 24.79    | 24 %
            G12 | S2  | Voorbeeld B.V.  | 3011 AA  | Rotterdam  | NL | NL100000010B01   | EU_RC AE 0.0000           | EUR | 750.00   | 0.00  | 750.00   | Reverse charge
            G13 | S1g | Alex Sample     | SW1A 1AA | London     | GB | -                | LOCAL_GB S 20.0000        | GBP | 12.37    | 2.47  | 14.84    | GB100000187
            G14 | S1  | Example LLC     | 73301    | Austin     | US | #0000014         | US_NONE O null            | USD | 300.00   | 0.00  | 300.00   | Not subject to VAT - Art. 44 Directive 2006/112/EC
            """;

    /**
     * A line of it.
     *
     * @param shown "-": a consumer; else a business, with a VAT identifier, {@code #} and a registration, or neither
     * @param net as people read it, as are {@code tax} and {@code gross}
     * @param page what else stands on the page
     */
    private record Golden(
            String name,
            String seller,
            String buyer,
            String postcode,
            String city,
            String country,
            String shown,
            String taxed,
            String currency,
            String net,
            String tax,
            String gross,
            String page) {

        static Golden of(String line) {
            String[] cells = Stream.of(line.split("\\|")).map(String::strip).toArray(String[]::new);
            return new Golden(
                    cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8], cells[9],
                    cells[10], cells[11], cells[12]);
        }

        BillingProfile profile() {
            @Nullable String registration = shown.startsWith("#") ? shown.substring(1) : null;
            @Nullable String vatId = shown.startsWith(country) ? shown : null;
            boolean business = !shown.equals("-");
            return new BillingProfile(
                    buyer, "Weg 1", postcode, city, null, country, business, vatId, registration, "en", null, null);
        }
    }

    private final String provider = System.getProperty("tallyport.sandbox/mp-rest/url");

    @Inject
    private Wallets wallets;

    @Inject
    private Sales sales;

    @Inject
    private Sellers sellers;

    @Inject
    private BillingProfiles profiles;

    @Inject
    private Orders orders;

    @Inject
    private Payments payments;

    @Inject
    private PaymentProviders providers;

    @Inject
    private TaxSnapshots snapshots;

    @Inject
    private Documents documents;

    @Inject
    private Database database;

    private long organisation;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(GoldenSalesInServerIT.class);
    }

    /** One after the other in one test: of a parameterised one the server runs all of its cases for each case. */
    @Test
    @DisplayName("L65, G01 to G14: quote = charge = ledger = PDF = XML")
    void goldenSales() {
        assertAll(GOLDEN.lines().map(Golden::of).map(golden -> () -> isTheSameEverywhere(golden)));
    }

    private void isTheSameEverywhere(Golden golden) throws Exception {
        organisation = wallets.open();
        profiles.save(organisation, golden.profile(), Sales.BUYER);
        String currency = golden.currency();
        List<Long> figures = List.of(minor(golden.net()), minor(golden.tax()), minor(golden.gross()));
        Seller seller = seller(golden.seller(), golden.name());
        long bought = sales.packageOf(seller, currency, figures.getFirst(), 30 * Sales.CREDIT, null);
        Order order = sales.place(organisation, bought, null);
        assertEquals(figures, List.of(order.net(), order.tax(), order.gross()), golden.name());
        TaxAssessment assessment =
                snapshots.find(order.taxSnapshotId()).orElseThrow().assessment();
        assertEquals(golden.taxed(), assessment.code() + " " + assessment.category() + " " + assessment.percent());

        pay(order);
        assertEquals(ledger(currency, figures), money(order), golden.name());
        Document invoice = invoice();
        assertEquals(figures, List.of(invoice.net(), invoice.tax(), invoice.gross()), golden.name());
        xmlSays(golden, assessment, new String(bytes(invoice, Kind.CII), StandardCharsets.UTF_8));
        pageSays(golden, invoice);
    }

    private static void xmlSays(Golden golden, TaxAssessment assessment, String xml) {
        assertContains(
                xml,
                "<ram:CategoryCode>" + assessment.category() + "</ram:CategoryCode>",
                "<ram:TaxBasisTotalAmount>" + plain(golden.net()) + "</ram:TaxBasisTotalAmount>",
                "<ram:TaxTotalAmount currencyID=\"" + golden.currency() + "\">" + golden.tax()
                        + "</ram:TaxTotalAmount>",
                "<ram:GrandTotalAmount>" + plain(golden.gross()) + "</ram:GrandTotalAmount>");
    }

    private void pageSays(Golden golden, Document invoice) throws IOException {
        try (PDDocument document = Loader.loadPDF(bytes(invoice, Kind.PDF))) {
            String text = new PDFTextStripper()
                    .getText(document)
                    .replace('\u00a0', ' ')
                    .replaceAll("\\R", " ");
            String currency = golden.currency() + " ";
            assertContains(text, invoice.number(), golden.buyer(), golden.page());
            assertContains(text, currency + golden.net(), currency + golden.gross() + " paid on ");
            assertTrue(minor(golden.tax()) == 0 || text.contains(currency + golden.tax()), text);
            var files =
                    document.getDocumentCatalog().getNames().getEmbeddedFiles().getNames();
            assertArrayEquals(
                    bytes(invoice, Kind.CII),
                    files.get("factur-x.xml").getEmbeddedFile().toByteArray());
        }
    }

    /** 1100 gross, 2100 net, 2200 tax. */
    private static List<String> ledger(String currency, List<Long> figures) {
        String net = "1100 > 2100 " + currency + " " + figures.get(0);
        return figures.get(1) == 0 ? List.of(net) : List.of(net, "1100 > 2200 " + currency + " " + figures.get(1));
    }

    private List<String> money(Order order) {
        return wallets.entries("order:" + order.id()).stream()
                .filter(entry -> !entry.contains("CRD"))
                .toList();
    }

    /** With a code of its own for each case, since what one sells is found by its currency. */
    private Seller seller(String name, String code) {
        Registration german = new Registration(Registration.Kind.VAT, "DE", "DE100000016");
        Seller.Address berlin = new Seller.Address("Musterstrasse 1", "10115", "Berlin", "DE");
        String beispiel = "Tallyport Beispiel GmbH";
        sellers.ensure(
                switch (name) {
                    case "S1" -> seller(code, beispiel, berlin, "HRB 000001 B", null, false, true, german);
                    case "S1b" -> seller(code, beispiel, berlin, "HRB 000001 B", null, false, false, german);
                    case "S1g" -> {
                        Registration british = new Registration(Registration.Kind.LOCAL, "GB", "GB100000187");
                        yield seller(code, beispiel, berlin, "HRB 000001 B", null, false, true, german, british);
                    }
                    case "S2" -> {
                        Seller.Address wilmington =
                                new Seller.Address("100 Sample Street", "19801", "Wilmington", "US");
                        Registration shop = new Registration(Registration.Kind.OSS_NON_UNION, "EU", "EU276000017");
                        yield seller(
                                code,
                                "Tallyport Example Inc.",
                                wilmington,
                                "0000001",
                                "00-0000001",
                                false,
                                false,
                                shop);
                    }
                    case "S3" -> {
                        Seller.Address cologne = new Seller.Address("Beispielweg 2", "50667", "Köln", "DE");
                        yield seller(
                                code, "Kleinbetrieb Beispiel e.K.", cologne, "HRA 000002", "12/345/67890", true, false);
                    }
                    default -> {
                        Seller.Address madrid = new Seller.Address("Calle Ejemplo 1", "28001", "Madrid", "ES");
                        Registration spanish = new Registration(Registration.Kind.VAT, "ES", "ESB00000018");
                        Registration canaries = new Registration(Registration.Kind.LOCAL, "ES-CN", "B00000018");
                        yield seller(
                                code, "Tallyport Ejemplo S.L.", madrid, null, null, false, false, spanish, canaries);
                    }
                });
        return sellers.find(code);
    }

    private static Seller seller(
            String code,
            String name,
            Seller.Address address,
            @Nullable String registration,
            @Nullable String taxNumber,
            boolean smallBusiness,
            boolean taxesAtBuyer,
            Registration... registrations) {
        return new Seller(
                0,
                code,
                name,
                address,
                "Europe/Berlin",
                registration,
                taxNumber,
                smallBusiness,
                taxesAtBuyer,
                null,
                List.of(registrations));
    }

    /** As the buyer does on the page; a poll may be the first to see it. */
    private void pay(Order order) throws Exception {
        String session = payments.checkout(organisation, order.id(), "https://customer.example/back", Sales.BUYER)
                .sessionId();
        PaymentProvider active = providers.active().orElseThrow();
        assertEquals(order.gross(), active.payment(session).orElseThrow().amount(), "what the buyer is charged");
        URI url = URI.create(
                provider + "/control/" + session + "?status=paid&paymentId=pay_" + session + "&instrument=VISA");
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding());
        payments.lookAt(active, session);
        assertEquals(
                OrderState.CREDITED,
                orders.find(organisation, order.id()).orElseThrow().state());
    }

    /** Once it and the receipt have all their files, as they are stored. */
    private Document invoice() throws Exception {
        List<Document> made = complete();
        assertEquals(
                Set.of(DocumentType.INVOICE, DocumentType.RECEIPT),
                made.stream().map(Document::type).collect(Collectors.toSet()));
        Document invoice = made.stream()
                .filter(one -> one.type() == DocumentType.INVOICE)
                .findFirst()
                .orElseThrow();
        for (Kind kind : invoice.files()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(invoice, kind));
            DocumentFile file = documents.file(invoice, kind).orElseThrow();
            assertEquals(file.sha256(), HexFormat.of().formatHex(digest));
        }
        assertTrue(
                documents.of(organisation + 1, Long.MAX_VALUE, 10).stream().noneMatch(one -> one.id() == invoice.id()));
        return invoice;
    }

    private List<Document> complete() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline) {
            List<Document> made = documents.of(organisation, Long.MAX_VALUE, 10);
            if (made.size() == 2 && made.stream().allMatch(one -> one.files().equals(one.expected()))) {
                return made;
            }
            Thread.sleep(200);
        }
        throw new AssertionError(database.list(
                "SELECT type || ' ' || attempts || ' ' || coalesce(outcome, '') FROM document_work WHERE organisation_id = ?",
                row -> row.getString(1),
                organisation));
    }

    private byte[] bytes(Document document, Kind kind) {
        return documents.file(document, kind).orElseThrow().bytes();
    }

    private static void assertContains(String text, String... parts) {
        Stream.of(parts).forEach(part -> assertTrue(text.contains(part), () -> part + " is not in: " + text));
    }

    private static long minor(String amount) {
        return Long.parseLong(amount.replaceAll("[.,]", ""));
    }

    /** As XML has it. */
    private static String plain(String amount) {
        return amount.replace(",", "");
    }
}
