package io.tallyport.inserver.billing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.database.Database;
import io.tallyport.database.Retries;
import io.tallyport.document.Document;
import io.tallyport.document.DocumentFile;
import io.tallyport.document.DocumentFile.Kind;
import io.tallyport.document.DocumentType;
import io.tallyport.document.Documents;
import io.tallyport.inserver.Sales;
import io.tallyport.inserver.ServerParts;
import io.tallyport.inserver.Wallets;
import io.tallyport.order.Order;
import io.tallyport.order.OrderBook;
import io.tallyport.payment.Crediting;
import io.tallyport.payment.ProviderPayment;
import io.tallyport.payment.ProviderPayment.Status;
import io.tallyport.payment.ProviderRefund;
import io.tallyport.refund.OrderRefunds;
import io.tallyport.refund.PaymentRefund;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A paid order gets its documents without anybody asking. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class DocumentsInServerIT {
    private static final long PATIENCE_MILLIS = 60_000;

    @Inject
    private Wallets wallets;

    @Inject
    private Sales sales;

    @Inject
    private OrderBook book;

    @Inject
    private Crediting crediting;

    @Inject
    private OrderRefunds refunds;

    @Inject
    private Documents documents;

    @Inject
    private Database database;

    @Inject
    private UserTransaction transaction;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(DocumentsInServerIT.class);
    }

    @Test
    @DisplayName("G01, L65: a credited order gets its invoice and its receipt, each with its files")
    void aPaidOrderGetsItsDocuments() throws Exception {
        Order order = credited();
        List<Document> made = complete(order, 2);
        assertEquals(
                Set.of(DocumentType.INVOICE, DocumentType.RECEIPT),
                made.stream().map(Document::type).collect(Collectors.toSet()));
        Document invoice = of(made, DocumentType.INVOICE).getFirst();
        assertEquals(List.of(33_33L, 6_33L, 39_66L), List.of(invoice.net(), invoice.tax(), invoice.gross()));
        for (Kind kind : invoice.files()) {
            DocumentFile file = documents.file(invoice, kind).orElseThrow();
            assertEquals(
                    file.sha256(),
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(file.bytes())));
            assertArrayEquals(
                    file.bytes(), documents.file(invoice, kind).orElseThrow().bytes());
        }
        assertTrue(documents.of(order.organisationId() + 1, Long.MAX_VALUE, 10).stream()
                .noneMatch(one -> one.id() == invoice.id()));
    }

    @Test
    @DisplayName(
            "section 9: a refund that fails days after its credit note is invoiced again, and all can still go back")
    void aRefundThatComesBackIsInvoicedAgain() throws Exception {
        Order order = credited();
        PaymentRefund failing =
                refunds.request(order.id(), 10 * Sales.CREDIT, "back-" + order.id(), Sales.BUYER, "asked");
        complete(order, 2);
        take(order, failing, ProviderRefund.Status.SUCCEEDED);
        Document note = of(complete(order, 3), DocumentType.CREDIT_NOTE).getFirst();
        take(order, failing, ProviderRefund.Status.FAILED);
        PaymentRefund all = refunds.request(order.id(), 30 * Sales.CREDIT, "all-" + order.id(), Sales.BUYER, "asked");
        take(order, all, ProviderRefund.Status.SUCCEEDED);

        List<Document> made = complete(order, 5);
        Document again = of(made, DocumentType.INVOICE).getFirst();
        assertEquals(List.of(failing.refundId(), note.gross()), List.of(again.refundId(), again.gross()));
        assertEquals(39_66L, of(made, DocumentType.CREDIT_NOTE).getFirst().gross());
        assertEquals(
                0,
                wallets.number(
                        "SELECT count(*) FROM alert WHERE code = 'document-waits' AND wallet_id = ?",
                        order.organisationId()));
    }

    /** G01. */
    private Order credited() throws Exception {
        long organisation = wallets.open();
        sales.consumer(organisation, "80331", "München", "DE");
        long bought = sales.packageOf(sales.berlin("SD", true), "EUR", 33_33, 30 * Sales.CREDIT, null);
        Order order = sales.place(organisation, bought, null);
        transaction.begin();
        book.redirect(
                book.lock(order.id()).orElseThrow(),
                "test",
                "session-" + order.id(),
                "https://pay.example/1",
                Sales.BUYER);
        transaction.commit();
        assertEquals(Crediting.Outcome.CREDITED, take(order, List.of()));
        return order;
    }

    private void take(Order order, PaymentRefund refund, ProviderRefund.Status status) {
        take(order, List.of(new ProviderRefund("re_" + refund.id(), refund.key(), refund.amount(), status)));
    }

    private Crediting.Outcome take(Order order, List<ProviderRefund> given) {
        ProviderPayment payment = new ProviderPayment(
                "test",
                "session-" + order.id(),
                "pay_" + order.id() + "-documents",
                Status.PAID,
                "EUR",
                39_66,
                true,
                order.id(),
                "VISA **** 4242",
                null,
                given,
                null);
        return Retries.run(() -> crediting.take(payment, true)).outcome();
    }

    /** Newest first. */
    private static List<Document> of(List<Document> made, DocumentType type) {
        return made.stream().filter(one -> one.type() == type).toList();
    }

    /** Once there are so many, each with all its files. */
    private List<Document> complete(Order order, int count) throws InterruptedException {
        long organisation = order.organisationId();
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline) {
            List<Document> made = documents.of(organisation, Long.MAX_VALUE, 10);
            if (made.size() == count
                    && made.stream().allMatch(one -> one.files().equals(one.expected()))) {
                return made;
            }
            Thread.sleep(200);
        }
        throw new AssertionError(database.list(
                "SELECT type || ' ' || attempts || ' ' || coalesce(outcome, '') FROM document_work WHERE organisation_id = ?",
                row -> row.getString(1),
                organisation));
    }
}
