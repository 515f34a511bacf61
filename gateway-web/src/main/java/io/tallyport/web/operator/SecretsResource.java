package io.tallyport.web.operator;

import io.tallyport.operator.Resealing;
import io.tallyport.vault.MasterKeys;
import io.tallyport.vault.MasterKeys.Holding;
import io.tallyport.web.request.Body;
import io.tallyport.web.security.OperatorKeyFilter;
import io.tallyport.web.security.OperatorKeyed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code /v1/operator/secrets}: which master key sealed what, so that an operator knows when the one before may go. */
@Path("/operator/secrets")
@OperatorKeyed
@Produces(MediaType.APPLICATION_JSON)
public class SecretsResource {
    @Inject
    private MasterKeys keys;

    @Inject
    private Resealing resealing;

    @GET
    public JsonObject get() {
        return builder().build();
    }

    /** Seals under the first key what the others sealed. */
    @POST
    @Path("/reseal")
    public JsonObject reseal(@Context HttpServletRequest request) {
        Body.current();
        MasterKeys.Resealed done = resealing.run(OperatorKeyFilter.operator(request));
        return builder()
                .add("resealed", done.values())
                .add("unreadable", done.unreadable())
                .build();
    }

    private JsonObjectBuilder builder() {
        List<String> configured = keys.ids();
        List<Holding> holdings = keys.holdings();
        Map<String, Long> byKey = new TreeMap<>();
        configured.forEach(id -> byKey.put(id, 0L));
        holdings.forEach(one -> one.countByKey().forEach((id, count) -> byKey.merge(id, count, Long::sum)));
        JsonArrayBuilder data = Json.createArrayBuilder();
        byKey.forEach((id, count) -> data.add(Json.createObjectBuilder()
                .add("key_id", id)
                .add("state", state(configured, id))
                .add("values", count)
                .add("of", of(holdings, id))));
        return Json.createObjectBuilder().add("object", "sealed_secrets").add("data", data);
    }

    private static String state(List<String> configured, String id) {
        if (!configured.contains(id)) {
            return "missing";
        }
        return configured.getFirst().equals(id) ? "seals" : "opens";
    }

    private static JsonObjectBuilder of(List<Holding> holdings, String id) {
        JsonObjectBuilder kinds = Json.createObjectBuilder();
        holdings.forEach(one -> kinds.add(one.what(), one.countByKey().getOrDefault(id, 0L)));
        return kinds;
    }
}
