package io.tallyport.web.upstream;

import io.tallyport.audit.Actor;
import io.tallyport.key.Caller;
import io.tallyport.key.KeyRole;
import io.tallyport.provisioning.OwnAccounts;
import io.tallyport.provisioning.ProviderState;
import io.tallyport.provisioning.Providers;
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

/** {@code /v1/upstream-accounts}: what an organisation brings along serves its calls alone, and its secret is never told. */
@Path("/upstream-accounts")
@Keyed(management = true)
@Needs(KeyRole.OWNER)
@Produces(MediaType.APPLICATION_JSON)
public class UpstreamAccountsResource {
    private static final String WHAT = "upstream account";
    private static final int CREATED = 201;

    @Inject
    private OwnAccounts accounts;

    @Inject
    private Providers providers;

    @Inject
    private Idempotent idempotent;

    /** And the names of the providers that a key may be brought along for. */
    @GET
    public JsonObject list(@Context HttpServletRequest request) {
        JsonArrayBuilder data = Json.createArrayBuilder();
        accounts.of(organisation(request)).forEach(account -> data.add(AccountJson.ofOwner(account)));
        JsonArrayBuilder names = Json.createArrayBuilder();
        providers.all().stream().filter(ProviderState::enabled).forEach(provider -> names.add(provider.name()));
        return Json.createObjectBuilder()
                .add("object", "list")
                .add("data", data)
                .add("providers", names)
                .build();
    }

    @POST
    public Response add(@Context HttpServletRequest request) {
        return idempotent.allow(request, CREATED, operation -> {
            Body body = Body.current("provider", "name", "secret");
            return AccountJson.ofOwner(accounts.add(
                    organisation(request),
                    body.text("provider"),
                    body.text("name"),
                    body.text("secret"),
                    actor(request)));
        });
    }

    /** It goes in and never comes out. */
    @PUT
    @Path("/{id}/secret")
    public JsonObject putSecret(@PathParam("id") String id, @Context HttpServletRequest request) {
        Body body = Body.current("secret");
        return AccountJson.ofOwner(
                accounts.setSecret(organisation(request), Page.id(WHAT, id), body.text("secret"), actor(request)));
    }

    @DELETE
    @Path("/{id}")
    public JsonObject delete(@PathParam("id") String id, @Context HttpServletRequest request) {
        accounts.delete(organisation(request), Page.id(WHAT, id), actor(request));
        return AccountJson.deleted(id);
    }

    private static long organisation(HttpServletRequest request) {
        return ApiKeyFilter.caller(request).walletId();
    }

    private static Actor actor(HttpServletRequest request) {
        Caller caller = ApiKeyFilter.caller(request);
        return new Actor("organisation " + caller.walletId(), caller.keyId());
    }
}
