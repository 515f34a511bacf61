package io.tallyport.location;

import io.tallyport.database.Database;
import io.tallyport.location.Location.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

@ApplicationScoped
class LocationStore {
    private static final String INSERT = """
            INSERT INTO location_evidence (order_id, kind, country, source) VALUES (?, ?, ?, ?)
            ON CONFLICT (order_id, kind, source) DO NOTHING
            """;

    @Inject
    private Database database;

    void insert(long orderId, Location item) {
        database.update(INSERT, orderId, item.kind().name(), item.country(), item.source());
    }

    List<Location> of(long orderId) {
        return database.list(
                "SELECT kind, country, source FROM location_evidence WHERE order_id = ? ORDER BY at",
                row -> new Location(Kind.valueOf(row.getString(1)), row.getString(2), row.getString(3)),
                orderId);
    }
}
