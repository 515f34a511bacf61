package io.tallyport.route;

import io.tallyport.catalog.Catalog;
import io.tallyport.catalog.CatalogPace;
import io.tallyport.database.Notices;
import io.tallyport.timing.Intervals;
import io.tallyport.upstream.UpstreamAccounts;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;

/**
 * Reads accounts and routes at the start, whenever a change is announced (V160), and now and then in case an announcement
 * was missed.
 */
@Singleton
@Startup
@DependsOn({"Migrations", "Setup"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RoutingNews {
    private static final String CHANNEL = "tallyport_routing";

    @Inject
    private Catalog catalog;

    @Inject
    private UpstreamAccounts accounts;

    @Inject
    private RoutingTables tables;

    @Inject
    private Notices notices;

    @Inject
    private Intervals intervals;

    @Inject
    private CatalogPace pace;

    @Resource
    private ManagedThreadFactory threads;

    private volatile boolean stopped;

    @PostConstruct
    void start() {
        threads.newThread(() -> notices.listen(CHANNEL, heard -> load(), () -> !stopped))
                .start();
        load();
        intervals.every(pace.every(), "read the upstream accounts and routes again", this::load);
    }

    @PreDestroy
    void stop() {
        stopped = true;
    }

    /** What an account costs is known before calls can use it. */
    private void load() {
        catalog.load();
        accounts.load();
        tables.load();
    }
}
