package io.tallyport.catalog;

import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Reads the price book at the start and again and again. */
@Singleton
@Startup
@DependsOn("Migrations")
public class CatalogRefresh {
    @Inject
    private Catalog catalog;

    @Inject
    private Intervals intervals;

    @Inject
    private CatalogPace pace;

    @PostConstruct
    void load() {
        catalog.load();
        intervals.every(pace.every(), "read the price book again", catalog::load);
    }
}
