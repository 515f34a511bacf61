package io.tallyport.payment.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The sandbox's REST interface; public, because its client calls it by reflection. */
@RegisterRestClient(configKey = "tallyport.sandbox", baseUri = "http://127.0.0.1:9091")
@Path("/v1/sessions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface SandboxApi {

    /** @param amount minor units of {@code currency} */
    record NewSession(
            String orderId, String currency, long amount, String description, String returnUrl, String endsAt) {}

    /**
     * @param status open, processing, paid, failed or expired
     * @param paymentId null until something was paid
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Session(
            String id,
            String url,
            String status,
            String orderId,
            String currency,
            long amount,
            @Nullable String paymentId,
            @Nullable String instrument) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Event(
            @Nullable String id,
            @Nullable Boolean live,
            @Nullable String session) {}

    /** The same key again gets the same session. */
    @POST
    Session open(@HeaderParam("idempotency-key") String key, NewSession session);

    @GET
    @Path("/{id}")
    Session get(@PathParam("id") String id);
}
