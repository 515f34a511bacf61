package io.tallyport.workbench.judges;

import io.tallyport.document.DocumentType;
import io.tallyport.document.InvoiceContent;
import io.tallyport.document.InvoiceContent.Corrected;
import io.tallyport.document.InvoiceContent.Line;
import io.tallyport.document.InvoiceContent.NationalTax;
import io.tallyport.document.InvoiceContent.Payment;
import io.tallyport.document.InvoiceContent.Tax;
import io.tallyport.document.Party;
import io.tallyport.document.ReceiptContent;
import io.tallyport.document.StatementContent;
import io.tallyport.document.StatementContent.DayUsage;
import io.tallyport.document.StatementContent.ModelUsage;
import io.tallyport.document.StatementContent.Movement;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Documents of invented parties; G.. are the golden cases of the design. */
final class Samples {
    static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    static final Party SELLER = party("Tallyport Beispiel GmbH", "Musterstrasse 1", "10115", "Berlin", "DE")
            .vat("DE100000016")
            .register("HRB 000001 B")
            .done();
    static final Party US_SELLER = party("Tallyport Example Inc.", "100 Sample Street", "19801", "Wilmington", "US")
            .tax("00-0000001")
            .register("0000001")
            .done();
    static final Party CONSUMER =
            party("Erika Beispiel", "Beispielgasse 7", "80331", "München", "DE").done();
    static final Payment CARD = new Payment(48, "VISA **** 4242", null, null, null, null);

    private Samples() {}

    static InvoiceContent g01() {
        return invoice(1, "de", "EUR", 2, SELLER, CONSUMER, standard("19", 633), 3333);
    }

    static InvoiceContent g02() {
        Party buyer = party("Muster AG", "Jungfernstieg 12", "20095", "Hamburg", "DE")
                .vat("DE100000024")
                .done();
        return invoice(2, "de", "EUR", 2, SELLER, buyer, standard("19", 577), 1013, 1013, 1013);
    }

    static InvoiceContent g03() {
        Party buyer = party("Exemple SARL", "12 rue de l'Exemple", "75001", "Paris", "FR")
                .vat("FR88100000009")
                .done();
        Tax tax = new Tax("AE", BigDecimal.ZERO, "TVA", 0, "VATEX-EU-AE", "Reverse charge", "Autoliquidation");
        return invoice(3, "fr", "EUR", 2, SELLER, buyer, tax, 50000);
    }

    static InvoiceContent g05() {
        Party buyer = party("Aino Esimerkki", "Esimerkkikatu 3", "00100", "Helsinki", "FI")
                .done();
        return invoice(5, "en", "EUR", 2, SELLER, buyer, standard("25.5", 268), 1050);
    }

    static InvoiceContent g07() {
        Party seller = party("Tallyport Ejemplo S.L.", "Calle Ejemplo 1", "28001", "Madrid", "ES")
                .vat("ESB00000018")
                .done();
        Party buyer = party("Maria Ejemplo", "Calle Triana 5", "35001", "Las Palmas", "ES")
                .done();
        Tax tax = new Tax("L", BigDecimal.valueOf(7), "IGIC", 1049, null, null, null);
        return invoice(7, "es", "EUR", 2, seller, buyer, tax, 14990);
    }

    static InvoiceContent g08() {
        Party seller = party("Tallyport Beispiel GmbH", "Musterstrasse 1", "10115", "Berlin", "DE")
                .register("HRB 000001 B")
                .printed("DE100000016")
                .done();
        Party buyer = party("Beispiel AG", "Bahnhofstrasse 1", "8001", "Zürich", "CH")
                .register("CHE-100.000.012")
                .done();
        String wording = "Not subject to VAT - Art. 44 Directive 2006/112/EC";
        Tax tax = new Tax(
                "O", null, "MwSt.", 0, "VATEX-EU-O", wording, "Nicht steuerbar - Art. 44 Richtlinie 2006/112/EG");
        return invoice(8, "de", "EUR", 2, seller, buyer, tax, 250000);
    }

    static InvoiceContent g10() {
        Party seller = party("Kleinbetrieb Beispiel e.K.", "Beispielweg 2", "50667", "Köln", "DE")
                .tax("12/345/67890")
                .register("HRA 000002")
                .done();
        Tax tax = new Tax(
                "E", BigDecimal.ZERO, "USt", 0, null, "Kleinunternehmer, keine Umsatzsteuer nach § 19 UStG", null);
        return invoice(10, "de", "EUR", 2, seller, CONSUMER, tax, 10000);
    }

    static InvoiceContent g14() {
        Party buyer = party("Example LLC", "500 Congress Avenue", "73301", "Austin", "US")
                .region("Texas")
                .register("0000014")
                .done();
        Tax tax =
                new Tax("O", null, "VAT", 0, "VATEX-EU-O", "Not subject to VAT - Art. 44 Directive 2006/112/EC", null);
        return invoice(14, "en", "USD", 2, SELLER, buyer, tax, 30000);
    }

    static InvoiceContent yen() {
        Party buyer =
                party("株式会社サンプル", "丸の内一丁目1番1号", "100-0005", "東京都千代田区", "JP").done();
        return invoice(20, "en", "JPY", 0, US_SELLER, buyer, standard("10", 150000), 1500000);
    }

    static InvoiceContent national() {
        InvoiceContent of = g05();
        NationalTax sek = new NationalTax("SEK", 2, 3011, new BigDecimal("11.2345"), "European Central Bank", DAY);
        return with(of, of.buyer(), sek);
    }

    static InvoiceContent creditNote() {
        InvoiceContent of = g05();
        Line line = line(1, 350);
        Corrected corrected = new Corrected("TP-2026-000005", DAY, "3.50 of unused credits given back on request");
        return new InvoiceContent(
                DocumentType.CREDIT_NOTE,
                "TPC-2026-000001",
                DAY.plusDays(9),
                DAY,
                "en",
                "EUR",
                2,
                of.seller(),
                of.buyer(),
                null,
                null,
                List.of(line),
                standard("25.5", 89),
                350,
                439,
                439,
                CARD,
                corrected,
                null);
    }

    static InvoiceContent proForma(String language) {
        InvoiceContent of = g02();
        Payment transfer =
                new Payment(58, null, "TP-7Q4K-9X2M", "DE02120300000000202051", "BYLADEM1001", "Beispielbank AG");
        return new InvoiceContent(
                DocumentType.PRO_FORMA,
                "TP-7Q4K-9X2M",
                DAY,
                DAY,
                language,
                "EUR",
                2,
                of.seller(),
                of.buyer(),
                "4500017788",
                "Kostenstelle 4711 / Frau Muster",
                of.lines(),
                of.tax(),
                of.net(),
                of.gross(),
                0,
                transfer,
                null,
                null);
    }

    static InvoiceContent named(String name, String street, String city) {
        InvoiceContent of = g05();
        Party buyer = party(name, street, "12345", city, "DE").done();
        return with(of, buyer, null);
    }

    static InvoiceContent withLines(int count) {
        InvoiceContent of = g05();
        List<Line> lines = LongStream.rangeClosed(1, count)
                .mapToObj(number -> line(number, 1000))
                .toList();
        long net = 1000L * count;
        return new InvoiceContent(
                DocumentType.INVOICE,
                "TP-2026-000500",
                DAY,
                DAY,
                "en",
                "EUR",
                2,
                of.seller(),
                of.buyer(),
                "4500017788",
                null,
                lines,
                standard("20", net / 5),
                net,
                net + net / 5,
                net + net / 5,
                CARD,
                null,
                null);
    }

    static InvoiceContent in(String language, InvoiceContent of) {
        return new InvoiceContent(
                of.type(),
                of.number(),
                of.issued(),
                of.taxPoint(),
                language,
                of.currency(),
                of.exponent(),
                of.seller(),
                of.buyer(),
                of.purchaseOrder(),
                of.reference(),
                of.lines(),
                of.tax(),
                of.net(),
                of.gross(),
                of.paid(),
                of.payment(),
                of.corrects(),
                of.nationalTax());
    }

    static ReceiptContent receipt(String language) {
        return new ReceiptContent(
                "TPR-2026-000003",
                DAY,
                language,
                SELLER,
                g03().buyer(),
                "TP-2026-000003",
                "ORD-8F3K-22LM",
                "4500017788",
                "Card",
                "VISA **** 4242",
                "pi_3QexampleK2eZvKYlo2C",
                DAY,
                "EUR",
                2,
                50000,
                500_000_000_000L,
                25_000_000_000L,
                612_345_678_901L);
    }

    static StatementContent statement(String language) {
        LocalDate first = LocalDate.of(2026, 2, 1);
        List<DayUsage> days = new ArrayList<>();
        for (int day = 1; day <= 28; day++) {
            if (day % 7 != 0) {
                days.add(new DayUsage(
                        first.withDayOfMonth(day), 900L + day * 37L, 1_000_000_007L * (day % 5 + 1) + 13L * day));
            }
        }
        long used = days.stream().mapToLong(DayUsage::debitNano).sum();
        List<ModelUsage> models = List.of(
                new ModelUsage("gpt-5.2", 21_400, 184_223_991, 91_002_114, 12_888_410, used, used * 3 / 5),
                new ModelUsage("claude-opus-4-6", 7_310, 48_110_092, 20_998_731, 3_150_007, used / 2, used * 3 / 10),
                new ModelUsage(
                        "gemini-3-pro-preview-with-a-rather-long-name-2026-01-15",
                        1_204,
                        9_000_312,
                        0,
                        700_044,
                        used / 5,
                        used - used * 3 / 5 - used * 3 / 10));
        List<Movement> movements = List.of(
                new Movement("TOP_UP", 2, 200_000_000_000L),
                new Movement("BONUS", 1, 10_000_000_000L),
                new Movement("USAGE", 29_914, -used),
                new Movement("EXPIRY", 1, -1_500_000_000L));
        long opening = 87_654_321_098L;
        return new StatementContent(
                "acme-2026-02",
                DAY,
                language,
                SELLER,
                g03().buyer(),
                first,
                first.withDayOfMonth(28),
                "Europe/Paris",
                opening,
                opening + 208_500_000_000L - used,
                movements,
                models,
                days);
    }

    static Tax standard(String percent, long amount) {
        return new Tax("S", new BigDecimal(percent), "VAT", amount, null, null, null);
    }

    private static Line line(long number, long net) {
        return new Line(
                "API credit package", "Package " + number + ": credits for API calls, 5 % bonus included", 1, net, net);
    }

    private static InvoiceContent invoice(
            int number,
            String language,
            String currency,
            int exponent,
            Party seller,
            Party buyer,
            Tax tax,
            long... nets) {
        List<Line> lines = new ArrayList<>();
        for (long net : nets) {
            lines.add(line(lines.size() + 1L, net));
        }
        long net = LongStream.of(nets).sum();
        long gross = net + tax.amount();
        return new InvoiceContent(
                DocumentType.INVOICE,
                "TP-2026-%06d".formatted(number),
                DAY,
                DAY,
                language,
                currency,
                exponent,
                seller,
                buyer,
                "4500017788",
                null,
                Collections.unmodifiableList(lines),
                tax,
                net,
                gross,
                gross,
                CARD,
                null,
                null);
    }

    private static InvoiceContent with(InvoiceContent of, Party buyer, @Nullable NationalTax national) {
        return new InvoiceContent(
                of.type(),
                of.number(),
                of.issued(),
                of.taxPoint(),
                of.language(),
                of.currency(),
                of.exponent(),
                of.seller(),
                buyer,
                of.purchaseOrder(),
                of.reference(),
                of.lines(),
                of.tax(),
                of.net(),
                of.gross(),
                of.paid(),
                of.payment(),
                of.corrects(),
                national);
    }

    private static PartyDraft party(String name, String street, String postcode, String city, String country) {
        return new PartyDraft(name, street, postcode, city, null, country, null, null, null, null);
    }
}
