package io.tallyport.notify;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What became of notifications. Each method throws 404 for an endpoint of somebody else. */
@ApplicationScoped
public class Deliveries {
    @Inject
    private DeliveryStore store;

    @Inject
    private Endpoints endpoints;

    /**
     * Newest first, of the last 90 days.
     *
     * @param before only deliveries with smaller ids
     */
    public List<Delivery> of(long organisationId, long endpointId, long before, int most) {
        endpoints.require(organisationId, endpointId);
        return store.of(endpointId, before, most);
    }

    public Delivery require(long organisationId, long endpointId, long id) {
        endpoints.require(organisationId, endpointId);
        return store.find(endpointId, id)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such delivery."));
    }

    /** The first one first. */
    public List<Attempt> attempts(Delivery delivery) {
        return store.attempts(delivery.id());
    }

    /**
     * Sends it again, under the same id and with the same body, on a schedule that begins anew.
     *
     * @throws GatewayException 422 if the endpoint is disabled
     */
    public Delivery replay(long organisationId, long endpointId, long id) {
        Delivery delivery = require(organisationId, endpointId, id);
        if (!endpoints.require(organisationId, endpointId).enabled()) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, "The endpoint is disabled; enable it, then replay the delivery.");
        }
        store.replay(endpointId, delivery.id());
        return require(organisationId, endpointId, id);
    }
}
