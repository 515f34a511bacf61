package io.tallyport.billing;

import io.tallyport.error.GatewayException;
import io.tallyport.vatid.VatId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Keeps the billing profiles of organisations. */
@Stateless
public class BillingProfiles {
    private static final Set<String> LANGUAGES = Set.of("en", "de", "fr", "es");
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_POSTCODE = 20;
    private static final int LONGEST_REGISTRATION = 50;

    @Inject
    private BillingProfileStore store;

    /** A profile and its number, from 1. */
    public record Version(long organisationId, int number, BillingProfile profile) {}

    /**
     * Makes a new version, unless nothing differs from the newest.
     *
     * @throws GatewayException 400 that names the field at fault
     */
    public Version save(long organisationId, BillingProfile profile, String actor) {
        BillingProfile checked = checked(profile);
        store.lock(organisationId);
        Optional<Version> newest = store.newest(organisationId);
        if (newest.isPresent() && newest.get().profile().equals(checked)) {
            return newest.get();
        }
        int number = newest.map(Version::number).orElse(0) + 1;
        return store.insert(organisationId, number, checked, actor);
    }

    public Optional<Version> newest(long organisationId) {
        return store.newest(organisationId);
    }

    public Optional<Version> find(long organisationId, int number) {
        return store.find(organisationId, number);
    }

    private BillingProfile checked(BillingProfile given) {
        String country = given.country().strip().toUpperCase(Locale.ROOT);
        if (!store.isCountry(country)) {
            throw GatewayException.invalid("country", "There is no country " + country + "; give its two-letter code.");
        }
        String language = given.language().strip().toLowerCase(Locale.ROOT);
        if (!LANGUAGES.contains(language)) {
            throw GatewayException.invalid("language", "Documents are written in en, de, fr or es.");
        }
        String vatId = OneLine.optional("vat_id", given.vatId(), LONGEST_REGISTRATION);
        return new BillingProfile(
                OneLine.required("name", given.name(), LONGEST_LINE),
                OneLine.required("street", given.street(), LONGEST_LINE),
                OneLine.of("postcode", given.postcode(), LONGEST_POSTCODE),
                OneLine.required("city", given.city(), OneLine.SHORT),
                OneLine.optional("region", given.region(), OneLine.SHORT),
                country,
                given.business(),
                vatId == null ? null : vatIdOf(country, vatId),
                OneLine.optional("legal_registration", given.legalRegistration(), LONGEST_REGISTRATION),
                language,
                OneLine.optional("purchase_order", given.purchaseOrder(), OneLine.SHORT),
                OneLine.optional("reference", given.reference(), OneLine.SHORT));
    }

    private String vatIdOf(String country, String text) {
        String prefix = store.vatPrefix(country)
                .orElseThrow(() -> GatewayException.invalid(
                        "vat_id",
                        "Only members of the European Union have VAT identifiers of its kind; give a registration in "
                                + country + " as legal_registration."));
        VatId vatId = VatId.parse(text);
        if (!vatId.prefix().equals(prefix)) {
            throw GatewayException.invalid(
                    "vat_id",
                    "The VAT identifier begins with " + vatId.prefix() + ", but the address is in " + country
                            + ", whose identifiers begin with " + prefix + ".");
        }
        return vatId.toString();
    }
}
