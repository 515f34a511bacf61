package io.tallyport.limit;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

@ApplicationScoped
class IpExemptionStore {

    @Inject
    private Database database;

    List<String> all() {
        return database.list("SELECT host(address) FROM ip_exemption", row -> row.getString(1));
    }

    void insert(String address) {
        database.update("INSERT INTO ip_exemption (address) VALUES (?::inet) ON CONFLICT DO NOTHING", address);
    }
}
