package io.tallyport.route;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Changes what organisations' calls may use and how their accounts are chosen; every node knows within a second. */
@ApplicationScoped
public class OrganisationRoutings {
    @Inject
    private RoutingStore store;

    /** As it stands in the database. */
    public OrganisationRouting of(long organisationId) {
        return store.organisations().getOrDefault(organisationId, OrganisationRouting.DEFAULT);
    }

    /** Replaces all of it. */
    public void set(long organisationId, OrganisationRouting routing) {
        store.save(organisationId, routing);
    }
}
