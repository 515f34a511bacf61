package io.tallyport.jurisdiction;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

@ApplicationScoped
class TaxRateStore {
    private static final String STANDARD = """
            SELECT percent FROM tax_jurisdiction j JOIN standard_tax_rate r ON r.jurisdiction = j.code
            WHERE j.code = ? AND (?::timestamptz AT TIME ZONE j.time_zone)::date
                BETWEEN r.first_day AND coalesce(r.last_day, 'infinity')
            """;

    private static final String NEXT_CHANGE = """
            SELECT min(change) FROM (
                SELECT unnest(ARRAY[r.first_day, r.last_day + 1])::timestamp AT TIME ZONE j.time_zone AS change
                FROM tax_jurisdiction j JOIN standard_tax_rate r ON r.jurisdiction = j.code WHERE j.code = ?) changes
            WHERE change > ?::timestamptz
            """;

    @Inject
    private Database database;

    Optional<BigDecimal> standard(String jurisdiction, Instant taxPoint) {
        return database.first(STANDARD, row -> row.getBigDecimal(1), jurisdiction, taxPoint.atOffset(ZoneOffset.UTC));
    }

    Optional<Instant> nextChange(String jurisdiction, Instant after) {
        return database.list(
                        NEXT_CHANGE,
                        row -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant),
                        jurisdiction,
                        after.atOffset(ZoneOffset.UTC))
                .getFirst();
    }
}
