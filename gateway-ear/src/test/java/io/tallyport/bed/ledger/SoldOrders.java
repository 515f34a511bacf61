package io.tallyport.bed.ledger;

import io.tallyport.lot.TopUp;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** An organisation and a seller of their own, whose orders are credited as payments of a provider credit them. */
public final class SoldOrders {
    public static final long CREDIT = 1_000_000_000;
    private static final AtomicInteger SELLERS = new AtomicInteger();

    public final BareLedger ledger = BareLedger.get();
    public final String code = "D" + SELLERS.incrementAndGet();
    public final long organisation = ledger.wallet();
    public final long seller = ledger.number("""
            INSERT INTO seller (code, name, street, postcode, city, country, time_zone, legal_registration)
            VALUES (?, 'Tallyport Beispiel GmbH', 'Musterstrasse 1', '10115', 'Berlin', 'DE', 'Europe/Berlin', 'HRB 000001 B')
            RETURNING id
            """, code);
    private final String provider;

    public SoldOrders(String provider) {
        this.provider = provider;
    }

    /** An order of G05 but for its currency, credited as the payment's transaction does. */
    public long credited(String currency, String taxCode, String jurisdiction, String percent, long net, long tax) {
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
                        provider,
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
                "INSERT INTO payment_credit (order_id, provider, payment_id, tx_id, instrument) VALUES (?, ?, ?, ?, 'VISA **** 4242')",
                order,
                provider,
                "pay_" + order,
                id);
        asOwner(
                "UPDATE payment_order SET state = 'REDIRECTED' WHERE id = %1$d; UPDATE payment_order SET state = 'PAID' WHERE id = %1$d;"
                                .formatted(order)
                        + " UPDATE payment_order SET state = 'CREDITED' WHERE id = " + order);
        return order;
    }

    /** 10.50 net and 2.68 tax, for 10.5 credits. */
    public long g05() {
        return credited("EUR", "EU_OSS", "FI", "25.5", 10_50, 2_68);
    }

    public UUID transaction(long order) {
        return UUID.fromString(ledger.text("SELECT tx_id::text FROM payment_credit WHERE order_id = ?", order));
    }

    /** One or more statements, in one transaction. */
    public void asOwner(String statement) {
        try (Connection connection = ledger.asOwner();
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
