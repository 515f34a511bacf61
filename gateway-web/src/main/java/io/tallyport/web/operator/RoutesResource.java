package io.tallyport.web.operator;

import io.tallyport.audit.Actor;
import io.tallyport.provisioning.ModelRoutes;
import io.tallyport.provisioning.RouteState;
import io.tallyport.route.Fallback;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.web.request.Body;
import io.tallyport.web.security.OperatorKeyFilter;
import io.tallyport.web.security.OperatorKeyed;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;

/** {@code /v1/operator/routes}: where each model's calls may go. */
@Path("/operator/routes")
@OperatorKeyed
@Produces(MediaType.APPLICATION_JSON)
public class RoutesResource {
    @Inject
    private ModelRoutes routes;

    @GET
    public JsonObject list() {
        return OperatorJson.list(
                routes.all().entrySet(), model -> OperatorJson.routes(model.getKey(), model.getValue()));
    }

    @GET
    @Path("/{model}")
    public JsonObject get(@PathParam("model") String model) {
        return OperatorJson.routes(model, routes.of(model));
    }

    /** Replaces all of a model's routes. */
    @PUT
    @Path("/{model}")
    public JsonObject put(@PathParam("model") String model, @Context HttpServletRequest request) {
        List<Body> wanted = Body.current("routes")
                .objects("routes", "provider", "upstream_model", "group", "priority", "weight", "fallback");
        return OperatorJson.routes(
                model,
                routes.set(model, wanted.stream().map(RoutesResource::route).toList(), actor(request)));
    }

    /** Every provider that serves the model, as if nothing had been said. */
    @DELETE
    @Path("/{model}")
    public JsonObject delete(@PathParam("model") String model, @Context HttpServletRequest request) {
        return OperatorJson.routes(model, routes.set(model, List.of(), actor(request)));
    }

    private static RouteState route(Body body) {
        return new RouteState(
                body.text("provider"),
                body.textOrNull("upstream_model"),
                body.textOrNull("group"),
                Objects.requireNonNullElse(body.integerOrNull("priority"), 0),
                Objects.requireNonNullElse(body.integerOrNull("weight"), UpstreamAccount.USUAL_WEIGHT),
                body.word("fallback", Fallback.class, Fallback.ANY));
    }

    private static Actor actor(HttpServletRequest request) {
        return OperatorKeyFilter.operator(request);
    }
}
