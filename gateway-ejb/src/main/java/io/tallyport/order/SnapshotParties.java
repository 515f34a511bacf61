package io.tallyport.order;

import io.tallyport.billing.BillingProfile;
import io.tallyport.billing.BillingProfiles;
import io.tallyport.location.Location;
import io.tallyport.seller.Seller;
import io.tallyport.tax.TaxSeller;
import io.tallyport.vatid.VatIdCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who sells to whom, as a tax snapshot keeps it. */
final class SnapshotParties {
    private SnapshotParties() {}

    static Map<String, Object> of(
            Seller seller,
            TaxSeller taxed,
            BillingProfiles.Version profile,
            @Nullable VatIdCheck check,
            List<Location> locations) {
        Map<String, Object> parties = new LinkedHashMap<>();
        parties.put("seller", seller(seller, taxed));
        parties.put("buyer", buyer(profile));
        if (check != null) {
            parties.put("vat_id_check", check(check));
        }
        parties.put(
                "location",
                locations.stream()
                        .map(item ->
                                Map.of("kind", item.kind().name(), "country", item.country(), "source", item.source()))
                        .toList());
        return parties;
    }

    private static Map<String, Object> seller(Seller seller, TaxSeller taxed) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("code", seller.code());
        told.put("name", seller.name());
        told.put("street", seller.address().street());
        told.put("postcode", seller.address().postcode());
        told.put("city", seller.address().city());
        told.put("country", seller.address().country());
        put(told, "legal_registration", seller.legalRegistration());
        put(told, "tax_number", seller.taxNumber());
        told.put("small_business", seller.smallBusiness());
        told.put("taxed_at_buyer", taxed.taxedAtBuyer());
        List<Map<String, Object>> registrations = seller.registrations().stream()
                .map(one -> Map.<String, Object>of(
                        "kind", one.kind().name(), "jurisdiction", one.jurisdiction(), "number", one.number()))
                .toList();
        told.put("registrations", registrations);
        return told;
    }

    private static Map<String, Object> buyer(BillingProfiles.Version version) {
        BillingProfile profile = version.profile();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("organisation", version.organisationId());
        told.put("profile_version", version.number());
        told.put("name", profile.name());
        told.put("street", profile.street());
        told.put("postcode", profile.postcode());
        told.put("city", profile.city());
        put(told, "region", profile.region());
        told.put("country", profile.country());
        told.put("claims_business", profile.business());
        put(told, "vat_id", profile.vatId());
        put(told, "legal_registration", profile.legalRegistration());
        return told;
    }

    private static Map<String, Object> check(VatIdCheck check) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", check.id());
        told.put("vat_id", check.vatId());
        told.put("outcome", check.outcome().name());
        told.put("checked_at", check.checkedAt().toString());
        put(told, "consultation_number", check.consultationNumber());
        put(told, "name", check.name());
        put(told, "address", check.address());
        put(told, "reason", check.reason());
        return told;
    }

    private static void put(Map<String, Object> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
