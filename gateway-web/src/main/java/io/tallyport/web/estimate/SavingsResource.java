package io.tallyport.web.estimate;

import io.tallyport.cache.BreakEven;
import io.tallyport.cache.CacheChoice;
import io.tallyport.cache.SavingsPlan;
import io.tallyport.catalog.Catalog;
import io.tallyport.catalog.Model;
import io.tallyport.catalog.Named;
import io.tallyport.catalog.PriceList;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.tier.Tier;
import io.tallyport.tier.Tiers;
import io.tallyport.usage.Factors;
import io.tallyport.web.entry.Inbound;
import io.tallyport.web.usage.Amounts;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code POST /v1/savings}: a plan's cost at the provider's list price and in each tier; public, from prices in memory. */
@Path("/savings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SavingsResource {
    private static final Factors LIST = new Factors(Factors.ONE_PPM, Factors.ONE_PPM);
    private static final long EVERYONE = 0;

    @Inject
    private Catalog catalog;

    @Inject
    private Tiers tiers;

    @Inject
    @ConfigProperty(name = "tallyport.price.base-ppm", defaultValue = "700000")
    private int basePpm;

    @POST
    public JsonObject savings() {
        PlanReader.Read read = PlanReader.read(Inbound.current().body());
        Model model = catalog.find(read.model(), EVERYONE, any -> true)
                .map(Named::model)
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.MODEL_NOT_FOUND, "The model '" + read.model() + "' does not exist"));
        try {
            return json(model, read.plan());
        } catch (ArithmeticException e) {
            throw GatewayException.invalid("calls", "These are more tokens than can be priced.");
        }
    }

    private JsonObject json(Model model, SavingsPlan plan) {
        PriceList prices = model.prices();
        JsonArrayBuilder offers = Json.createArrayBuilder();
        for (Tier tier : tiers.all()) {
            Factors factors = new Factors(basePpm, tier.multiplierPpm());
            offers.add(Json.createObjectBuilder()
                    .add("tier", tier.name())
                    .add("from_spend", Amounts.of(tier.fromSpendNano()))
                    .add("cost", costs(plan, prices, factors))
                    .add("saved", saved(plan, prices, factors)));
        }
        JsonObjectBuilder breakEven = Json.createObjectBuilder();
        for (CacheChoice choice : new CacheChoice[] {CacheChoice.FIVE_MINUTES, CacheChoice.ONE_HOUR}) {
            breakEven.add(
                    choice.word(), Amounts.orNull(BreakEven.hitRatePpm(prices.forPrompt(plan.inputTokens()), choice)));
        }
        return Json.createObjectBuilder()
                .add("object", "savings")
                .add("model", model.id())
                .add("price_id", prices.forPrompt(plan.inputTokens()).id())
                .add("cached_tokens", plan.cachedTokens())
                .add("list", costs(plan, prices, LIST))
                .add("tiers", offers)
                .add("break_even_hit_rate_ppm", breakEven)
                .build();
    }

    private static JsonObjectBuilder costs(SavingsPlan plan, PriceList prices, Factors factors) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        for (CacheChoice choice : CacheChoice.values()) {
            if (plan.isOffered(prices, choice)) {
                json.add(choice.word(), Amounts.of(plan.costNano(prices, choice, factors)));
            }
        }
        return json;
    }

    /** Against list price without a cache. */
    private static JsonObjectBuilder saved(SavingsPlan plan, PriceList prices, Factors factors) {
        long direct = plan.costNano(prices, CacheChoice.OFF, LIST);
        JsonObjectBuilder json = Json.createObjectBuilder();
        for (CacheChoice choice : CacheChoice.values()) {
            if (plan.isOffered(prices, choice)) {
                json.add(choice.word(), Amounts.of(direct - plan.costNano(prices, choice, factors)));
            }
        }
        return json;
    }
}
