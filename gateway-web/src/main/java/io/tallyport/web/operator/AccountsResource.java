package io.tallyport.web.operator;

import io.tallyport.audit.Actor;
import io.tallyport.provisioning.AccountWish;
import io.tallyport.provisioning.Accounts;
import io.tallyport.upstream.Quota;
import io.tallyport.web.request.Body;
import io.tallyport.web.request.Page;
import io.tallyport.web.security.OperatorKeyFilter;
import io.tallyport.web.security.OperatorKeyed;
import io.tallyport.web.upstream.AccountJson;
import jakarta.inject.Inject;
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

/** {@code /v1/operator/accounts}: ours, and those that organisations brought along. */
@Path("/operator/accounts")
@OperatorKeyed
@Produces(MediaType.APPLICATION_JSON)
public class AccountsResource {
    private static final String WHAT = "upstream account";
    private static final int CREATED = 201;

    @Inject
    private Accounts accounts;

    @GET
    public JsonObject list() {
        return OperatorJson.list(accounts.all(), AccountJson::ofOperator);
    }

    @POST
    public Response create(@Context HttpServletRequest request) {
        Body body = Body.current(
                "provider",
                "name",
                "secret",
                "group",
                "region",
                "weight",
                "requests_per_minute",
                "tokens_per_minute",
                "concurrency");
        JsonObject made = AccountJson.ofOperator(accounts.create(
                body.text("provider"), body.text("name"), wish(body), body.textOrNull("secret"), actor(request)));
        return Response.status(CREATED).entity(made).build();
    }

    @GET
    @Path("/{id}")
    public JsonObject get(@PathParam("id") String id) {
        return AccountJson.ofOperator(accounts.require(Page.id(WHAT, id)));
    }

    /** Replaces all of it but provider, name and secret. */
    @PUT
    @Path("/{id}")
    public JsonObject put(@PathParam("id") String id, @Context HttpServletRequest request) {
        Body body =
                Body.current("group", "region", "weight", "requests_per_minute", "tokens_per_minute", "concurrency");
        return AccountJson.ofOperator(accounts.update(Page.id(WHAT, id), wish(body), actor(request)));
    }

    /** It goes in and never comes out. */
    @PUT
    @Path("/{id}/secret")
    public JsonObject putSecret(@PathParam("id") String id, @Context HttpServletRequest request) {
        Body body = Body.current("secret");
        return AccountJson.ofOperator(accounts.setSecret(Page.id(WHAT, id), body.text("secret"), actor(request)));
    }

    @POST
    @Path("/{id}/enable")
    public JsonObject enable(@PathParam("id") String id, @Context HttpServletRequest request) {
        Body.current();
        return AccountJson.ofOperator(accounts.setEnabled(Page.id(WHAT, id), true, actor(request)));
    }

    @POST
    @Path("/{id}/disable")
    public JsonObject disable(@PathParam("id") String id, @Context HttpServletRequest request) {
        Body.current();
        return AccountJson.ofOperator(accounts.setEnabled(Page.id(WHAT, id), false, actor(request)));
    }

    /** After its provider refused it. */
    @POST
    @Path("/{id}/put-back")
    public JsonObject putBack(@PathParam("id") String id, @Context HttpServletRequest request) {
        Body.current();
        return AccountJson.ofOperator(accounts.putBack(Page.id(WHAT, id), actor(request)));
    }

    @DELETE
    @Path("/{id}")
    public JsonObject delete(@PathParam("id") String id, @Context HttpServletRequest request) {
        accounts.delete(Page.id(WHAT, id), actor(request));
        return AccountJson.deleted(id);
    }

    private static AccountWish wish(Body body) {
        return new AccountWish(
                body.textOrNull("group"),
                body.textOrNull("region"),
                body.integerOrNull("weight"),
                new Quota(
                        body.integerOrNull("requests_per_minute"),
                        body.wholeOrNull("tokens_per_minute"),
                        body.integerOrNull("concurrency")));
    }

    private static Actor actor(HttpServletRequest request) {
        return OperatorKeyFilter.operator(request);
    }
}
