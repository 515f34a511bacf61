package io.tallyport.web.estimate;

import io.tallyport.chat.WireFormat;
import io.tallyport.error.GatewayException;
import io.tallyport.estimate.Estimate;
import io.tallyport.estimate.Estimates;
import io.tallyport.key.Caller;
import io.tallyport.web.entry.Inbound;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import io.tallyport.web.usage.Amounts;
import io.tallyport.wire.JsonFields;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/estimate}, on a thread of its own: calls of known keys come in on I/O threads. */
@Path("/estimate")
@Keyed
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EstimateResource {

    @Inject
    private Estimates estimates;

    @Resource
    private ManagedExecutorService executor;

    @POST
    public void estimate(
            @QueryParam("format") @Nullable String format,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        byte[] body = Inbound.current().body();
        Caller caller = ApiKeyFilter.caller(request);
        boolean anthropic = request.getHeader("anthropic-version") != null;
        executor.execute(() -> {
            try {
                response.resume(json(estimates.of(format(format, anthropic, body), body, caller)));
            } catch (RuntimeException e) {
                response.resume(e);
            }
        });
    }

    /** What the caller says; else by what only one format has. */
    private static WireFormat format(@Nullable String named, boolean anthropic, byte[] body) {
        if (named != null) {
            return switch (named) {
                case "chat.completions" -> WireFormat.CHAT_COMPLETIONS;
                case "messages" -> WireFormat.MESSAGES;
                case "responses" -> WireFormat.RESPONSES;
                default ->
                    throw GatewayException.invalid("format", "format takes chat.completions, messages or responses.");
            };
        }
        boolean[] input = {false};
        JsonFields.each(body, (name, value) -> {
            input[0] |= name.equals("input");
            return false;
        });
        if (input[0]) {
            return WireFormat.RESPONSES;
        }
        return anthropic ? WireFormat.MESSAGES : WireFormat.CHAT_COMPLETIONS;
    }

    private static JsonObject json(Estimate estimate) {
        Estimate.InputNano input = estimate.inputNano();
        return Json.createObjectBuilder()
                .add("object", "estimate")
                .add("model", estimate.model())
                .add("price_id", estimate.priceId())
                .add("tier", estimate.tier())
                .add(
                        "factors",
                        Json.createObjectBuilder()
                                .add("base_ppm", estimate.factors().basePpm())
                                .add("tier_ppm", estimate.factors().tierPpm()))
                .add(
                        "tokens",
                        Json.createObjectBuilder()
                                .add("input", estimate.inputTokens())
                                .add("output_at_most", estimate.mostOutputTokens()))
                .add(
                        "input",
                        Json.createObjectBuilder()
                                .add("plain", Amounts.of(input.plain()))
                                .add("cache_write_5m", Amounts.of(input.cacheWrite5m()))
                                .add("cache_write_1h", Amounts.of(input.cacheWrite1h()))
                                .add("cache_read", Amounts.of(input.cacheRead())))
                .add("min", bound(estimate.minimum()))
                .add("max", bound(estimate.maximum()))
                .add("hold", Amounts.of(estimate.holdNano()))
                .build();
    }

    private static JsonObjectBuilder bound(Estimate.Bound bound) {
        return Json.createObjectBuilder()
                .add("without_cache", Amounts.of(bound.withoutCache()))
                .add("with_cache", Amounts.of(bound.withCache()));
    }
}
