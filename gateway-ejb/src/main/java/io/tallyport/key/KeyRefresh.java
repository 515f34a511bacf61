package io.tallyport.key;

import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;

/** Reads revocations, suspensions and changed restrictions every second. */
@Singleton
@Startup
@DependsOn("Migrations")
public class KeyRefresh {
    @Inject
    private ApiKeys keys;

    @Inject
    private Intervals intervals;

    @PostConstruct
    void start() {
        intervals.every(Duration.ofSeconds(1), "read revoked keys", keys::refresh);
    }
}
