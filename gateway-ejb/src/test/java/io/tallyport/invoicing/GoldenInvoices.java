package io.tallyport.invoicing;

import io.tallyport.document.InvoiceContent;
import io.tallyport.document.InvoiceContent.Line;
import io.tallyport.einvoice.Credited;
import io.tallyport.invoicing.Sale.Taxed;
import io.tallyport.invoicing.SaleStore.Returned;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fourteen cases of invoice-golden.md, as orders whose snapshots say what their table says. */
public final class GoldenInvoices {
    public static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private static final Map<String, String> SELLERS = Map.of(
            "S1",
            seller("Tallyport Beispiel GmbH", "Musterstrasse 1", "10115", "Berlin", "DE", "HRB 000001 B", null)
                    + registrations("VAT DE DE100000016"),
            "S1-GB",
            seller("Tallyport Beispiel GmbH", "Musterstrasse 1", "10115", "Berlin", "DE", "HRB 000001 B", null)
                    + registrations("VAT DE DE100000016", "LOCAL GB GB100000187"),
            "S2",
            seller("Tallyport Example Inc.", "100 Sample Street", "19801", "Wilmington", "US", "0000001", "00-0000001")
                    + registrations("OSS_NON_UNION EU EU276000017"),
            "S3",
            seller("Kleinbetrieb Beispiel e.K.", "Beispielweg 2", "50667", "Köln", "DE", "HRA 000002", "12/345/67890")
                    + registrations(),
            "S4",
            seller("Tallyport Ejemplo S.L.", "Calle Ejemplo 1", "28001", "Madrid", "ES", null, null)
                    + registrations("VAT ES ESB00000018", "LOCAL ES-CN B00000018"));

    /** Seller; buyer: name, postcode, city, country, business, VAT identifier, registration; code, jurisdiction, tax's name. */
    private static final String CASES = """
            G01 | S1    | Erika Beispiel  | 80331    | München    | DE | - | -              | -               | DOM_B2C         | DE    | VAT  | EUR | 3333   | 19   | 633  | S  | -
            G02 | S1    | Muster AG       | 20095    | Hamburg    | DE | B | DE100000024    | -               | DOM_B2B         | DE    | VAT  | EUR | 3039   | 19   | 577  | S  | -
            G03 | S1    | Exemple SARL    | 75001    | Paris      | FR | B | FR88100000009  | -               | EU_RC           | DE    | VAT  | EUR | 50000  | 0    | 0    | AE | REVERSE_CHARGE
            G04 | S1    | Esempio Srl     | 00184    | Roma       | IT | B | IT00000010001  | -               | EU_OSS          | IT    | VAT  | EUR | 2057   | 22   | 453  | S  | -
            G05 | S1    | Aino Esimerkki  | 00100    | Helsinki   | FI | - | -              | -               | EU_OSS          | FI    | VAT  | EUR | 1050   | 25.5 | 268  | S  | -
            G06 | S1    | Jan Voorbeeld   | 1012 AB  | Amsterdam  | NL | - | -              | -               | EU_MICRO        | DE    | VAT  | EUR | 2750   | 19   | 523  | S  | -
            G07 | S4    | Maria Ejemplo   | 35001    | Las Palmas | ES | - | -              | -               | TERR_IGIC       | ES-CN | IGIC | EUR | 14990  | 7    | 1049 | L  | -
            G08 | S1    | Beispiel AG     | 8001     | Zürich     | CH | B | -              | CHE-100.000.012 | OUT_B2B         | -     | -    | EUR | 250000 | -    | 0    | O  | NOT_SUBJECT_44
            G09 | S1    | Ola Eksempel    | 0150     | Oslo       | NO | - | -              | -               | OUT_B2C         | -     | -    | EUR | 2500   | -    | 0    | O  | NOT_SUBJECT_58
            G10 | S3    | Erika Beispiel  | 80331    | München    | DE | - | -              | -               | SME_EXEMPT      | DE    | VAT  | EUR | 10000  | 0    | 0    | E  | SMALL_BUSINESS
            G11 | S2    | Mari Näidis     | 10111    | Tallinn    | EE | - | -              | -               | EU_NONUNION_OSS | EE    | VAT  | EUR | 1999   | 24   | 480  | S  | -
            G12 | S2    | Voorbeeld B.V.  | 3011 AA  | Rotterdam  | NL | B | NL100000010B01 | -               | EU_RC           | US    | -    | EUR | 75000  | 0    | 0    | AE | REVERSE_CHARGE
            G13 | S1-GB | Alex Sample     | SW1A 1AA | London     | GB | - | -              | -               | LOCAL_GB        | GB    | VAT  | GBP | 1237   | 20   | 247  | S  | -
            G14 | S1    | Example LLC     | 73301    | Austin     | US | B | -              | 0000014         | US_NONE         | -     | -    | USD | 30000  | -    | 0    | O  | NOT_SUBJECT_44
            """;

    private GoldenInvoices() {}

    public static List<String> names() {
        return CASES.lines().map(line -> line.substring(0, 3)).toList();
    }

    /** With the number and the day of the golden file; G02 has three lines. */
    public static InvoiceContent invoice(String name) {
        InvoiceContent made = new Invoices(sale(name)).invoice(null).numbered("TP-2026-0000" + name.substring(1), DAY);
        return name.equals("G02") ? inThreeLines(made) : made;
    }

    /** Of 3.50 net on G05, after so many others; {@code tax} as the books posted it. */
    public static InvoiceContent creditNote(int before, long tax) {
        Returned returned = new Returned(350, tax, 3_500_000_000L, DAY, credited(before), false);
        return new Invoices(sale("G05"))
                .creditNote(returned, invoice("G05"), null)
                .numbered("TPC-2026-00000" + (before + 1), DAY);
    }

    /** What replaces {@link #creditNote} when its refund comes back. */
    public static InvoiceContent replacement(int before, long tax, String language) {
        return new Invoices(sale("G05", language))
                .replacement(creditNote(before, tax))
                .numbered("TP-2026-000015", DAY);
    }

    /** What notes of 3.50 have credited: 0.89, 0.90 and 0.89. */
    public static Credited credited(int notes) {
        return new Credited(350L * notes, new long[] {0, 89, 179, 268, 268}[notes]);
    }

    private static InvoiceContent inThreeLines(InvoiceContent whole) {
        Line line = new Line("API credit package", "10.13 credits", 1, 1013, 1013);
        return new InvoiceContent(
                whole.type(),
                whole.number(),
                whole.issued(),
                whole.taxPoint(),
                whole.language(),
                whole.currency(),
                whole.exponent(),
                whole.seller(),
                whole.buyer(),
                whole.purchaseOrder(),
                whole.reference(),
                List.of(line, line, line),
                whole.tax(),
                whole.net(),
                whole.gross(),
                whole.paid(),
                whole.payment(),
                whole.corrects(),
                whole.nationalTax());
    }

    static Sale sale(String name) {
        return sale(name, "en");
    }

    private static Sale sale(String name, String language) {
        String[] cells = CASES.lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .split("\\|");
        String[] row = java.util.Arrays.stream(cells).map(String::strip).toArray(String[]::new);
        @Nullable String vatex = vatex(row[16]);
        Taxed taxed = new Taxed(
                1,
                row[9],
                row[16],
                row[14].equals("-") ? null : new BigDecimal(row[14]).setScale(4),
                given(row[10]),
                given(row[11]),
                vatex,
                given(row[17]));
        return new Sale(
                1,
                7,
                1,
                "TP",
                "Europe/Berlin",
                false,
                row[12],
                2,
                Long.parseLong(row[13]),
                Long.parseLong(row[15]),
                25_000_000_000L,
                2_500_000_000L,
                "RF18TP00000001",
                DAY,
                new Sale.Buyer(1, language, null, null),
                null,
                taxed,
                "{\"seller\":" + Objects.requireNonNull(SELLERS.get(row[1])) + ",\"buyer\":" + buyer(row) + "}",
                new Sale.Payment("pi_1", "VISA **** 4242", DAY));
    }

    private static @Nullable String vatex(String category) {
        return switch (category) {
            case "AE" -> "VATEX-EU-AE";
            case "O" -> "VATEX-EU-O";
            default -> null;
        };
    }

    private static String buyer(String[] row) {
        return "{" + field("name", row[2]) + field("street", "Weg 1") + field("postcode", row[3])
                + field("city", row[4])
                + field("country", row[5]) + (row[7].equals("-") ? "" : field("vat_id", row[7]))
                + (row[8].equals("-") ? "" : field("legal_registration", row[8])) + "\"claims_business\":"
                + row[6].equals("B") + "}";
    }

    private static String seller(
            String name,
            String street,
            String postcode,
            String city,
            String country,
            @Nullable String register,
            @Nullable String taxNumber) {
        return "{" + field("name", name) + field("street", street) + field("postcode", postcode) + field("city", city)
                + field("country", country) + (register == null ? "" : field("legal_registration", register))
                + (taxNumber == null ? "" : field("tax_number", taxNumber));
    }

    private static String registrations(String... all) {
        StringBuilder text = new StringBuilder("\"registrations\":[");
        for (String one : all) {
            String[] parts = one.split(" ");
            text.append(text.charAt(text.length() - 1) == '[' ? "" : ",")
                    .append("{\"kind\":\"%s\",\"jurisdiction\":\"%s\",\"number\":\"%s\"}"
                            .formatted(parts[0], parts[1], parts[2]));
        }
        return text + "]}";
    }

    private static String field(String name, String value) {
        return "\"%s\":\"%s\",".formatted(name, value);
    }

    private static @Nullable String given(String cell) {
        return cell.equals("-") ? null : cell;
    }
}
