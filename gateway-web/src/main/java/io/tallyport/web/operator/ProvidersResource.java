package io.tallyport.web.operator;

import io.tallyport.provisioning.ProviderState;
import io.tallyport.provisioning.Providers;
import io.tallyport.web.request.Body;
import io.tallyport.web.security.OperatorKeyFilter;
import io.tallyport.web.security.OperatorKeyed;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** {@code /v1/operator/providers}; a provider is known by its name. */
@Path("/operator/providers")
@OperatorKeyed
@Produces(MediaType.APPLICATION_JSON)
public class ProvidersResource {
    @Inject
    private Providers providers;

    @GET
    public JsonObject list() {
        return OperatorJson.list(providers.all(), OperatorJson::of);
    }

    @GET
    @Path("/{name}")
    public JsonObject get(@PathParam("name") String name) {
        return OperatorJson.of(providers.require(name));
    }

    /** Makes it, or replaces all that is said of it. */
    @PUT
    @Path("/{name}")
    public JsonObject put(@PathParam("name") String name, @Context HttpServletRequest request) {
        Body body = Body.current(
                "protocol", "base_url", "serves", "simulator", "no_stream_options", "responses", "on_disconnect");
        ProviderState wish = new ProviderState(
                name,
                body.text("protocol"),
                body.text("base_url"),
                body.texts("serves"),
                body.flag("simulator", false),
                body.flag("no_stream_options", false),
                body.flag("responses", false),
                body.text("on_disconnect", "drain"),
                true,
                false);
        return OperatorJson.of(providers.put(wish, OperatorKeyFilter.operator(request)));
    }

    @POST
    @Path("/{name}/enable")
    public JsonObject enable(@PathParam("name") String name, @Context HttpServletRequest request) {
        return setEnabled(name, true, request);
    }

    @POST
    @Path("/{name}/disable")
    public JsonObject disable(@PathParam("name") String name, @Context HttpServletRequest request) {
        return setEnabled(name, false, request);
    }

    private JsonObject setEnabled(String name, boolean enabled, HttpServletRequest request) {
        Body.current();
        return OperatorJson.of(providers.setEnabled(name, enabled, OperatorKeyFilter.operator(request)));
    }
}
