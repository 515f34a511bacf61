package io.tallyport.inserver.billing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.archive.SigningKey;
import io.tallyport.document.DocumentType;
import io.tallyport.document.InvoiceContent;
import io.tallyport.document.Party;
import io.tallyport.document.StatementContent;
import io.tallyport.inserver.ServerParts;
import io.tallyport.rendering.Printer;
import io.tallyport.rendering.Renderer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** That what draws documents finds its classes, templates, fonts and extensions within the EAR. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class RenderingInServerIT {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final byte[] XML = "<invoice/>".getBytes(StandardCharsets.UTF_8);

    @Inject
    private Renderer renderer;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(RenderingInServerIT.class);
    }

    @Test
    @DisplayName("L61, L69: an invoice with its XML and names in any script is drawn inside of the server")
    void anInvoiceIsDrawnWithItsXmlAndNamesInAnyScript() throws IOException {
        byte[] file = renderer.pdf(invoice("株式会社サンプル / شركة المثال / חברת 🚀"), XML);
        try (PDDocument document = Loader.loadPDF(file)) {
            assertContains(new PDFTextStripper().getText(document), "EUR 13.18 paid on 2 March 2026");
            assertContains(new PDFTextStripper().getText(document), "株式会社サンプル");
            byte[] metadata = document.getDocumentCatalog().getMetadata().toByteArray();
            assertContains(new String(metadata, StandardCharsets.UTF_8), "<pdfaid:part>3</pdfaid:part>");
            var files =
                    document.getDocumentCatalog().getNames().getEmbeddedFiles().getNames();
            assertArrayEquals(XML, files.get("factur-x.xml").getEmbeddedFile().toByteArray());
            var resources = document.getPage(0).getResources();
            for (COSName font : resources.getFontNames()) {
                assertTrue(resources.getFont(font).isEmbedded(), font.getName());
            }
        }
    }

    @Test
    void aStatementIsDrawnWithItsChart() throws IOException {
        try (PDDocument document = Loader.loadPDF(renderer.pdf(statement(), null))) {
            String text = new PDFTextStripper().getText(document);
            assertContains(text, "Ein Modell");
            assertContains(text, "-12,50");
            assertContains(text, "87,50");
        }
    }

    @Test
    @DisplayName("L68: a document is signed inside of the server")
    void aDocumentIsSignedInsideOfTheServer() throws Exception {
        byte[] file = new Printer(Optional.empty(), Optional.of(key())).pdf(invoice("Example"), XML);
        try (PDDocument document = Loader.loadPDF(file)) {
            assertEquals(
                    "ETSI.CAdES.detached", document.getLastSignatureDictionary().getSubFilter());
        }
    }

    @Test
    void threadsOfTheServerGetTheSameBytes() {
        InvoiceContent invoice = invoice("株式会社サンプル");
        byte[] alone = renderer.pdf(invoice, XML);
        assertTrue(IntStream.range(0, 16).parallel().allMatch(i -> Arrays.equals(renderer.pdf(invoice, XML), alone)));
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> part + " is not in: " + text);
    }

    private static InvoiceContent invoice(String buyer) {
        return new InvoiceContent(
                DocumentType.INVOICE,
                "TP-2026-000005",
                DAY,
                DAY,
                "en",
                "EUR",
                2,
                party("Tallyport Beispiel GmbH", "DE"),
                party(buyer, "FI"),
                null,
                null,
                List.of(new InvoiceContent.Line("API credit package", "10 credits", 1, 1050, 1050)),
                new InvoiceContent.Tax("S", new BigDecimal("25.5"), "VAT", 268, null, null, null),
                1050,
                1318,
                1318,
                new InvoiceContent.Payment(48, "VISA **** 4242", null, null, null, null),
                null,
                null);
    }

    private static StatementContent statement() {
        return new StatementContent(
                "acme-2026-02",
                DAY,
                "de",
                party("Tallyport Beispiel GmbH", "DE"),
                party("Exemple SARL", "FR"),
                LocalDate.of(2026, 2, 1),
                LocalDate.of(2026, 2, 28),
                "Europe/Paris",
                100_000_000_000L,
                87_500_000_000L,
                List.of(new StatementContent.Movement("USAGE", 10, -12_500_000_000L)),
                List.of(new StatementContent.ModelUsage("Ein Modell", 10, 1, 2, 3, 12_500_000_000L, 12_500_000_000L)),
                List.of(new StatementContent.DayUsage(LocalDate.of(2026, 2, 3), 10, 12_500_000_000L)));
    }

    private static Party party(String name, String country) {
        return new Party(name, "Musterstrasse 1", "10115", "Berlin", null, country, null, null, null, null);
    }

    private static SigningKey key() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=Test");
        var certificate = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                        Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                        name,
                        pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()));
        return new SigningKey(
                pair.getPrivate(), List.of(new JcaX509CertificateConverter().getCertificate(certificate)));
    }
}
