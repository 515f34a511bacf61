package io.tallyport.workbench.bench.invoice;

import io.tallyport.document.DocumentType;
import io.tallyport.document.InvoiceContent;
import io.tallyport.document.InvoiceContent.Line;
import io.tallyport.document.InvoiceContent.Payment;
import io.tallyport.document.InvoiceContent.Tax;
import io.tallyport.document.Party;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** An invoice between invented parties, and an XML of usual size to go inside. */
final class SampleInvoice {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final long PRICE = 1050;

    private SampleInvoice() {}

    static InvoiceContent withLines(int count) {
        List<Line> lines = IntStream.rangeClosed(1, count)
                .mapToObj(number ->
                        new Line("API credit package", "Package " + number + ", 5 % bonus included", 1, PRICE, PRICE))
                .toList();
        long net = PRICE * count;
        long tax = net / 5;
        return new InvoiceContent(
                DocumentType.INVOICE,
                "TP-2026-%06d".formatted(count),
                DAY,
                DAY,
                "en",
                "EUR",
                2,
                party("Tallyport Beispiel GmbH", "Musterstrasse 1", "10115", "Berlin", "DE", "DE100000016"),
                party("Exemple SARL", "12 rue de l'Exemple", "75001", "Paris", "FR", "FR88100000009"),
                "4500017788",
                null,
                lines,
                new Tax("S", BigDecimal.valueOf(20), "VAT", tax, null, null, null),
                net,
                net + tax,
                net + tax,
                new Payment(48, "VISA **** 4242", null, null, null, null),
                null,
                null);
    }

    static byte[] xml() {
        try (InputStream in = SampleInvoice.class.getResourceAsStream("invoice.xml")) {
            return Objects.requireNonNull(in, "invoice.xml").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Party party(String name, String street, String postcode, String city, String country, String vatId) {
        return new Party(name, street, postcode, city, null, country, vatId, null, null, null);
    }
}
