package io.tallyport.billing;

import io.tallyport.error.GatewayException;
import io.tallyport.vatid.VatId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the billing profiles of organisations. */
@Stateless
public class BillingProfiles {
    private static final Set<String> LANGUAGES = Set.of("en", "de", "fr", "es");
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_CITY = 100;
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
        String vatId = optional("vat_id", given.vatId(), LONGEST_REGISTRATION);
        return new BillingProfile(
                required("name", given.name(), LONGEST_LINE),
                required("street", given.street(), LONGEST_LINE),
                line("postcode", given.postcode(), LONGEST_POSTCODE),
                required("city", given.city(), LONGEST_CITY),
                optional("region", given.region(), LONGEST_CITY),
                country,
                given.business(),
                vatId == null ? null : vatIdOf(country, vatId),
                optional("legal_registration", given.legalRegistration(), LONGEST_REGISTRATION),
                language,
                optional("purchase_order", given.purchaseOrder(), LONGEST_CITY),
                optional("reference", given.reference(), LONGEST_CITY));
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

    private static String required(String field, String text, int longest) {
        String line = line(field, text, longest);
        if (line.isEmpty()) {
            throw GatewayException.invalid(field, "An invoice needs a " + field + ".");
        }
        return line;
    }

    private static @Nullable String optional(String field, @Nullable String text, int longest) {
        String line = text == null ? "" : line(field, text, longest);
        return line.isEmpty() ? null : line;
    }

    private static String line(String field, String text, int longest) {
        String line = text.strip();
        if (line.length() > longest || line.chars().anyMatch(Character::isISOControl)) {
            throw GatewayException.invalid(
                    field, "The " + field + " is one line of at most " + longest + " characters.");
        }
        return line;
    }
}
