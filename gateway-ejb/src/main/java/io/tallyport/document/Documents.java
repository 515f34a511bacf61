package io.tallyport.document;

import io.tallyport.document.DocumentFile.Kind;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** An organisation's documents and their files: what is stored is served, byte for byte, and never made again. */
@Stateless
public class Documents {
    @Inject
    private DocumentStore store;

    /**
     * Newest first.
     *
     * @param before only documents with smaller ids
     */
    public List<Document> of(long organisationId, long before, int most) {
        return store.of(organisationId, before, most);
    }

    public Optional<Document> find(long organisationId, long id) {
        return store.find(organisationId, id);
    }

    /** The one that was made for a cause. */
    public Optional<Document> find(Cause cause) {
        return store.find(cause);
    }

    /** Empty while it is being made, and for kinds that the document has not. */
    public Optional<DocumentFile> file(Document document, Kind kind) {
        return store.file(document, kind);
    }

    public DocumentContent content(Document document) {
        return Canonical.read(document.type(), store.content(document.id()));
    }

    /** Keeps a file, once: of two the first stays. */
    public void store(Document document, Kind kind, byte[] bytes) {
        store.insertFile(document.id(), kind, bytes);
    }

    /**
     * The pro-forma invoice of an order that is to be paid by bank transfer; empty: it is asked for now, and there a moment
     * later.
     */
    public Optional<Document> proForma(long organisationId, long orderId) {
        Cause cause = Cause.ofOrder(DocumentType.PRO_FORMA, organisationId, orderId);
        Optional<Document> made = store.find(cause);
        if (made.isEmpty()) {
            store.queueProForma(organisationId, orderId);
        }
        return made;
    }

    /** Has a document made soon, on whatever node. */
    public void ask(Cause cause) {
        store.queue(cause);
    }
}
