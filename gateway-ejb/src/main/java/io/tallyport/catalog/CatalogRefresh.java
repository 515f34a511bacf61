package io.tallyport.catalog;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Reads the price book at the start and every 15 seconds. */
@Singleton
@Startup
@DependsOn("Migrations")
public class CatalogRefresh {
    private static final Logger LOG = System.getLogger(CatalogRefresh.class.getName());

    @Inject
    private Catalog catalog;

    @PostConstruct
    void load() {
        catalog.load();
    }

    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    void reload() {
        try {
            catalog.load();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The price book could not be read again; the last one stays in force", e);
        }
    }
}
