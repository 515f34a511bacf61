package io.tallyport.web.billing;

import io.tallyport.billing.BillingProfile;
import io.tallyport.billing.BillingProfiles;
import io.tallyport.billing.VatIdChecks;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.Caller;
import io.tallyport.key.KeyRole;
import io.tallyport.web.request.Body;
import io.tallyport.web.request.Idempotent;
import io.tallyport.web.security.ApiKeyFilter;
import io.tallyport.web.security.Keyed;
import io.tallyport.web.security.Needs;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /v1/billing/profile}: who the organisation is on its documents. A change is a new version. */
@Path("/billing/profile")
@Keyed(management = true)
@Needs(KeyRole.READ)
@Produces(MediaType.APPLICATION_JSON)
public class ProfileResource {
    @Inject
    private BillingProfiles profiles;

    @Inject
    private VatIdChecks checks;

    @Inject
    private Idempotent idempotent;

    @GET
    public JsonObject get(@Context HttpServletRequest request) {
        BillingProfiles.Version version = require(request);
        return ProfileJson.of(version, checks.newest(version.profile()));
    }

    @PUT
    @Needs(KeyRole.BILLING)
    public Response put(@Context HttpServletRequest request) {
        Caller caller = ApiKeyFilter.caller(request);
        return idempotent.allow(request, 200, operation -> {
            BillingProfiles.Version version = profiles.save(caller.walletId(), profile(), Actor.of(caller));
            return ProfileJson.of(version, checks.newest(version.profile()));
        });
    }

    /** Asks the register of VAT identifiers now. */
    @POST
    @Path("/vat-id-check")
    @Needs(KeyRole.BILLING)
    public Response check(@Context HttpServletRequest request) {
        return idempotent.allow(request, 200, operation -> {
            Body.current();
            return ProfileJson.of(checks.ask(require(request).profile()));
        });
    }

    private static BillingProfile profile() {
        Body body = Body.current(
                "name",
                "street",
                "postcode",
                "city",
                "region",
                "country",
                "business",
                "vat_id",
                "legal_registration",
                "language",
                "purchase_order",
                "reference");
        return new BillingProfile(
                body.text("name"),
                body.text("street"),
                body.text("postcode", ""),
                body.text("city"),
                body.textOrNull("region"),
                body.text("country"),
                body.flag("business"),
                body.textOrNull("vat_id"),
                body.textOrNull("legal_registration"),
                body.text("language", "en"),
                body.textOrNull("purchase_order"),
                body.textOrNull("reference"));
    }

    private BillingProfiles.Version require(HttpServletRequest request) {
        Caller caller = ApiKeyFilter.caller(request);
        return profiles.newest(caller.walletId())
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.NOT_FOUND, "There is no billing profile yet; PUT /v1/billing/profile sets it."));
    }
}
