package io.tallyport.autotopup;

import io.tallyport.autotopup.AutoTopUp.Terms;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.offer.CreditPackage;
import io.tallyport.offer.Offers;
import io.tallyport.payment.OffSessionPayments;
import io.tallyport.payment.SavedMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;

/** Lets organisations agree to buy again by themselves, and stop it. */
@ApplicationScoped
public class AutoTopUps {
    @Inject
    private OffSessionPayments offSession;

    @Inject
    private Offers offers;

    @Inject
    private AutoTopUpStore store;

    /**
     * Agrees, or agrees anew: failures are forgotten. No transaction may be open.
     *
     * @param paidOrder an order of the organisation whose payment method was saved with its payment
     *     ({@code Payments.checkoutSavingMethod})
     * @param actor whose consent it is
     * @throws GatewayException 404 for a package that is not sold or somebody else's order; 422 for terms that cannot be,
     *     and if no method was saved with that payment
     */
    public AutoTopUp agree(long organisationId, Terms terms, long paidOrder, String actor) {
        requirePossible(terms);
        SavedMethod method = offSession
                .savedMethod(organisationId, paidOrder)
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.UNPROCESSABLE,
                        "No payment method was saved with this order; pay one with save_method set first."));
        store.upsert(organisationId, terms, method, actor);
        return find(organisationId).orElseThrow();
    }

    private void requirePossible(Terms terms) {
        CreditPackage bought = offers.packageOf(terms.packageId());
        long net = Objects.requireNonNullElse(terms.amount(), bought.net());
        bought.creditsFor(net);
        if (terms.thresholdNano() <= 0 || terms.monthlyCap() < net) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "The threshold is above 0, and the monthly cap at least what one order costs.");
        }
    }

    /** Stops it; an order that is under way is still paid. */
    public void stop(long organisationId, String actor) {
        store.stop(organisationId, "stopped by " + actor);
    }

    public Optional<AutoTopUp> find(long organisationId) {
        return store.find(organisationId);
    }
}
