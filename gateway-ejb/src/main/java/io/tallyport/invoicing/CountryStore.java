package io.tallyport.invoicing;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

@ApplicationScoped
class CountryStore {
    @Inject
    private Database database;

    String currency(String country) {
        return database.first("SELECT currency FROM country WHERE code = ?", row -> row.getString(1), country)
                .orElseThrow();
    }
}
