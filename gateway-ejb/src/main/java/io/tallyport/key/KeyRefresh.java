package io.tallyport.key;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Reads revocations and changed terms every two seconds. */
@Singleton
@Startup
@DependsOn("Migrations")
public class KeyRefresh {
    private static final Logger LOG = System.getLogger(KeyRefresh.class.getName());

    @Inject
    private ApiKeys keys;

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void refresh() {
        try {
            keys.refresh();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Revoked keys could not be read; trying again in two seconds", e);
        }
    }
}
