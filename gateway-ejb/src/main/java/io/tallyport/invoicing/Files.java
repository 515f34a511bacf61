package io.tallyport.invoicing;

import io.tallyport.document.Document;
import io.tallyport.document.DocumentContent;
import io.tallyport.document.DocumentFile;
import io.tallyport.document.DocumentFile.Kind;
import io.tallyport.document.Documents;
import io.tallyport.document.InvoiceContent;
import io.tallyport.einvoice.Cii;
import io.tallyport.einvoice.Ubl;
import io.tallyport.rendering.Renderer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Makes the files of issued documents, from what each says alone. What is stored is never made again. */
@ApplicationScoped
class Files {
    @Inject
    private Documents documents;

    @Inject
    private Renderer renderer;

    /** Those that are not stored yet; the page last, since it carries the XML. */
    void complete(Document document) {
        DocumentContent content = documents.content(document);
        if (!(content instanceof InvoiceContent invoice) || !document.type().isElectronic()) {
            if (isMissing(document, Kind.PDF)) {
                documents.store(document, Kind.PDF, renderer.pdf(content, null));
            }
            return;
        }
        if (isMissing(document, Kind.CII)) {
            documents.store(document, Kind.CII, Cii.write(invoice));
        }
        if (isMissing(document, Kind.UBL)) {
            documents.store(document, Kind.UBL, Ubl.write(invoice));
        }
        if (isMissing(document, Kind.PDF)) {
            DocumentFile cii = documents.file(document, Kind.CII).orElseThrow();
            documents.store(document, Kind.PDF, renderer.pdf(invoice, cii.bytes()));
        }
    }

    private static boolean isMissing(Document document, Kind kind) {
        return !document.files().contains(kind);
    }
}
