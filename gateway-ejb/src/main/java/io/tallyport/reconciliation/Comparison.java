package io.tallyport.reconciliation;

import io.tallyport.alert.Alerts;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;

/** Lays what was taken over beside the orders and 1100, all at one moment. */
@Stateless
public class Comparison {
    @Inject
    private ReconciliationStore store;

    @Inject
    private Alerts alerts;

    /** Ends the run: what differs is kept, what differed before and no longer does is gone. */
    public List<Difference> end(String provider, long run) {
        store.lock(provider);
        store.compare(provider, run);
        store.end(provider, run);
        List<Difference> open = store.open(provider);
        open.stream()
                .filter(Difference::isForPeople)
                .forEach(difference -> alerts.raise("reconciliation-difference", null, difference.toString()));
        return open;
    }
}
