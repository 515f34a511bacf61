package io.tallyport.web.billing;

import io.tallyport.key.KeyRole;
import io.tallyport.offer.BonusRule;
import io.tallyport.offer.CreditPackage;
import io.tallyport.offer.Offers;
import io.tallyport.web.security.Keyed;
import io.tallyport.web.security.Needs;
import io.tallyport.web.usage.Amounts;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /v1/billing/packages}: what can be bought now, and the bonus that comes with it. */
@Path("/billing/packages")
@Keyed(management = true)
@Needs(KeyRole.READ)
@Produces(MediaType.APPLICATION_JSON)
public class PackagesResource {
    @Inject
    private Offers offers;

    @Inject
    private Money money;

    @GET
    public JsonObject list() {
        JsonArrayBuilder packages = Json.createArrayBuilder();
        offers.packages().forEach(one -> packages.add(json(one)));
        JsonArrayBuilder bonuses = Json.createArrayBuilder();
        offers.bonusRules().forEach(rule -> bonuses.add(json(rule)));
        return Json.createObjectBuilder()
                .add("object", "list")
                .add("data", packages)
                .add("bonuses", bonuses)
                .build();
    }

    private JsonObject json(CreditPackage one) {
        CreditPackage.Amounts amounts = one.amounts();
        return Json.createObjectBuilder()
                .add("object", "package")
                .add("id", Long.toString(one.id()))
                .add("name", one.name())
                .add("net", money.of(one.currency(), one.net()))
                .add("credits", Amounts.of(one.creditsNano()))
                .add("least", money.orNull(one.currency(), amounts == null ? null : amounts.least()))
                .add("most", money.orNull(one.currency(), amounts == null ? null : amounts.most()))
                .build();
    }

    private static JsonObject json(BonusRule rule) {
        return Json.createObjectBuilder()
                .add("from", Amounts.of(rule.fromNano()))
                .add("bonus_ppm", rule.bonusPpm())
                .add("first_order_only", rule.firstOrderOnly())
                .add("most", rule.mostNano() == null ? JsonValue.NULL : Amounts.of(rule.mostNano()))
                .add("expires_after_days", rule.lotDays() == null ? JsonValue.NULL : Json.createValue(rule.lotDays()))
                .build();
    }
}
