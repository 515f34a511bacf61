package io.tallyport.workbench.judges;

import io.tallyport.document.Party;
import org.jspecify.annotations.Nullable;

/** A party of a sample while it is being written down. */
record PartyDraft(
        String name,
        String street,
        String postcode,
        String city,
        @Nullable String region,
        String country,
        @Nullable String vat,
        @Nullable String tax,
        @Nullable String register,
        @Nullable String printed) {
    PartyDraft region(String value) {
        return new PartyDraft(name, street, postcode, city, value, country, vat, tax, register, printed);
    }

    PartyDraft vat(String value) {
        return new PartyDraft(name, street, postcode, city, region, country, value, tax, register, printed);
    }

    PartyDraft tax(String value) {
        return new PartyDraft(name, street, postcode, city, region, country, vat, value, register, printed);
    }

    PartyDraft register(String value) {
        return new PartyDraft(name, street, postcode, city, region, country, vat, tax, value, printed);
    }

    PartyDraft printed(String value) {
        return new PartyDraft(name, street, postcode, city, region, country, vat, tax, register, value);
    }

    Party done() {
        return new Party(name, street, postcode, city, region, country, vat, tax, register, printed);
    }
}
