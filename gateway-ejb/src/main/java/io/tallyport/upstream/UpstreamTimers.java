package io.tallyport.upstream;

import io.tallyport.catalog.CatalogPace;
import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;

/** Ends overdue upstream calls every second and reads the accounts again every 15. */
@Singleton
@Startup
@DependsOn("Migrations")
public class UpstreamTimers {
    @Inject
    private Transport transport;

    @Inject
    private UpstreamAccounts accounts;

    @Inject
    private Intervals intervals;

    @Inject
    private CatalogPace pace;

    @PostConstruct
    void load() {
        accounts.load();
        intervals.every(Duration.ofSeconds(1), "end overdue upstream calls", transport::expireOverdue);
        intervals.every(pace.every(), "read the upstream accounts again", accounts::load);
    }
}
