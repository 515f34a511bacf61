package io.tallyport.ledger;

import jakarta.enterprise.context.ApplicationScoped;

/** Whether the database answered when it was last asked. */
@ApplicationScoped
public class DatabaseState {
    private volatile boolean reachable = true;

    public boolean isReachable() {
        return reachable;
    }

    void set(boolean answers) {
        reachable = answers;
    }
}
