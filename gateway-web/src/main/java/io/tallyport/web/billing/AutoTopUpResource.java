package io.tallyport.web.billing;

import io.tallyport.autotopup.AutoTopUp;
import io.tallyport.autotopup.AutoTopUps;
import io.tallyport.currency.Currencies;
import io.tallyport.key.Caller;
import io.tallyport.key.KeyRole;
import io.tallyport.ledger.Credits;
import io.tallyport.offer.CreditPackage;
import io.tallyport.offer.Offers;
import io.tallyport.web.request.Body;
import io.tallyport.web.request.Idempotent;
import io.tallyport.web.request.Page;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import io.tallyport.web.security.Needs;
import io.tallyport.web.usage.Amounts;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/billing/auto-top-up}: buys again, with a saved payment method, whenever the balance is low. */
@Path("/billing/auto-top-up")
@Keyed(management = true)
@Needs(KeyRole.READ)
@Produces(MediaType.APPLICATION_JSON)
public class AutoTopUpResource {
    @Inject
    private AutoTopUps autoTopUps;

    @Inject
    private Offers offers;

    @Inject
    private Currencies currencies;

    @Inject
    private Money money;

    @Inject
    private Idempotent idempotent;

    @GET
    public JsonObject get(@Context HttpServletRequest request) {
        return json(autoTopUps.find(ApiKeyFilter.caller(request).walletId()));
    }

    @PUT
    @Needs(KeyRole.OWNER)
    public Response put(@Context HttpServletRequest request) {
        Caller caller = ApiKeyFilter.caller(request);
        return idempotent.allow(request, 200, operation -> {
            Body body = Body.current("threshold", "package", "amount", "monthly_cap", "order");
            CreditPackage bought = offers.packageOf(Page.id("package", body.text("package")));
            @Nullable String amount = body.textOrNull("amount");
            AutoTopUp.Terms terms = new AutoTopUp.Terms(
                    Credits.nano("threshold", body.text("threshold")),
                    bought.id(),
                    amount == null ? null : currencies.minor("amount", bought.currency(), amount),
                    currencies.minor("monthly_cap", bought.currency(), body.text("monthly_cap")));
            long order = Page.id("order", body.text("order"));
            return json(Optional.of(autoTopUps.agree(caller.walletId(), terms, order, Actor.of(caller))));
        });
    }

    @DELETE
    @Needs(KeyRole.BILLING)
    public JsonObject stop(@Context HttpServletRequest request) {
        Caller caller = ApiKeyFilter.caller(request);
        autoTopUps.stop(caller.walletId(), Actor.of(caller));
        return json(autoTopUps.find(caller.walletId()));
    }

    private JsonObject json(Optional<AutoTopUp> agreed) {
        if (agreed.isEmpty()) {
            return Json.createObjectBuilder()
                    .add("object", "auto_top_up")
                    .add("active", false)
                    .build();
        }
        AutoTopUp one = agreed.get();
        String currency = one.currency();
        return Json.createObjectBuilder()
                .add("object", "auto_top_up")
                .add("active", one.isActive())
                .add("threshold", Amounts.of(one.terms().thresholdNano()))
                .add("package", Long.toString(one.terms().packageId()))
                .add("amount", money.orNull(currency, one.terms().amount()))
                .add("monthly_cap", money.of(currency, one.terms().monthlyCap()))
                .add("instrument", Amounts.orNull(one.instrument()))
                .add("stopped_because", Amounts.orNull(one.reason()))
                .add("agreed_by", one.consentBy())
                .add("agreed_at", one.consentAt().toString())
                .build();
    }
}
