package io.tallyport.billing;

import io.tallyport.vatid.NameMatch;
import io.tallyport.vatid.VatIdCheck;

/**
 * What the register said about a profile's VAT identifier. A business needs all three: a valid identifier, and the name and the
 * address it is registered for.
 */
public record VatIdVerdict(VatIdCheck check, boolean nameMatches, boolean addressMatches) {

    static VatIdVerdict of(BillingProfile profile, VatIdCheck check) {
        return new VatIdVerdict(
                check,
                NameMatch.isSame(profile.name(), check.name()),
                NameMatch.isAt(profile.postcode(), profile.city(), check.address()));
    }
}
