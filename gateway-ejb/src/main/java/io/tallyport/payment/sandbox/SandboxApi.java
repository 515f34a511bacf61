package io.tallyport.payment.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The sandbox's REST interface; public, because its client calls it by reflection. */
@RegisterRestClient(configKey = "tallyport.sandbox", baseUri = "http://127.0.0.1:9091")
@Path("/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface SandboxApi {

    /** @param amount minor units of {@code currency} */
    record NewSession(
            String orderId,
            String currency,
            long amount,
            String description,
            String returnUrl,
            String endsAt,
            boolean savesMethod) {}

    /** @param method as {@link Session} told it */
    record NewCharge(String method) {}

    /**
     * @param status open, processing, paid, failed or expired
     * @param paymentId null until something was paid
     * @param savedMethod null: none was saved
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
            @Nullable String instrument,
            @Nullable String instrumentCountry,
            @Nullable String savedMethod,
            @Nullable List<Refund> refunds,
            @Nullable Dispute dispute) {}

    record NewRefund(String paymentId, String currency, long amount) {}

    /** @param status pending, succeeded or failed */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Refund(String id, @Nullable String key, long amount, String status) {}

    /** @param status open, won or lost */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Dispute(String id, long amount, long fee, String status) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Event(
            @Nullable String id,
            @Nullable Boolean live,
            @Nullable String session) {}

    /**
     * @param type charge, refund, refund_failure, dispute, dispute_reversal or payout
     * @param sourceId the refund or dispute it is about
     * @param at ISO 8601
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record BalanceLine(
            String id,
            String type,
            String currency,
            long gross,
            long fee,
            @Nullable String paymentId,
            @Nullable String sourceId,
            String at) {}

    /** The same key again gets the same session. */
    @POST
    @Path("/sessions")
    Session open(@HeaderParam("idempotency-key") String key, NewSession session);

    /** Charges a saved method; one that was charged already stays as it is. */
    @POST
    @Path("/sessions/{id}/charge")
    Session charge(@PathParam("id") String id, NewCharge charge);

    @GET
    @Path("/sessions/{id}")
    Session get(@PathParam("id") String id);

    /** The same key again gets the same refund. */
    @POST
    @Path("/refunds")
    Refund refund(@HeaderParam("idempotency-key") String key, NewRefund refund);

    /** From the first moment, up to and without the second; ISO 8601. */
    @GET
    @Path("/balance")
    List<BalanceLine> balance(@QueryParam("from") String from, @QueryParam("to") String to);
}
