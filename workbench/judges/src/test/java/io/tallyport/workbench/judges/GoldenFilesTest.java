package io.tallyport.workbench.judges;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.document.InvoiceContent;
import io.tallyport.einvoice.Cii;
import io.tallyport.invoicing.GoldenInvoices;
import io.tallyport.rendering.Printer;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden invoices as the files that a buyer gets: page and XML of one content, before both judges. */
class GoldenFilesTest {
    private static final Printer PRINTER = new Printer(Optional.empty(), Optional.empty());

    static Stream<InvoiceContent> goldenFiles() {
        return Stream.concat(
                GoldenInvoices.names().stream().map(GoldenInvoices::invoice),
                Stream.of(GoldenInvoices.creditNote(1, 90), GoldenInvoices.replacement(1, 90, "en")));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("goldenFiles")
    @DisplayName(
            "L61, L65: G01 to G14, a credit note and what replaces it pass veraPDF and Mustang, and the page says what the XML says")
    void passBothJudges(InvoiceContent content) throws IOException {
        byte[] file = PRINTER.pdf(content, Cii.write(content));
        assertThat(Validators.pdfA3b(file)).isEmpty();
        assertThat(Validators.mustang(file, content.number() + ".pdf"))
                .contains("<summary status=\"valid\"/>")
                .doesNotContain("status=\"invalid\"");
        assertThat(textOf(file))
                .contains(Stream.of(
                                content.number(),
                                content.buyer().name(),
                                amount(content.net()),
                                amount(content.gross()),
                                content.tax().wording(),
                                content.tax().localWording())
                        .flatMap(Stream::ofNullable)
                        .toList());
    }

    /** As an English page writes it; golden amounts have two digits. */
    private static String amount(long minor) {
        return String.format(java.util.Locale.ENGLISH, "%,d.%02d", minor / 100, minor % 100);
    }

    private static String textOf(byte[] file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file)) {
            return new PDFTextStripper()
                    .getText(document)
                    .replace('\u00a0', ' ')
                    .replaceAll("\\R", " ");
        }
    }
}
