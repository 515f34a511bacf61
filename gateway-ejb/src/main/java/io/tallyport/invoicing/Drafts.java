package io.tallyport.invoicing;

import io.tallyport.document.Cause;
import io.tallyport.document.Document;
import io.tallyport.document.DocumentContent;
import io.tallyport.document.DocumentType;
import io.tallyport.document.Documents;
import io.tallyport.document.Draft;
import io.tallyport.document.InvoiceContent;
import io.tallyport.einvoice.Credited;
import io.tallyport.invoicing.SaleStore.Returned;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out what a document is to say, from what was frozen when it was caused: the same whenever it is asked. */
@ApplicationScoped
class Drafts {
    @Inject
    private SaleStore sales;

    @Inject
    private NationalTaxes nationalTaxes;

    @Inject
    private Documents documents;

    @Inject
    private UsageStatements statements;

    @Inject
    private io.tallyport.database.DatabaseClock clock;

    /** What comes of a cause. */
    sealed interface Result {
        /** @param before what was refunded before, for the gate */
        record Ready(Draft draft, Credited before) implements Result {}

        /** On another document; tried again soon. */
        record Waits(String reason) implements Result {}

        /** There is nothing to document. */
        record Nothing(String reason) implements Result {}
    }

    Result draft(Cause cause) {
        if (cause.type() == DocumentType.STATEMENT) {
            return statements.draft(cause);
        }
        Sale sale = sales.find(Objects.requireNonNull(cause.orderId(), "an order's"))
                .orElseThrow();
        Invoices invoices = new Invoices(sale);
        return switch (cause.type()) {
            case INVOICE ->
                cause.refundId() == null
                        ? ready(sale, cause, invoice(sale, invoices))
                        : replacement(sale, cause, invoices);
            case PRO_FORMA ->
                ready(
                        sale,
                        cause,
                        invoices.proForma(
                                clock.now().atZone(ZoneId.of(sale.zone())).toLocalDate()));
            case RECEIPT -> receipt(sale, cause, invoices);
            case CREDIT_NOTE -> creditNote(sale, cause, invoices);
            case STATEMENT -> throw new IllegalStateException("told apart before");
        };
    }

    private InvoiceContent invoice(Sale sale, Invoices invoices) {
        InvoiceContent plain = invoices.invoice(null);
        return invoices.invoice(nationalTaxes.of(sale, plain.seller().country(), sale.tax(), plain.taxPoint()));
    }

    private Result receipt(Sale sale, Cause cause, Invoices invoices) {
        Optional<Document> invoice = invoiceOf(sale);
        if (invoice.isEmpty()) {
            return new Result.Waits("for the invoice");
        }
        InvoiceContent paid = (InvoiceContent) documents.content(invoice.get());
        return ready(sale, cause, invoices.receipt(paid, sales.balanceAfter(sale.orderId())));
    }

    /** Tax as the books posted it, by the cumulative arithmetic of refunds; the gate holds it against its own. */
    private Result creditNote(Sale sale, Cause cause, Invoices invoices) {
        Returned returned = returned(sale, cause);
        if (returned.takenBack()) {
            return new Result.Nothing("the refund was taken back");
        }
        Optional<Document> invoice = invoiceOf(sale);
        if (invoice.isEmpty()) {
            return new Result.Waits("for the invoice");
        }
        InvoiceContent original = (InvoiceContent) documents.content(invoice.get());
        InvoiceContent content = invoices.creditNote(
                returned,
                original,
                nationalTaxes.of(sale, original.seller().country(), returned.tax(), original.taxPoint()));
        return new Result.Ready(of(sale, cause, content, invoice.get().id()), returned.before());
    }

    /** Of a refund that was taken back: once it is, no credit note can follow, so that one is there now or never. */
    private Result replacement(Sale sale, Cause cause, Invoices invoices) {
        Optional<Document> note = documents.find(
                new Cause(DocumentType.CREDIT_NOTE, cause.organisationId(), cause.orderId(), cause.refundId(), null));
        if (note.isEmpty()) {
            return new Result.Nothing("there is no credit note to replace");
        }
        InvoiceContent content = invoices.replacement((InvoiceContent) documents.content(note.get()));
        return new Result.Ready(
                of(sale, cause, content, note.get().id()), returned(sale, cause).before());
    }

    private Returned returned(Sale sale, Cause cause) {
        return sales.refund(Objects.requireNonNull(cause.refundId(), "a refund's"), sale.zone())
                .orElseThrow();
    }

    private Optional<Document> invoiceOf(Sale sale) {
        return documents.find(Cause.ofOrder(DocumentType.INVOICE, sale.organisationId(), sale.orderId()));
    }

    private static Result ready(Sale sale, Cause cause, DocumentContent content) {
        return new Result.Ready(of(sale, cause, content, null), Credited.NONE);
    }

    private static Draft of(Sale sale, Cause cause, DocumentContent content, @Nullable Long corrects) {
        return new Draft(
                cause,
                sale.sellerId(),
                sale.sellerCode(),
                sale.zone(),
                corrects,
                sale.buyer().profileVersion(),
                sale.taxed().snapshotId(),
                content);
    }
}
