package io.tallyport.seller;

import io.tallyport.database.Database;
import io.tallyport.seller.Seller.Address;
import io.tallyport.seller.Seller.BankAccount;
import io.tallyport.seller.Seller.Registration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SellerStore {
    private static final String UPSERT = """
            INSERT INTO seller AS s (code, name, street, postcode, city, country, time_zone, legal_registration, tax_number,
                is_small_business, taxes_at_buyer, bank_name, iban, bic)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, street = excluded.street, postcode = excluded.postcode,
                city = excluded.city, country = excluded.country, time_zone = excluded.time_zone,
                legal_registration = excluded.legal_registration, tax_number = excluded.tax_number,
                is_small_business = excluded.is_small_business, taxes_at_buyer = excluded.taxes_at_buyer,
                bank_name = excluded.bank_name, iban = excluded.iban, bic = excluded.bic
            RETURNING s.id
            """;
    private static final String ENSURE_REGISTRATION = """
            INSERT INTO seller_registration (seller_id, kind, jurisdiction, number) VALUES (?, ?, ?, ?)
            ON CONFLICT (seller_id, kind, jurisdiction, first_day) DO UPDATE SET number = excluded.number
            """;
    private static final String REGISTRATIONS = """
            SELECT r.* FROM seller_registration r JOIN seller s ON s.id = r.seller_id
            WHERE (clock_timestamp() AT TIME ZONE s.time_zone)::date BETWEEN first_day AND coalesce(last_day, 'infinity')
            ORDER BY kind, jurisdiction
            """;
    /** Years of the seller's calendar. */
    private static final String CROSS_BORDER_SALES = """
            SELECT coalesce(sum(eur_minor) FILTER (WHERE c.year = current.year), 0)::bigint,
                coalesce(sum(eur_minor) FILTER (WHERE c.year = current.year - 1), 0)::bigint
            FROM (SELECT id, extract(year FROM clock_timestamp() AT TIME ZONE time_zone)::integer AS year
                FROM seller WHERE id = ?) current
            LEFT JOIN cross_border_sales c ON c.seller_id = current.id
            """;

    private static final String ADD_CROSS_BORDER_SALE = """
            INSERT INTO cross_border_sales AS c (seller_id, year, eur_minor)
            SELECT id, extract(year FROM clock_timestamp() AT TIME ZONE time_zone)::integer, ? FROM seller WHERE id = ?
            ON CONFLICT (seller_id, year) DO UPDATE SET eur_minor = c.eur_minor + excluded.eur_minor
            """;

    @Inject
    private Database database;

    private record Registered(long sellerId, Registration registration) {}

    long upsert(Seller seller) {
        @Nullable BankAccount bank = seller.bankAccount();
        return database.first(
                        UPSERT,
                        row -> row.getLong(1),
                        seller.code(),
                        seller.name(),
                        seller.address().street(),
                        seller.address().postcode(),
                        seller.address().city(),
                        seller.address().country(),
                        seller.timeZone(),
                        seller.legalRegistration(),
                        seller.taxNumber(),
                        seller.smallBusiness(),
                        seller.taxesAtBuyer(),
                        bank == null ? null : bank.bank(),
                        bank == null ? null : bank.iban(),
                        bank == null ? null : bank.bic())
                .orElseThrow();
    }

    void ensure(long sellerId, Registration registration) {
        database.update(
                ENSURE_REGISTRATION,
                sellerId,
                registration.kind().name(),
                registration.jurisdiction(),
                registration.number());
    }

    List<Seller> all() {
        Map<Long, List<Registration>> registrations = database
                .list(
                        REGISTRATIONS,
                        row -> new Registered(
                                row.getLong("seller_id"),
                                new Registration(
                                        Registration.Kind.valueOf(row.getString("kind")),
                                        row.getString("jurisdiction"),
                                        row.getString("number"))))
                .stream()
                .collect(Collectors.groupingBy(
                        Registered::sellerId, Collectors.mapping(Registered::registration, Collectors.toList())));
        return database.list(
                "SELECT * FROM seller ORDER BY code",
                row -> seller(row, registrations.getOrDefault(row.getLong("id"), List.of())));
    }

    CrossBorderSales crossBorderSales(long sellerId) {
        return database.first(CROSS_BORDER_SALES, row -> new CrossBorderSales(row.getLong(1), row.getLong(2)), sellerId)
                .orElseThrow();
    }

    void addCrossBorderSale(long sellerId, long eurMinor) {
        database.update(ADD_CROSS_BORDER_SALE, eurMinor, sellerId);
    }

    private static Seller seller(ResultSet row, List<Registration> registrations) throws SQLException {
        String iban = row.getString("iban");
        return new Seller(
                row.getLong("id"),
                row.getString("code"),
                row.getString("name"),
                new Address(
                        row.getString("street"),
                        row.getString("postcode"),
                        row.getString("city"),
                        row.getString("country")),
                row.getString("time_zone"),
                row.getString("legal_registration"),
                row.getString("tax_number"),
                row.getBoolean("is_small_business"),
                row.getBoolean("taxes_at_buyer"),
                iban == null ? null : new BankAccount(row.getString("bank_name"), iban, row.getString("bic")),
                registrations);
    }
}
