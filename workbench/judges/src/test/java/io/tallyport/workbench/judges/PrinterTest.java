package io.tallyport.workbench.judges;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tallyport.document.DocumentContent;
import io.tallyport.rendering.Printer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontFactory;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrinterTest {
    private static final Printer PRINTER = new Printer(Optional.empty(), Optional.empty());

    static List<DocumentContent> everyTypeInEveryLanguage() {
        List<DocumentContent> contents = new ArrayList<>();
        for (String language : List.of("en", "de", "fr", "es")) {
            contents.add(Samples.in(language, Samples.g03()));
            contents.add(Samples.in(language, Samples.creditNote()));
            contents.add(Samples.proForma(language));
            contents.add(Samples.receipt(language));
            contents.add(Samples.statement(language));
        }
        return contents;
    }

    static List<DocumentContent> goldenCases() {
        return List.of(
                Samples.g01(),
                Samples.g02(),
                Samples.g05(),
                Samples.g07(),
                Samples.g08(),
                Samples.g10(),
                Samples.g14(),
                Samples.yen(),
                Samples.national());
    }

    @ParameterizedTest
    @MethodSource({"everyTypeInEveryLanguage", "goldenCases"})
    @DisplayName("L61: every type in every language is PDF/A-3b, with every font inside")
    void everyDocumentIsPdfA(DocumentContent content) throws IOException {
        byte[] file = PRINTER.pdf(content, null);
        assertThat(fontsOf(file)).isNotEmpty().allMatch(PDFont::isEmbedded);
        assertThat(Validators.pdfA3b(file)).isEmpty();
        assertThat(textOf(file))
                .contains(content.number())
                .contains(content.buyer().name());
    }

    @Test
    @DisplayName("L61: with the XML inside it is PDF/A-3b and what Mustang calls a valid invoice")
    void theInvoiceInsidePassesBothJudges() throws IOException {
        byte[] file = PRINTER.pdf(Samples.g05(), g05Xml());
        assertThat(Validators.pdfA3b(file)).isEmpty();
        assertThat(Validators.mustang(file, "TP-2026-000005.pdf"))
                .contains("<summary status=\"valid\"/>")
                .doesNotContain("status=\"invalid\"");
        try (PDDocument document = Loader.loadPDF(file)) {
            var names =
                    document.getDocumentCatalog().getNames().getEmbeddedFiles().getNames();
            var entry = Objects.requireNonNull(names.get("factur-x.xml"));
            assertThat(entry.getEmbeddedFile().toByteArray()).isEqualTo(g05Xml());
            assertThat(entry.getCOSObject().getNameAsString(COSName.getPDFName("AFRelationship")))
                    .isEqualTo("Alternative");
        }
    }

    @Test
    void theJudgesCanSayNo() throws IOException {
        byte[] wrong = new String(g05Xml(), StandardCharsets.UTF_8)
                .replace("<ram:GrandTotalAmount>13.18", "<ram:GrandTotalAmount>14.18")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(Validators.mustang(PRINTER.pdf(Samples.g05(), wrong), "wrong.pdf"))
                .contains("status=\"invalid\"");
        byte[] noMetadata = new String(PRINTER.pdf(Samples.g05(), null), StandardCharsets.ISO_8859_1)
                .replace("<pdfaid:part>3", "<pdfaid:part>1")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Validators.pdfA3b(noMetadata)).isNotEmpty();
    }

    @Test
    @DisplayName("L65: what was charged stands on the page, in the formats of its language")
    void amountsAndWordingStandOnThePage() throws IOException {
        assertThat(textOf(Samples.g01())).contains("33,33", "6,33 EUR", "39,66 EUR bezahlt am 2. März 2026", "19 %");
        assertThat(textOf(Samples.g02())).contains("30,39 EUR", "5,77 EUR", "36,16 EUR", "DE100000024");
        assertThat(textOf(Samples.g03())).contains("Reverse charge", "Autoliquidation", "FR88100000009", "500,00 EUR");
        assertThat(textOf(Samples.g05())).contains("EUR 13.18 paid on 2 March 2026", "25.5 %", "EUR 2.68");
        assertThat(textOf(Samples.g07())).contains("IGIC 7 %", "160,39 EUR pagados el 2 de marzo de 2026");
        assertThat(textOf(Samples.g08()))
                .contains("Not subject to VAT - Art. 44 Directive 2006/112/EC", "2.500,00 EUR", "DE100000016")
                .doesNotContain("0 %");
        assertThat(textOf(Samples.g10()))
                .contains("Kleinunternehmer, keine Umsatzsteuer nach § 19 UStG", "12/345/67890");
        assertThat(textOf(Samples.g14())).contains("USD 300.00", "0000014", "Texas");
        assertThat(textOf(Samples.yen())).contains("JPY 1,650,000", "株式会社サンプル").doesNotContain("1,650,000.");
        assertThat(textOf(Samples.national())).contains("SEK 30.11", "1 EUR = 11.2345 SEK", "European Central Bank");
        assertThat(textOf(Samples.creditNote()))
                .contains(
                        "TPC-2026-000001",
                        "TP-2026-000005 of 2 March 2026",
                        "EUR 4.39 credited",
                        "given back on request");
        assertThat(textOf(Samples.proForma("de"))).contains("DE02 1203 0000 0000 2020 51", "36,16 EUR zu überweisen");
        assertThat(textOf(Samples.receipt("fr")))
                .contains("VISA **** 4242", "pi_3QexampleK2eZvKYlo2C", "612,345678901", "500,00 EUR reçus");
        assertThat(textOf(Samples.statement("es")))
                .contains("226,154316240", "-70,000004858", "184.223.991", "Europe/Paris", "-1,500000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "株式会社サンプル",
                "示例科技有限公司",
                "주식회사 예제",
                "شركة المثال للتجارة المحدودة",
                "חברת הדוגמה בע\"מ (Example)",
                "บริษัท ตัวอย่าง จำกัด",
                "उदाहरण प्राइवेट लिमिटेड",
                "ООО «Пример» Ελλάς Հայաստան საქართველო",
                "Rocket 🚀 Labs 👩‍🚀 <b>& Sons</b> \uD800 \u202E\u0007 𠀀"
            })
    @DisplayName("L69: names in any script: fonts embedded, PDF/A")
    void namesInAnyScript(String name) throws IOException {
        byte[] file = PRINTER.pdf(Samples.named(name, name, name), null);
        assertThat(Validators.pdfA3b(file)).isEmpty();
        assertThat(fontsOf(file)).isNotEmpty().allMatch(PDFont::isEmbedded);
        assertThat(textOf(file)).contains("EUR 13.18");
    }

    @Test
    @DisplayName("L69: a name longer than any page is wide is drawn whole")
    void longNamesWrap() throws IOException {
        String name = "Very ".repeat(80)
                + "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft END";
        byte[] file = PRINTER.pdf(Samples.named(name, name, name), null);
        assertThat(Validators.pdfA3b(file)).isEmpty();
        assertThat(textOf(file).split(" END", -1)).hasSize(4);
    }

    @Test
    @DisplayName("L69: 500 lines: every one is there, under headings that each page repeats")
    void fiveHundredLinesKeepTheirHeadings() throws IOException {
        byte[] file = PRINTER.pdf(Samples.withLines(500), null);
        assertThat(Validators.pdfA3b(file)).isEmpty();
        try (PDDocument document = Loader.loadPDF(file)) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isCloseTo(22, within(3));
            String all = new PDFTextStripper().getText(document);
            for (int line = 1; line <= 500; line++) {
                assertThat(all).contains("Package " + line + ":");
            }
            for (int page = 1; page <= pages; page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                String text = stripper.getText(document);
                assertThat(text).contains("Page " + page + " of " + pages);
                if (text.contains("Package ")) {
                    assertThat(text).contains("Unit price, EUR");
                }
            }
        }
    }

    @Test
    @DisplayName(
            "L64: the same content gives the same bytes, on one thread or eight, whatever the JVM's zone and language")
    void sameContentSameBytes() throws Exception {
        List<DocumentContent> contents =
                List.of(Samples.withLines(60), Samples.g03(), Samples.statement("de"), Samples.yen());
        Map<String, byte[]> alone =
                contents.stream().collect(toMap(DocumentContent::number, content -> PRINTER.pdf(content, null)));
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            Printer another = new Printer(Optional.empty(), Optional.empty());
            List<Future<Boolean>> same = new ArrayList<>();
            for (int round = 0; round < 8; round++) {
                for (DocumentContent content : contents) {
                    same.add(threads.submit(
                            () -> Arrays.equals(another.pdf(content, null), alone.get(content.number()))));
                }
            }
            for (Future<Boolean> one : same) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    @DisplayName("L61: with a logo, even one with transparency, it is PDF/A-3b")
    void aLogoIsDrawn(String format, @TempDir Path folder) throws IOException {
        boolean transparent = format.equals("png");
        BufferedImage logo =
                new BufferedImage(400, 100, transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = logo.createGraphics();
        graphics.setColor(new Color(200, 30, 60, 128));
        graphics.fillOval(10, 10, 380, 80);
        ImageIO.write(
                logo,
                format,
                folder.resolve("tallyport-beispiel-gmbh." + format).toFile());
        byte[] file = new Printer(Optional.of(folder), Optional.empty()).pdf(Samples.g05(), null);
        assertThat(Validators.pdfA3b(file)).isEmpty();
        try (PDDocument document = Loader.loadPDF(file)) {
            var resources = document.getPage(0).getResources();
            assertThat(resources.getXObjectNames()).anyMatch(resources::isImageXObject);
        }
    }

    @Test
    void aDifferentNameOrXmlGivesAnotherFileAndAnotherId() throws IOException {
        byte[] one = PRINTER.pdf(Samples.g05(), g05Xml());
        byte[] two = PRINTER.pdf(Samples.g05(), "<other/>".getBytes(StandardCharsets.UTF_8));
        try (PDDocument first = Loader.loadPDF(one);
                PDDocument second = Loader.loadPDF(two)) {
            assertThat(first.getDocument().getDocumentID().toString())
                    .isNotEqualTo(second.getDocument().getDocumentID().toString());
            assertThat(first.getDocumentInformation().getTitle()).isEqualTo("Invoice TP-2026-000005");
            assertThat(first.getDocumentInformation().getAuthor()).isEqualTo("Tallyport Beispiel GmbH");
            assertThat(first.getDocumentCatalog().getLanguage()).isEqualTo("en");
        }
    }

    static byte[] g05Xml() throws IOException {
        try (InputStream in = PrinterTest.class.getResourceAsStream("g05.xml")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static String textOf(DocumentContent content) throws IOException {
        return textOf(PRINTER.pdf(content, null));
    }

    /** Lines that were wrapped are joined, since where they wrap is no promise. */
    private static String textOf(byte[] file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file)) {
            return new PDFTextStripper()
                    .getText(document)
                    .replace('\u00a0', ' ')
                    .replaceAll("\\R", " ");
        }
    }

    /** All of a file, wherever they are used; what a composite font descends from is part of it. */
    static List<PDFont> fontsOf(byte[] file) throws IOException {
        List<PDFont> fonts = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(file)) {
            for (COSObject found : document.getDocument().getObjectsByType(COSName.FONT)) {
                COSDictionary font = (COSDictionary) found.getObject();
                if (!font.getNameAsString(COSName.SUBTYPE).startsWith("CIDFont")) {
                    fonts.add(PDFontFactory.createFont(font));
                }
            }
        }
        return fonts;
    }
}
