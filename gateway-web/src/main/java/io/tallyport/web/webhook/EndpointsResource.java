package io.tallyport.web.webhook;

import io.tallyport.key.KeyRole;
import io.tallyport.notify.Endpoints;
import io.tallyport.web.request.Body;
import io.tallyport.web.request.Idempotent;
import io.tallyport.web.request.Page;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import io.tallyport.web.security.Needs;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /v1/billing/webhook-endpoints}; a secret is shown when it is made, and never again. */
@Path("/billing/webhook-endpoints")
@Keyed(management = true)
@Needs(KeyRole.READ)
@Produces(MediaType.APPLICATION_JSON)
public class EndpointsResource {
    private static final String WHAT = "webhook endpoint";

    @Inject
    private Endpoints endpoints;

    @Inject
    private Idempotent idempotent;

    @GET
    public JsonObject list(@Context HttpServletRequest request) {
        JsonArrayBuilder data = Json.createArrayBuilder();
        endpoints.of(organisation(request)).forEach(one -> data.add(WebhookJson.of(one)));
        return Json.createObjectBuilder()
                .add("object", "list")
                .add("data", data)
                .build();
    }

    @POST
    @Needs(KeyRole.OWNER)
    public Response create(@Context HttpServletRequest request) {
        return idempotent.require(
                request, 201, operation -> WebhookJson.of(endpoints.create(organisation(request), wish(), operation)));
    }

    @GET
    @Path("/{id}")
    public JsonObject get(@PathParam("id") String id, @Context HttpServletRequest request) {
        return WebhookJson.of(endpoints.require(organisation(request), Page.id(WHAT, id)));
    }

    /** All of it is replaced; enabling takes back what disabled it. */
    @PUT
    @Path("/{id}")
    @Needs(KeyRole.OWNER)
    public Response put(@PathParam("id") String id, @Context HttpServletRequest request) {
        return idempotent.allow(
                request,
                200,
                operation -> WebhookJson.of(endpoints.update(organisation(request), Page.id(WHAT, id), wish())));
    }

    @DELETE
    @Path("/{id}")
    @Needs(KeyRole.OWNER)
    public JsonObject delete(@PathParam("id") String id, @Context HttpServletRequest request) {
        endpoints.delete(organisation(request), Page.id(WHAT, id));
        return Json.createObjectBuilder()
                .add("object", "webhook_endpoint")
                .add("id", id)
                .add("deleted", true)
                .build();
    }

    /** A new secret; the one before it signs as well for a day. */
    @POST
    @Path("/{id}/rotate")
    @Needs(KeyRole.OWNER)
    public Response rotate(@PathParam("id") String id, @Context HttpServletRequest request) {
        return idempotent.require(request, 200, operation -> {
            Body.current();
            return WebhookJson.of(endpoints.rotate(organisation(request), Page.id(WHAT, id), operation));
        });
    }

    private static Endpoints.Wish wish() {
        Body body = Body.current("url", "description", "event_types", "enabled");
        return new Endpoints.Wish(
                body.text("url"),
                body.text("description", ""),
                WebhookJson.types(body.texts("event_types")),
                body.flag("enabled", true));
    }

    private static long organisation(HttpServletRequest request) {
        return ApiKeyFilter.caller(request).walletId();
    }
}
