package io.tallyport.web.webhook;

import io.tallyport.key.KeyRole;
import io.tallyport.notify.Deliveries;
import io.tallyport.notify.Delivery;
import io.tallyport.web.request.Body;
import io.tallyport.web.request.Idempotent;
import io.tallyport.web.request.Page;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import io.tallyport.web.security.Needs;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /v1/billing/webhook-endpoints/{endpoint}/deliveries}: what was sent to an endpoint, and what it answered. */
@Path("/billing/webhook-endpoints/{endpoint}/deliveries")
@Keyed(management = true)
@Needs(KeyRole.READ)
@Produces(MediaType.APPLICATION_JSON)
public class DeliveriesResource {
    @Inject
    private Deliveries deliveries;

    @Inject
    private Idempotent idempotent;

    @GET
    public JsonObject list(@PathParam("endpoint") String endpoint, @Context HttpServletRequest request) {
        long id = endpoint(endpoint);
        return Page.of(
                request,
                (before, most) -> deliveries.of(organisation(request), id, before, most),
                Delivery::id,
                WebhookJson::of);
    }

    @GET
    @Path("/{id}")
    public JsonObject get(
            @PathParam("endpoint") String endpoint, @PathParam("id") String id, @Context HttpServletRequest request) {
        Delivery delivery = deliveries.require(organisation(request), endpoint(endpoint), Page.id("delivery", id));
        return WebhookJson.of(delivery, deliveries.attempts(delivery));
    }

    /** Sends it again under the same id. */
    @POST
    @Path("/{id}/replay")
    @Needs(KeyRole.OWNER)
    public Response replay(
            @PathParam("endpoint") String endpoint, @PathParam("id") String id, @Context HttpServletRequest request) {
        return idempotent.allow(request, 202, operation -> {
            Body.current();
            return WebhookJson.of(
                    deliveries.replay(organisation(request), endpoint(endpoint), Page.id("delivery", id)));
        });
    }

    private static long endpoint(String id) {
        return Page.id("webhook endpoint", id);
    }

    private static long organisation(HttpServletRequest request) {
        return ApiKeyFilter.caller(request).walletId();
    }
}
