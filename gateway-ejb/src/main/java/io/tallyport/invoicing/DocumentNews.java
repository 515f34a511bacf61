package io.tallyport.invoicing;

import io.tallyport.currency.Currencies;
import io.tallyport.document.Cause;
import io.tallyport.document.Document;
import io.tallyport.document.DocumentType;
import io.tallyport.document.Documents;
import io.tallyport.notify.EventType;
import io.tallyport.notify.Notifications;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Ends the making of a document, and tells its organisation of an invoice or credit note, once, when its files are there. */
@Stateless
public class DocumentNews {
    private static final Set<DocumentType> TOLD = EnumSet.of(DocumentType.INVOICE, DocumentType.CREDIT_NOTE);

    @Inject
    private DocumentWorkStore store;

    @Inject
    private Documents documents;

    @Inject
    private Notifications notifications;

    @Inject
    private Currencies currencies;

    public void end(long workId, Cause cause, String outcome) {
        if (store.end(workId, outcome) && TOLD.contains(cause.type())) {
            documents.find(cause).ifPresent(this::tell);
        }
    }

    private void tell(Document document) {
        String currency = Objects.requireNonNull(document.currency(), "of an invoice");
        long gross = Objects.requireNonNull(document.gross(), "of an invoice");
        Map<String, Object> data = new HashMap<>(Map.of(
                "document", Long.toString(document.id()),
                "type", document.type().name().toLowerCase(Locale.ROOT),
                "number", document.number(),
                "issued", document.issued().toString(),
                "total", currencies.fields(currency, gross)));
        if (document.orderId() != null) {
            data.put("order", Long.toString(document.orderId()));
        }
        notifications.raise(document.organisationId(), EventType.INVOICE_ISSUED, data);
    }
}
