package io.tallyport.billing;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.vatid.VatId;
import io.tallyport.vatid.VatIds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The VAT identifiers of profiles, as the register has them. An order asks again: this is for whoever fills in the profile. */
@ApplicationScoped
public class VatIdChecks {
    @Inject
    private VatIds vatIds;

    /**
     * Asks the register, which may take fifteen seconds; no transaction may be open.
     *
     * @throws GatewayException 422 if the profile has no VAT identifier
     */
    public VatIdVerdict ask(BillingProfile profile) {
        if (profile.vatId() == null) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, "The billing profile has no vat_id; PUT /v1/billing/profile sets it.");
        }
        return VatIdVerdict.of(profile, vatIds.check(VatId.parse(profile.vatId()), null));
    }

    /** What it said last; empty if it was never asked. */
    public Optional<VatIdVerdict> newest(BillingProfile profile) {
        return profile.vatId() == null
                ? Optional.empty()
                : vatIds.newest(VatId.parse(profile.vatId())).map(check -> VatIdVerdict.of(profile, check));
    }
}
