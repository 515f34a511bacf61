package io.tallyport.upstream;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Ends overdue upstream calls every second and reads the accounts again every 15. */
@Singleton
@Startup
@DependsOn("Migrations")
public class UpstreamTimers {
    private static final Logger LOG = System.getLogger(UpstreamTimers.class.getName());

    @Inject
    private Transport transport;

    @Inject
    private UpstreamAccounts accounts;

    @PostConstruct
    void load() {
        accounts.load();
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void expireOverdue() {
        transport.expireOverdue();
    }

    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    void reload() {
        try {
            accounts.load();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The upstream accounts could not be read again; the last ones stay in use", e);
        }
    }
}
