package io.tallyport.web.webhook;

import io.tallyport.key.KeyRole;
import io.tallyport.ledger.Credits;
import io.tallyport.watch.BalanceAlerts;
import io.tallyport.web.request.Body;
import io.tallyport.web.request.Idempotent;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import io.tallyport.web.security.Needs;
import io.tallyport.web.usage.Amounts;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/billing/balance-alert}: the balance below which {@code balance.low} is told. */
@Path("/billing/balance-alert")
@Keyed(management = true)
@Needs(KeyRole.READ)
@Produces(MediaType.APPLICATION_JSON)
public class BalanceAlertResource {
    private static final String FIELD = "threshold";

    @Inject
    private BalanceAlerts alerts;

    @Inject
    private Idempotent idempotent;

    @GET
    public JsonObject get(@Context HttpServletRequest request) {
        return json(alerts.find(organisation(request)));
    }

    /** Credits; null: not at all. */
    @PUT
    @Needs(KeyRole.BILLING)
    public Response put(@Context HttpServletRequest request) {
        long organisation = organisation(request);
        return idempotent.allow(request, 200, operation -> {
            @Nullable String threshold = Body.current(FIELD).textOrNull(FIELD);
            if (threshold == null) {
                alerts.remove(organisation);
                return json(Optional.empty());
            }
            return json(Optional.of(alerts.set(organisation, Credits.nano(FIELD, threshold))));
        });
    }

    private static JsonObject json(Optional<BalanceAlerts.Threshold> threshold) {
        return Json.createObjectBuilder()
                .add("object", "balance_alert")
                .add(
                        FIELD,
                        threshold.<JsonValue>map(set -> Amounts.of(set.nano())).orElse(JsonValue.NULL))
                .add("low", threshold.map(BalanceAlerts.Threshold::low).orElse(false))
                .build();
    }

    private static long organisation(HttpServletRequest request) {
        return ApiKeyFilter.caller(request).walletId();
    }
}
