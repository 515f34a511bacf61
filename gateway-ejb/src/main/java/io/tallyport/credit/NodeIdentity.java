package io.tallyport.credit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** This node's id, stable over restarts, the epoch of its present life, and how long its leases outlive its last word. */
@ApplicationScoped
class NodeIdentity {
    @Inject
    @ConfigProperty(name = "tallyport.node.id", defaultValue = "node-1")
    private String id;

    @Inject
    @ConfigProperty(name = "tallyport.lease.life", defaultValue = "PT30S")
    private Duration leaseLife;

    private volatile long epoch;

    String id() {
        return id;
    }

    Duration leaseLife() {
        return leaseLife;
    }

    long epoch() {
        return epoch;
    }

    void begin(long newEpoch) {
        epoch = newEpoch;
    }
}
