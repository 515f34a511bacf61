package io.tallyport.web.operator;

import io.tallyport.key.RoutingMode;
import io.tallyport.provisioning.RoutingPolicies;
import io.tallyport.provisioning.RoutingPolicy;
import io.tallyport.web.request.Body;
import io.tallyport.web.request.Page;
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

/** {@code /v1/operator/organisations/{id}/routing}: which providers and regions an organisation's calls may use, and how. */
@Path("/operator/organisations/{id}/routing")
@OperatorKeyed
@Produces(MediaType.APPLICATION_JSON)
public class OrganisationRoutingResource {
    private static final String WHAT = "organisation";

    @Inject
    private RoutingPolicies policies;

    @GET
    public JsonObject get(@PathParam("id") String id) {
        return OperatorJson.of(id, policies.of(Page.id(WHAT, id)));
    }

    /** Replaces all of it. */
    @PUT
    public JsonObject put(@PathParam("id") String id, @Context HttpServletRequest request) {
        Body body = Body.current(
                "allowed_providers",
                "denied_providers",
                "allowed_regions",
                "denied_regions",
                "mode",
                "fixed_account",
                "chooses_account");
        RoutingPolicy wish = new RoutingPolicy(
                body.texts("allowed_providers"),
                body.texts("denied_providers"),
                body.texts("allowed_regions"),
                body.texts("denied_regions"),
                body.word("mode", RoutingMode.class, RoutingMode.AFFINITY),
                body.textOrNull("fixed_account"),
                body.flag("chooses_account", false));
        return OperatorJson.of(id, policies.set(Page.id(WHAT, id), wish, OperatorKeyFilter.operator(request)));
    }
}
