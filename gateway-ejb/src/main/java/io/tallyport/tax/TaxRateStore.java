package io.tallyport.tax;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

@ApplicationScoped
class TaxRateStore {
    private static final String STANDARD = """
            SELECT percent FROM tax_country c JOIN standard_tax_rate r ON r.country = c.country
            WHERE c.country = ? AND (?::timestamptz AT TIME ZONE c.time_zone)::date
                BETWEEN r.first_day AND coalesce(r.last_day, 'infinity')
            """;

    @Inject
    private Database database;

    Optional<BigDecimal> standard(String country, Instant taxPoint) {
        return database.first(STANDARD, row -> row.getBigDecimal(1), country, taxPoint.atOffset(ZoneOffset.UTC));
    }
}
