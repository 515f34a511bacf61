package io.tallyport.pool;

import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Moves the windows on, and exchanges once a second with other nodes what was used of each account's quotas. */
@Singleton
@Startup
public class PoolTimers {
    @Inject
    private Pool pool;

    @Inject
    private Health health;

    @Inject
    private Intervals intervals;

    /** Local where there is one node only. */
    @Resource(lookup = "java:jboss/infinispan/cache/tallyport/used-quotas")
    private ConcurrentMap<String, byte[]> cache;

    @Inject
    @ConfigProperty(name = "tallyport.node.id", defaultValue = "node-1")
    private String node;

    @PostConstruct
    void start() {
        QuotaExchange exchange = new QuotaExchange(node, cache);
        intervals.every(
                Duration.ofMillis(1000 / AccountState.TICKS_PER_SECOND), "move the accounts' windows on", pool::tick);
        intervals.every(
                Duration.ofSeconds(1), "exchange what was used of accounts' quotas", () -> exchange.exchange(pool));
        intervals.every(Duration.ofSeconds(10), "write down how accounts have served", health::keep);
        intervals.every(Duration.ofSeconds(15), "judge how accounts have served", health::judge);
        intervals.every(Duration.ofHours(1), "forget how accounts served long ago", health::forgetOld);
    }
}
