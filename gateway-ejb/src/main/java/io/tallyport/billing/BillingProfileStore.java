package io.tallyport.billing;

import io.tallyport.billing.BillingProfiles.Version;
import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

@ApplicationScoped
class BillingProfileStore {
    private static final String INSERT = """
            INSERT INTO billing_profile (organisation_id, version, name, street, postcode, city, region, country, is_business,
                vat_id, legal_registration, language, purchase_order, reference, actor)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING *
            """;
    private static final String VAT_PREFIX = """
            SELECT coalesce(c.vat_prefix, c.code) FROM country given JOIN country c ON c.code = coalesce(given.taxed_as, given.code)
            WHERE given.code = ? AND c.eu_first_day <= clock_timestamp()::date
                AND coalesce(c.eu_last_day, 'infinity') >= clock_timestamp()::date
            """;
    private static final String SELECT = "SELECT * FROM billing_profile WHERE organisation_id = ? ";

    @Inject
    private Database database;

    /** Of two savings at once the later one waits for the other. */
    void lock(long organisationId) {
        database.list("SELECT FROM organisation WHERE id = ? FOR NO KEY UPDATE", row -> true, organisationId);
    }

    Version insert(long organisationId, int number, BillingProfile profile, String actor) {
        return database.first(
                        INSERT,
                        BillingProfileStore::version,
                        organisationId,
                        number,
                        profile.name(),
                        profile.street(),
                        profile.postcode(),
                        profile.city(),
                        profile.region(),
                        profile.country(),
                        profile.business(),
                        profile.vatId(),
                        profile.legalRegistration(),
                        profile.language(),
                        profile.purchaseOrder(),
                        profile.reference(),
                        actor)
                .orElseThrow();
    }

    Optional<Version> newest(long organisationId) {
        return database.first(SELECT + "ORDER BY version DESC LIMIT 1", BillingProfileStore::version, organisationId);
    }

    Optional<Version> find(long organisationId, int number) {
        return database.first(SELECT + "AND version = ?", BillingProfileStore::version, organisationId, number);
    }

    boolean isCountry(String code) {
        return database.first("SELECT 1 FROM country WHERE code = ?", row -> true, code)
                .isPresent();
    }

    /** Empty outside the area of European value added tax. */
    Optional<String> vatPrefix(String country) {
        return database.first(VAT_PREFIX, row -> row.getString(1), country);
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                row.getLong("organisation_id"),
                row.getInt("version"),
                new BillingProfile(
                        row.getString("name"),
                        row.getString("street"),
                        row.getString("postcode"),
                        row.getString("city"),
                        row.getString("region"),
                        row.getString("country"),
                        row.getBoolean("is_business"),
                        row.getString("vat_id"),
                        row.getString("legal_registration"),
                        row.getString("language"),
                        row.getString("purchase_order"),
                        row.getString("reference")));
    }
}
