package io.tallyport.web.operator;

import io.tallyport.key.KeyRouting;
import io.tallyport.key.RoutingMode;
import io.tallyport.provisioning.KeyRoutings;
import io.tallyport.web.request.Body;
import io.tallyport.web.security.OperatorKeyFilter;
import io.tallyport.web.security.OperatorKeyed;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** {@code /v1/operator/api-keys/{id}/routing}: how the accounts for one key's calls are chosen, and breakpoint help. */
@Path("/operator/api-keys/{id}/routing")
@OperatorKeyed
@Produces(MediaType.APPLICATION_JSON)
public class KeyRoutingResource {
    @Inject
    private KeyRoutings routings;

    @GET
    public JsonObject get(@PathParam("id") String id) {
        return OperatorJson.of(id, routings.require(id));
    }

    /** Replaces both; without a mode, the organisation's holds. */
    @PUT
    public JsonObject put(@PathParam("id") String id, @Context HttpServletRequest request) {
        Body body = Body.current("mode", "breakpoint_help");
        KeyRouting wish = new KeyRouting(
                body.wordOrNull("mode", RoutingMode.class),
                OperatorJson.breakpointHelp(body.text("breakpoint_help", OperatorJson.NO_HELP)));
        return OperatorJson.of(id, routings.set(id, wish, OperatorKeyFilter.operator(request)));
    }
}
