package io.tallyport.catalog;

import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

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
    @ConfigProperty(name = "tallyport.catalog.every", defaultValue = "PT15S")
    private Duration every;

    @PostConstruct
    void load() {
        catalog.load();
        intervals.every(every, "read the price book again", catalog::load);
    }
}
