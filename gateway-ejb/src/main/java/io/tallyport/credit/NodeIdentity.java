package io.tallyport.credit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** This node's id, stable over restarts, and the epoch of its present life. */
@ApplicationScoped
class NodeIdentity {
    @Inject
    @ConfigProperty(name = "tallyport.node.id", defaultValue = "node-1")
    private String id;

    private volatile long epoch;

    String id() {
        return id;
    }

    long epoch() {
        return epoch;
    }

    void begin(long newEpoch) {
        epoch = newEpoch;
    }
}
