package io.tallyport.route;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Routes of models and routing of organisations, in memory, so that a call may ask on its I/O thread. */
@ApplicationScoped
public class RoutingTables {
    @Inject
    private RoutingStore store;

    private volatile Known known = new Known(0, Map.of(), Map.of());

    /** What was read last. */
    private record Known(
            long version, Map<String, List<ModelRoute>> routes, Map<Long, OrganisationRouting> organisations) {}

    /** Reads them again. */
    public synchronized void load() {
        Map<String, List<ModelRoute>> routes = store.routes();
        Map<Long, OrganisationRouting> organisations = store.organisations();
        if (!routes.equals(known.routes) || !organisations.equals(known.organisations)) {
            known = new Known(known.version + 1, routes, organisations);
        }
    }

    /** By priority; none: every provider that serves the model. */
    public List<ModelRoute> routes(String modelId) {
        return known.routes.getOrDefault(modelId, List.of());
    }

    public OrganisationRouting organisation(long walletId) {
        return known.organisations.getOrDefault(walletId, OrganisationRouting.DEFAULT);
    }

    /** Grows with each change that was read. */
    public long version() {
        return known.version;
    }
}
