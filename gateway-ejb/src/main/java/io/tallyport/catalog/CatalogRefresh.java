package io.tallyport.catalog;

import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;

/** Reads the price book at the start and every 15 seconds. */
@Singleton
@Startup
@DependsOn("Migrations")
public class CatalogRefresh {
    private static final Duration PAUSE = Duration.ofSeconds(15);

    @Inject
    private Catalog catalog;

    @Inject
    private Intervals intervals;

    @PostConstruct
    void load() {
        catalog.load();
        intervals.every(PAUSE, "read the price book again", catalog::load);
    }
}
