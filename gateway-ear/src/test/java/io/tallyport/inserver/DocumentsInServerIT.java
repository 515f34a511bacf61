package io.tallyport.inserver;

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
import io.tallyport.order.Order;
import io.tallyport.order.OrderBook;
import io.tallyport.payment.Crediting;
import io.tallyport.payment.ProviderPayment;
import io.tallyport.payment.ProviderPayment.Status;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
        ProviderPayment payment = new ProviderPayment(
                "test",
                "session-" + order.id(),
                "pay_" + UUID.randomUUID(),
                Status.PAID,
                "EUR",
                39_66,
                true,
                order.id(),
                "VISA **** 4242",
                List.of(),
                null);
        assertEquals(
                Crediting.Outcome.CREDITED,
                Retries.run(() -> crediting.take(payment, true)).outcome());

        List<Document> made = complete(organisation);
        assertEquals(
                Set.of(DocumentType.INVOICE, DocumentType.RECEIPT),
                made.stream().map(Document::type).collect(Collectors.toSet()));
        Document invoice = made.stream()
                .filter(one -> one.type() == DocumentType.INVOICE)
                .findFirst()
                .orElseThrow();
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
        assertTrue(
                documents.of(organisation + 1, Long.MAX_VALUE, 10).stream().noneMatch(one -> one.id() == invoice.id()));
    }

    /** Once both have all their files. */
    private List<Document> complete(long organisation) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline) {
            List<Document> made = documents.of(organisation, Long.MAX_VALUE, 10);
            if (made.size() == 2 && made.stream().allMatch(one -> one.files().equals(one.expected()))) {
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
