package io.tallyport.limit;

import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells other nodes once a second what this one has let through, and hears the same of them. */
@Singleton
@Startup
public class LimitTimers {
    @Inject
    private Limits limits;

    @Inject
    private Intervals intervals;

    /** Local where there is one node only. */
    @Resource(lookup = "java:jboss/infinispan/cache/tallyport/used-counts")
    private ConcurrentMap<String, byte[]> cache;

    @Inject
    @ConfigProperty(name = "tallyport.node.id", defaultValue = "node-1")
    private String node;

    @PostConstruct
    void start() {
        UsedCounts counts = new UsedCounts(node, cache);
        intervals.every(Duration.ofSeconds(1), "exchange used counts of limits", () -> limits.exchange(counts));
    }
}
