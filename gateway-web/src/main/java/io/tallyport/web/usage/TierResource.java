package io.tallyport.web.usage;

import io.tallyport.key.Caller;
import io.tallyport.tier.Standing;
import io.tallyport.tier.Tiers;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /v1/tier}: the terms that a call of this moment would be priced and limited by. */
@Path("/tier")
@Keyed(management = true)
@Produces(MediaType.APPLICATION_JSON)
public class TierResource {

    @Inject
    private Tiers tiers;

    @GET
    public JsonObject get(@Context HttpServletRequest request) {
        Caller caller = ApiKeyFilter.caller(request);
        Standing standing = tiers.load(caller.walletId());
        JsonArrayBuilder all = Json.createArrayBuilder();
        tiers.all()
                .forEach(tier -> all.add(Json.createObjectBuilder()
                        .add("name", tier.name())
                        .add("from_spend", Amounts.of(tier.fromSpendNano()))
                        .add("multiplier_ppm", tier.multiplierPpm())
                        .add("requests_per_minute", tier.requestsPerMinute())
                        .add("recommended_concurrency", tier.recommendedConcurrency())));
        return Json.createObjectBuilder()
                .add("object", "tier")
                .add("name", standing.name())
                .add("multiplier_ppm", standing.multiplierPpm())
                .add("requests_per_minute", standing.requestsPerMinute())
                .add("recommended_concurrency", standing.recommendedConcurrency())
                .add("concurrency_cap", Amounts.orNull(standing.concurrencyCap()))
                .add("window_spend", Amounts.of(standing.windowSpendNano()))
                .add("next", next(standing))
                .add("contract", standing.contract())
                .add(
                        "contract_ends",
                        standing.contractEnds() == null
                                ? JsonValue.NULL
                                : Json.createValue(standing.contractEnds().toString()))
                .add("tiers", all)
                .build();
    }

    private static JsonValue next(Standing standing) {
        Standing.NextTier next = standing.next();
        if (next == null) {
            return JsonValue.NULL;
        }
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("name", next.name())
                .add("multiplier_ppm", next.multiplierPpm())
                .add("from_spend", Amounts.of(next.fromSpendNano()))
                .add("missing", Amounts.of(Math.max(0, next.fromSpendNano() - standing.windowSpendNano())));
        return json.build();
    }
}
