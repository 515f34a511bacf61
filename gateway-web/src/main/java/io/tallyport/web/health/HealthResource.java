package io.tallyport.web.health;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;

/** 200 while everything is up, 503 with the same body otherwise; public. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
    private static final int UNAVAILABLE = 503;

    @Inject
    @Readiness
    private Instance<HealthCheck> readiness;

    @GET
    public Response health() {
        return ready();
    }

    @GET
    @Path("/live")
    public Response live() {
        return answer(List.of());
    }

    @GET
    @Path("/ready")
    public Response ready() {
        return answer(readiness.stream().map(HealthCheck::call).toList());
    }

    private static Response answer(List<HealthCheckResponse> checks) {
        boolean up = checks.stream().allMatch(check -> check.getStatus() == Status.UP);
        JsonArrayBuilder rows = Json.createArrayBuilder();
        checks.forEach(check -> rows.add(row(check)));
        JsonObject body = Json.createObjectBuilder()
                .add("status", up ? "UP" : "DOWN")
                .add("checks", rows)
                .build();
        return Response.status(up ? Response.Status.OK.getStatusCode() : UNAVAILABLE)
                .header("cache-control", "no-store")
                .entity(body)
                .build();
    }

    private static JsonObject row(HealthCheckResponse check) {
        return Json.createObjectBuilder()
                .add("name", check.getName())
                .add("status", check.getStatus().name())
                .build();
    }
}
