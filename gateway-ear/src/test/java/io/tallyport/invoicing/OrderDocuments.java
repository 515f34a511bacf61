package io.tallyport.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.bed.ledger.SoldOrders;
import io.tallyport.document.Cause;
import io.tallyport.document.Document;
import io.tallyport.document.DocumentFile.Kind;
import io.tallyport.document.DocumentType;
import io.tallyport.document.Documents;
import io.tallyport.document.InvoiceContent;
import io.tallyport.invoicing.Making.Outcome.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is made of sold orders. */
final class OrderDocuments {
    final SoldOrders sold = new SoldOrders("test");
    final BareLedger ledger = sold.ledger;
    final Documents documents = ledger.bean(Documents.class);
    private final Making making = ledger.bean(Making.class);

    Cause cause(DocumentType type, long order) {
        return Cause.ofOrder(type, sold.organisation, order);
    }

    Cause cause(DocumentType type, long order, UUID refund) {
        return new Cause(type, sold.organisation, order, refund, null);
    }

    Making.Outcome make(Cause cause) {
        return making.make(cause);
    }

    /** Once it is there, with its files. */
    Document made(Cause cause) {
        assertThat(make(cause).state()).isEqualTo(State.DONE);
        return documents.find(cause).orElseThrow();
    }

    InvoiceContent content(Document document) {
        return (InvoiceContent) documents.content(document);
    }

    String text(Document document, Kind kind) {
        return new String(documents.file(document, kind).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    /** What is to be made of an order; of a refund of it, where one is given. */
    List<String> queued(long order, @Nullable UUID refund) {
        return ledger.database.list(
                "SELECT type FROM document_work WHERE order_id = ? AND refund_id IS NOT DISTINCT FROM ? ORDER BY type",
                row -> row.getString(1),
                order,
                refund);
    }
}
