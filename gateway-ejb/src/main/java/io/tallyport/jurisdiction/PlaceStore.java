package io.tallyport.jurisdiction;

import io.tallyport.database.Database;
import io.tallyport.jurisdiction.Place.Area;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

@ApplicationScoped
class PlaceStore {
    /** A part of a country by its own code or by postcode, else the country; a day of the Union is one of Brussels. */
    private static final String FIND = """
            SELECT c.code,
                CASE WHEN given.outside_vat_of IS NOT NULL OR (in_union AND t.is_in_union AND NOT t.is_inside) THEN 'TERRITORY'
                    WHEN in_union AND coalesce(t.is_in_union, true) THEN 'UNION' ELSE 'OUTSIDE' END AS area,
                j.code AS jurisdiction, j.tax_name
            FROM country given
            JOIN country c ON c.code = coalesce(given.taxed_as, given.outside_vat_of, given.code)
            CROSS JOIN LATERAL (SELECT (?::timestamptz AT TIME ZONE 'Europe/Brussels')::date
                BETWEEN c.eu_first_day AND coalesce(c.eu_last_day, 'infinity') IS TRUE AS in_union) u
            LEFT JOIN LATERAL (SELECT * FROM tax_territory t
                WHERE t.country = given.code AND ? ~ t.postcode ORDER BY t.id LIMIT 1) t ON true
            LEFT JOIN tax_jurisdiction j ON j.code = CASE
                WHEN t.id IS NOT NULL THEN t.jurisdiction WHEN given.outside_vat_of IS NULL THEN c.code END
            WHERE given.code = ?
            """;

    @Inject
    private Database database;

    Optional<Place> find(String country, String postcode, Instant day) {
        return database.first(
                FIND,
                row -> new Place(
                        row.getString("code"),
                        Area.valueOf(row.getString("area")),
                        row.getString("jurisdiction"),
                        row.getString("tax_name")),
                day.atOffset(ZoneOffset.UTC),
                postcode,
                country);
    }
}
