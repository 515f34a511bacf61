package io.tallyport.order;

import io.tallyport.billing.BillingProfile;
import io.tallyport.seller.Seller;
import io.tallyport.seller.Seller.Registration.Kind;
import io.tallyport.seller.Sellers;
import io.tallyport.tax.TaxBuyer.VatIdStatus;
import io.tallyport.vatid.NameMatch;
import io.tallyport.vatid.VatId;
import io.tallyport.vatid.VatIdCheck;
import io.tallyport.vatid.VatIds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the register of VAT identifiers makes of a buyer. */
@ApplicationScoped
class BuyerCheck {
    @Inject
    private VatIds vatIds;

    @Inject
    private Sellers sellers;

    /**
     * The answer, and what it means for this buyer.
     *
     * @param check null: nothing was asked, for want of an identifier
     */
    record Result(VatIdStatus status, @Nullable VatIdCheck check) {}

    /** Asks the register. */
    Result of(long sellerId, BillingProfile profile) {
        if (!profile.business() || profile.vatId() == null) {
            return new Result(VatIdStatus.MISSING, null);
        }
        VatIdCheck check = vatIds.check(VatId.parse(profile.vatId()), ownVatId(sellerId));
        return new Result(status(check, profile), check);
    }

    private static VatIdStatus status(VatIdCheck check, BillingProfile profile) {
        return switch (check.outcome()) {
            case UNAVAILABLE -> VatIdStatus.UNAVAILABLE;
            case INVALID -> VatIdStatus.MISSING;
            case VALID ->
                NameMatch.isSame(profile.name(), check.name())
                                && NameMatch.isAt(profile.postcode(), profile.city(), check.address())
                        ? VatIdStatus.VALID
                        : VatIdStatus.MISSING;
        };
    }

    private @Nullable VatId ownVatId(long sellerId) {
        Optional<Seller> seller = sellers.find(sellerId);
        return seller.stream()
                .flatMap(one -> one.registrations().stream())
                .filter(registration -> registration.kind() == Kind.VAT)
                .findFirst()
                .map(registration -> VatId.parse(registration.number()))
                .orElse(null);
    }
}
