package io.tallyport.web.billing;

import io.tallyport.billing.BillingProfile;
import io.tallyport.billing.BillingProfiles;
import io.tallyport.billing.VatIdVerdict;
import io.tallyport.vatid.VatIdCheck;
import io.tallyport.web.usage.Amounts;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Optional;

final class ProfileJson {
    private ProfileJson() {}

    static JsonObject of(BillingProfiles.Version version, Optional<VatIdVerdict> verdict) {
        BillingProfile profile = version.profile();
        return Json.createObjectBuilder()
                .add("object", "billing_profile")
                .add("version", version.number())
                .add("name", profile.name())
                .add("street", profile.street())
                .add("postcode", profile.postcode())
                .add("city", profile.city())
                .add("region", Amounts.orNull(profile.region()))
                .add("country", profile.country())
                .add("business", profile.business())
                .add("vat_id", Amounts.orNull(profile.vatId()))
                .add("legal_registration", Amounts.orNull(profile.legalRegistration()))
                .add("language", profile.language())
                .add("purchase_order", Amounts.orNull(profile.purchaseOrder()))
                .add("reference", Amounts.orNull(profile.reference()))
                .add("vat_id_check", verdict.<JsonValue>map(ProfileJson::of).orElse(JsonValue.NULL))
                .build();
    }

    static JsonObject of(VatIdVerdict verdict) {
        VatIdCheck check = verdict.check();
        return Json.createObjectBuilder()
                .add("object", "vat_id_check")
                .add("vat_id", check.vatId())
                .add("outcome", check.outcome().name().toLowerCase(Locale.ROOT))
                .add("name", Amounts.orNull(check.name()))
                .add("address", Amounts.orNull(check.address()))
                .add("name_matches", verdict.nameMatches())
                .add("address_matches", verdict.addressMatches())
                .add("reason", Amounts.orNull(check.reason()))
                .add("consultation_number", Amounts.orNull(check.consultationNumber()))
                .add("checked_at", check.checkedAt().toString())
                .build();
    }
}
