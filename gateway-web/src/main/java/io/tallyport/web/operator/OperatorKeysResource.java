package io.tallyport.web.operator;

import io.tallyport.operator.OperatorKey;
import io.tallyport.operator.OperatorKeys;
import io.tallyport.web.request.Body;
import io.tallyport.web.security.OperatorKeyFilter;
import io.tallyport.web.security.OperatorKeyed;
import io.tallyport.web.usage.Amounts;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /v1/operator/keys}: operators' own keys; a secret is shown when it is made, and never again. */
@Path("/operator/keys")
@OperatorKeyed
@Produces(MediaType.APPLICATION_JSON)
public class OperatorKeysResource {
    private static final int CREATED = 201;

    @Inject
    private OperatorKeys keys;

    @GET
    public JsonObject list() {
        return OperatorJson.list(keys.all(), key -> builder(key).build());
    }

    /** For whoever asks. */
    @POST
    public Response create(@Context HttpServletRequest request) {
        OperatorKeys.NewKey made = keys.create(Body.current("name").text("name"), OperatorKeyFilter.operator(request));
        JsonObject shown = builder(made.key()).add("secret", made.secret()).build();
        return Response.status(CREATED)
                .entity(shown)
                .header("cache-control", "no-store")
                .build();
    }

    /** On every node at once. */
    @DELETE
    @Path("/{id}")
    public JsonObject revoke(@PathParam("id") String id, @Context HttpServletRequest request) {
        return builder(keys.revoke(id, OperatorKeyFilter.operator(request))).build();
    }

    private static JsonObjectBuilder builder(OperatorKey key) {
        return Json.createObjectBuilder()
                .add("object", "operator_key")
                .add("id", key.publicId())
                .add("operator", key.email())
                .add("name", key.name())
                .add("created_at", key.createdAt().toString())
                .add("created_by", key.createdBy())
                .add("revoked_at", OperatorJson.text(key.revokedAt()))
                .add("revoked_by", Amounts.orNull(key.revokedBy()));
    }
}
