package io.tallyport.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.ledger.BareLedger;
import io.tallyport.document.Cause;
import io.tallyport.document.Document;
import io.tallyport.document.DocumentFile.Kind;
import io.tallyport.document.DocumentType;
import io.tallyport.document.Documents;
import io.tallyport.document.InvoiceContent;
import io.tallyport.invoicing.Making.Outcome.State;
import io.tallyport.lot.TopUp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An organisation and a seller of their own, whose orders are credited as payments credit them; and their documents. */
final class CreditedOrders {
    static final long CREDIT = 1_000_000_000;
    private static final AtomicInteger SELLERS = new AtomicInteger();

    final BareLedger ledger = BareLedger.get();
    final Documents documents = ledger.bean(Documents.class);
    private final Making making = ledger.bean(Making.class);
    final String code = "D" + SELLERS.incrementAndGet();
    final long organisation = ledger.wallet();
    final long seller = ledger.number("""
            INSERT INTO seller (code, name, street, postcode, city, country, time_zone, legal_registration)
            VALUES (?, 'Tallyport Beispiel GmbH', 'Musterstrasse 1', '10115', 'Berlin', 'DE', 'Europe/Berlin', 'HRB 000001 B')
            RETURNING id
            """, code);

    /** An order of G05 but for its currency, credited as the payment's transaction does. */
    long credited(String currency, String taxCode, String jurisdiction, String percent, long net, long tax) {
        String content = """
                {"buyer":{"city":"Helsinki","claims_business":false,"country":"FI","name":"Aino Esimerkki","postcode":"00100",\
                "street":"Weg 1"},"seller":{"city":"Berlin","country":"DE","legal_registration":"HRB 000001 B",\
                "name":"Tallyport Beispiel GmbH","postcode":"10115","registrations":[{"jurisdiction":"DE","kind":"VAT",\
                "number":"DE100000016"}],"street":"Musterstrasse 1"}}""";
        ledger.database.update("""
                INSERT INTO billing_profile (organisation_id, version, name, street, postcode, city, country, is_business, language, actor)
                VALUES (?, 1, 'Aino Esimerkki', 'Weg 1', '00100', 'Helsinki', 'FI', false, 'en', 'a buyer') ON CONFLICT DO NOTHING
                """, organisation);
        long snapshot = ledger.number("""
                INSERT INTO tax_snapshot (rule_set, rule_row, code, category, percent, jurisdiction, tax_name, tax_point, currency,
                    net_minor, tax_minor, content, sha256)
                VALUES ('test', 6, ?, 'S', ?::numeric, ?, 'VAT', clock_timestamp(), ?, ?, ?, ?, sha256(convert_to(?, 'UTF8')))
                RETURNING id
                """, taxCode, percent, jurisdiction, currency, net, tax, content, content);
        long bought = ledger.number("""
                INSERT INTO credit_package (seller_id, name, currency, net_minor, credits_nano, actor)
                VALUES (?, ?, ?, ?, ?, 'finance') RETURNING id
                """, seller, "p" + SELLERS.incrementAndGet(), currency, net, net * CREDIT / 100);
        long order = ledger.number("""
                INSERT INTO payment_order (organisation_id, seller_id, package_id, method, currency, net_minor, credits_nano, actor)
                VALUES (?, ?, ?, 'CHECKOUT', ?, ?, ?, 'a buyer') RETURNING id
                """, organisation, seller, bought, currency, net, net * CREDIT / 100);
        ledger.database.update("""
                UPDATE payment_order SET state = 'QUOTED', tax_snapshot_id = ?, tax_minor = ?, profile_version = 1,
                    quote_ends_at = clock_timestamp(), reference = 'RF18TP' || lpad(id::text, 8, '0') WHERE id = ?
                """, snapshot, tax, order);
        int ppm = new BigDecimal(percent).movePointRight(4).intValueExact();
        TopUp topUp = new TopUp(
                organisation,
                new TopUp.Sale(
                        TopUp.Sale.Source.PAYMENT,
                        "test",
                        currency,
                        net,
                        tax,
                        ppm,
                        jurisdiction + "/" + taxCode,
                        order,
                        snapshot),
                net * CREDIT / 100,
                0,
                null);
        UUID id = ledger.credits.topUp(topUp, BareLedger.key()).orThrow();
        ledger.database.update(
                "INSERT INTO payment_credit (order_id, provider, payment_id, tx_id, instrument) VALUES (?, 'test', ?, ?, 'VISA **** 4242')",
                order,
                "pay_" + order,
                id);
        asOwner(
                "UPDATE payment_order SET state = 'REDIRECTED' WHERE id = %1$d; UPDATE payment_order SET state = 'PAID' WHERE id = %1$d;"
                                .formatted(order)
                        + " UPDATE payment_order SET state = 'CREDITED' WHERE id = " + order);
        return order;
    }

    long g05() {
        return credited("EUR", "EU_OSS", "FI", "25.5", 10_50, 2_68);
    }

    Cause cause(DocumentType type, long order) {
        return Cause.ofOrder(type, organisation, order);
    }

    Cause cause(DocumentType type, long order, UUID refund) {
        return new Cause(type, organisation, order, refund, null);
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

    UUID transaction(long order) {
        return UUID.fromString(ledger.text("SELECT tx_id::text FROM payment_credit WHERE order_id = ?", order));
    }

    void asOwner(String statement) {
        try (Connection connection = ledger.asOwner();
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
