package io.tallyport.database;

import jakarta.enterprise.context.ApplicationScoped;

/** Whether the database answered when it was last asked. */
@ApplicationScoped
public class DatabaseState {
    private volatile boolean reachable = true;

    public boolean isReachable() {
        return reachable;
    }

    public void set(boolean answers) {
        reachable = answers;
    }
}
