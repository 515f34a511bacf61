package io.tallyport.revenue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;

/** How far the past is complete: what a transaction dated may come to light only when it commits. */
@ApplicationScoped
public class Horizon {

    @Inject
    private CostStore store;

    /** No transaction that began before this time of the database's clock is still open. */
    public OffsetDateTime now() {
        return store.horizon();
    }
}
