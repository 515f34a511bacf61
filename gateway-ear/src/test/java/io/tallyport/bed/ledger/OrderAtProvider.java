package io.tallyport.bed.ledger;

import io.tallyport.payment.ProviderPayment;
import io.tallyport.payment.ProviderPayment.Status;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/** Orders whose buyers are on the provider's page, made by SQL. */
public final class OrderAtProvider {
    private static final String SELLER = """
            INSERT INTO seller (code, name, street, postcode, city, country, time_zone)
            VALUES ('PAGE', 'a seller', 'a street', '10115', 'Berlin', 'DE', 'Europe/Berlin') ON CONFLICT DO NOTHING
            """;
    private static final String ORDER = """
            WITH bought AS (
                INSERT INTO credit_package (seller_id, name, currency, net_minor, credits_nano, actor)
                SELECT id, 'at page ' || gen_random_uuid(), 'EUR', 3333, 30, 'a test' FROM seller WHERE code = 'PAGE' RETURNING *
            ), profile AS (
                INSERT INTO billing_profile (organisation_id, version, name, street, postcode, city, country, is_business, actor)
                VALUES (?, 1, 'a buyer', 'a street', '80331', 'München', 'DE', false, 'a test')
            ), snapshot AS (
                INSERT INTO tax_snapshot (rule_set, rule_row, code, category, percent, jurisdiction, tax_point, currency, net_minor,
                    tax_minor, content, sha256)
                VALUES ('test', 1, 'DOM_B2C', 'S', ?, 'DE', clock_timestamp(), 'EUR', 3333, ?, '{}', sha256('{}')) RETURNING *
            )
            INSERT INTO payment_order (organisation_id, seller_id, package_id, method, state, currency, net_minor, credits_nano,
                profile_version, tax_snapshot_id, tax_minor, quote_ends_at, reference, provider, session_id, checkout_url, actor)
            SELECT ?, seller_id, bought.id, 'CHECKOUT', 'REDIRECTED', 'EUR', 3333, 30, 1, snapshot.id,
                snapshot.tax_minor, clock_timestamp() + interval '1 hour', 'RF00X' || ?, ?, ?, 'https://pay.example/1', 'a test'
            FROM bought, snapshot RETURNING id
            """;

    private OrderAtProvider() {}

    /**
     * The payment, as the provider tells it, that pays a new order of 30 nano-credits for EUR 33.33 and this tax.
     *
     * @param tax in cents
     */
    public static ProviderPayment paid(BareLedger ledger, String provider, boolean live, String percent, long tax)
            throws SQLException {
        try (Connection owner = ledger.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(SELLER);
        }
        long wallet = ledger.wallet();
        String session = UUID.randomUUID().toString();
        long order = ledger.number(
                ORDER, wallet, new BigDecimal(percent), tax, wallet, String.valueOf(wallet), provider, session);
        return new ProviderPayment(
                provider,
                session,
                "pay_" + order,
                Status.PAID,
                "EUR",
                33_33 + tax,
                live,
                order,
                "VISA **** 4242",
                null,
                List.of(),
                null);
    }
}
