package io.tallyport.revenue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Groups of lots under their wallet's lock. */
@ApplicationScoped
public class LotGroups {

    @Inject
    private RevenueStore store;

    public LotGroup get(long groupId) {
        return store.group(groupId);
    }

    /** Writes the base and what was given back; what is posted as revenue is not touched. */
    public void save(LotGroup group) {
        store.save(group);
    }
}
