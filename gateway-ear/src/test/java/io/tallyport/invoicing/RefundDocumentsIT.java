package io.tallyport.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.document.Cause;
import io.tallyport.document.Document;
import io.tallyport.document.DocumentFile.Kind;
import io.tallyport.document.DocumentType;
import io.tallyport.document.Draft;
import io.tallyport.document.InvoiceContent;
import io.tallyport.document.Numbering;
import io.tallyport.error.GatewayException;
import io.tallyport.invoicing.Making.Outcome;
import io.tallyport.invoicing.Making.Outcome.State;
import io.tallyport.ledger.Decision;
import io.tallyport.payment.ProviderRefund;
import io.tallyport.payment.ProviderRefund.Status;
import io.tallyport.refund.RefundBook;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Refunds of G05 in parts of 3.50 net, and what is issued of them: as money goes out, and as it comes back. */
class RefundDocumentsIT {
    private static final long PART = 3_500_000_000L;

    private final OrderDocuments orders = new OrderDocuments();
    private final BareLedger ledger = orders.ledger;
    private final RefundBook book = ledger.bean(RefundBook.class);
    private final long order = orders.sold.g05();

    @Test
    @DisplayName("L66: three credit notes on G05 carry 0.89, 0.90, 0.89 and add up to it; a fourth is refused")
    void creditNotesAddUpToTheirInvoice() {
        UUID first = paidOut(PART);
        assertThat(note(first).state()).as("not before the invoice").isEqualTo(State.WAITS);
        Document invoice = orders.made(orders.cause(DocumentType.INVOICE, order));
        UUID second = paidOut(PART);
        UUID third = paidOut(PART);
        assertThat(List.of(third, first, second))
                .allSatisfy(refund -> assertThat(note(refund).state()).isEqualTo(State.DONE));
        assertThat(List.of(
                        noteOf(first).tax(), noteOf(second).tax(), noteOf(third).tax()))
                .containsExactly(89L, 90L, 89L);
        InvoiceContent last = orders.content(noteOf(second));
        assertThat(last.number()).startsWith(orders.sold.code + "C-").endsWith("-000003");
        assertThat(Objects.requireNonNull(last.corrects()).number()).isEqualTo(invoice.number());
        assertThat(orders.text(noteOf(third), Kind.CII)).contains("<ram:TypeCode>381</ram:TypeCode>", invoice.number());

        assertThatThrownBy(() -> ask(PART)).isInstanceOf(GatewayException.class);
        UUID forged = orders.sold.transaction(order);
        ledger.database.update("""
                INSERT INTO credit_refund (tx_id, wallet_id, group_id, credits_nano, bonus_nano, shortfall_nano, currency,
                    net_minor, tax_minor, breakage_minor) SELECT ?, wallet_id, id, 1, 0, 0, 'EUR', 1, 0, 0
                FROM lot_group WHERE order_id = ?
                """, forged, order);
        assertThatThrownBy(() -> note(forged))
                .hasStackTraceContaining("is more than " + invoice.number() + " has left");
        assertThat(ledger.number("SELECT next_no FROM document_series WHERE prefix LIKE ?", orders.sold.code + "C-%"))
                .as("no number was used")
                .isEqualTo(4);
    }

    @Test
    @DisplayName("section 9: a refund that is only asked for has no credit note; its payout causes it")
    void thePayoutCausesTheNote() {
        orders.made(orders.cause(DocumentType.INVOICE, order));
        UUID refund = ask(PART).orThrow();
        told(refund, Status.PENDING);
        assertThat(orders.queued(order, refund)).isEmpty();
        assertThatThrownBy(() -> note(refund)).hasStackTraceContaining("is of a refund that is PENDING");
        told(refund, Status.SUCCEEDED);
        told(refund, Status.SUCCEEDED);
        assertThat(orders.queued(order, refund)).containsExactly("CREDIT_NOTE");
        assertThat(orders.made(noteCause(refund)).tax()).isEqualTo(89);
    }

    @Test
    @DisplayName(
            "a refund that fails before its payout leaves no document; those beside and after it do not wait for it")
    void whatFailedBeforeItsPayoutIsNotDocumented() {
        orders.made(orders.cause(DocumentType.INVOICE, order));
        UUID failing = ask(PART).orThrow();
        UUID beside = ask(PART).orThrow();
        told(failing, Status.FAILED);
        assertThat(orders.queued(order, failing)).isEmpty();
        told(beside, Status.SUCCEEDED);
        assertThat(orders.made(noteCause(beside)).tax())
                .as("posted while the other stood")
                .isEqualTo(90);
        UUID rest = paidOut(2 * PART);
        assertThat(orders.made(noteCause(rest)).tax()).isEqualTo(268 - 90);
    }

    @Test
    @DisplayName(
            "a refund that fails after its credit note is invoiced again, once; what is left goes back without waiting")
    void whatFailedAfterItsNoteIsInvoicedAgain() {
        Document invoice = orders.made(orders.cause(DocumentType.INVOICE, order));
        UUID failing = paidOut(PART);
        Document note = orders.made(noteCause(failing));
        UUID second = paidOut(PART);
        told(failing, Status.FAILED);
        told(failing, Status.FAILED);
        assertThat(orders.queued(order, failing)).containsExactly("CREDIT_NOTE", "INVOICE");

        assertThat(orders.made(noteCause(second)).tax()).isEqualTo(90);
        UUID rest = paidOut(2 * PART);
        assertThat(orders.made(noteCause(rest)).tax())
                .as("with no waiting for what replaces the other")
                .isEqualTo(268 - 90);
        Document again = orders.made(againCause(failing));
        assertThat(orders.made(againCause(failing))).isEqualTo(again);
        assertThat(again.number()).isEqualTo(invoice.number().replace("-000001", "-000002"));
        InvoiceContent replaced = orders.content(note);
        InvoiceContent said = orders.content(again);
        assertThat(said.lines()).isEqualTo(replaced.lines());
        assertThat(List.of(said.net(), said.tax(), said.gross(), said.paid()))
                .containsExactly(replaced.net(), replaced.tax(), replaced.gross(), replaced.gross());
        assertThat(said.taxPoint())
                .as("the day of the payment")
                .isEqualTo(orders.content(invoice).taxPoint());
        assertThat(said.corrects())
                .isEqualTo(new InvoiceContent.Corrected(
                        note.number(),
                        note.issued(),
                        "The refund did not arrive: this invoice replaces the credit note"));
        assertThat(orders.text(again, Kind.CII)).contains("<ram:TypeCode>380</ram:TypeCode>", note.number());
        assertThat(ledger.number("SELECT count(DISTINCT tax_snapshot_id) FROM document WHERE order_id = ?", order))
                .isEqualTo(1);

        assertThat(ledger.number("""
                        SELECT sum(CASE type WHEN 'INVOICE' THEN gross_minor ELSE -gross_minor END)
                        FROM document WHERE order_id = ? AND tax_minor IS NOT NULL
                        """, order)).isZero();
    }

    @Test
    @DisplayName(
            "a refund that fails between its payout and its credit note leaves neither that nor what would replace it")
    void whatFailedBeforeItsNoteIsNotDocumented() {
        orders.made(orders.cause(DocumentType.INVOICE, order));
        UUID refund = paidOut(PART);
        told(refund, Status.FAILED);
        assertThat(note(refund)).isEqualTo(new Outcome(State.DONE, "the refund was taken back"));
        assertThat(orders.make(againCause(refund)))
                .isEqualTo(new Outcome(State.DONE, "there is no credit note to replace"));
    }

    @Test
    @DisplayName("a draft that was made before its refund failed gets no number; neither does what replaces nothing")
    void aDraftDoesNotOutliveItsRefund() {
        orders.made(orders.cause(DocumentType.INVOICE, order));
        UUID failing = paidOut(PART);
        UUID standing = paidOut(PART);
        Draft late = draft(noteCause(failing));
        told(failing, Status.FAILED);
        Numbering numbering = ledger.bean(Numbering.class);
        assertThatThrownBy(() -> numbering.issue(late)).hasStackTraceContaining("is of a refund that is FAILED");
        orders.made(noteCause(standing));
        Draft hasty = draft(againCause(standing));
        assertThatThrownBy(() -> numbering.issue(hasty)).hasStackTraceContaining("whose refund is PAID_OUT");
    }

    private Draft draft(Cause cause) {
        return ((Drafts.Result.Ready) ledger.bean(Drafts.class).draft(cause)).draft();
    }

    private Decision ask(long credits) {
        return book.request(order, credits, BareLedger.key(), "support", "for a test");
    }

    private UUID paidOut(long credits) {
        UUID refund = ask(credits).orThrow();
        told(refund, Status.SUCCEEDED);
        return refund;
    }

    /** As the provider does. */
    private void told(UUID refund, Status status) {
        long id = ledger.number("SELECT id FROM payment_refund WHERE refund_tx_id = ?", refund);
        long amount = ledger.number("SELECT amount_minor FROM payment_refund WHERE id = ?", id);
        book.answered(id, new ProviderRefund("r" + id, null, amount, status));
    }

    private Outcome note(UUID refund) {
        return orders.make(noteCause(refund));
    }

    private Document noteOf(UUID refund) {
        return orders.documents.find(noteCause(refund)).orElseThrow();
    }

    private Cause noteCause(UUID refund) {
        return orders.cause(DocumentType.CREDIT_NOTE, order, refund);
    }

    private Cause againCause(UUID refund) {
        return orders.cause(DocumentType.INVOICE, order, refund);
    }
}
